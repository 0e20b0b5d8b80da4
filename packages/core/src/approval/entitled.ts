import { sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import type { ApprovalRow, ApproverRow } from './approval-row.ts'

/** What it takes to answer. */
export interface Demand {
  readonly acting: 'staff' | 'customer'
  /** The ticket's company: contacts must belong to it. */
  readonly companyId: string | null
  readonly roleId: string | null
  /** Team or company in which the role is held. */
  readonly roleScopeId: string | null
  readonly amount: { readonly minor: number; readonly currency: string } | null
}

/** What answering this approval takes: of who is asked by name no role. */
export const demandOf = (approval: ApprovalRow, { acting, is_named: isNamed }: Pick<ApproverRow, 'acting' | 'is_named'>): Demand => ({
  acting,
  companyId: approval.ticket_company_id,
  roleId: isNamed ? null : approval.role_id,
  roleScopeId: approval.role_scope_id,
  amount: amountOf(approval),
})

export const amountOf = ({ amount_minor: minor, currency }: ApprovalRow): Demand['amount'] =>
  minor === null || currency === null ? null : { minor, currency }

/**
 * The requester can change after somebody was asked, and who asks may be asked by a replacement. Where the catalogue demands the approval,
 * whoever asks for something is also the one who asks for its approval, so that being allowed to is enough.
 */
export function isOwnVote(approval: ApprovalRow, personId: string): boolean {
  const isRequester = approval.ticket_requester_id === personId
  if (isRequester && !approval.is_own_allowed) return true
  return approval.requested_by === personId && !(approval.is_demanded && isRequester)
}

/**
 * Active people who may answer, among `among` or, of a role, all. Contacts belong to the ticket's company, and their limit there covers the
 * amount; limits bind customers, as they are what their company trusts them with.
 */
export async function entitledPeople({ db }: UnitOfWork, demand: Demand, among?: readonly string[]): Promise<string[]> {
  const { acting, companyId, roleId, roleScopeId, amount } = demand
  if (among && !among.length) return []
  let query = db.selectFrom('person').select('person.id').where('person.is_active', '=', true)
  if (among) query = query.where('person.id', 'in', [...among])
  if (acting === 'staff' || roleId !== null) {
    let grants = db
      .selectFrom('access_grant')
      .innerJoin('role', 'role.id', 'access_grant.role_id')
      .select('access_grant.person_id')
      .where('role.acting', '=', acting)
    if (roleId !== null) {
      grants = grants.where('role.id', '=', roleId)
      grants =
        acting === 'staff'
          ? grants.where((where) =>
              where.or([
                where('access_grant.scope', '=', 'all'),
                where.and([where('access_grant.scope', '=', 'team'), where('access_grant.scope_id', '=', roleScopeId ?? '')]),
              ]),
            )
          : grants.where('access_grant.scope', '=', 'company').where('access_grant.scope_id', '=', roleScopeId ?? '')
    }
    query = query.where('person.id', 'in', grants)
  }
  if (acting === 'customer' && (companyId !== null || amount)) {
    // Without a company nobody is trusted with an amount.
    if (companyId === null) return []
    let members = db.selectFrom('membership').select('membership.person_id').where('membership.company_id', '=', companyId)
    if (amount)
      members = members
        .where('membership.approval_currency', '=', amount.currency)
        .where(sql<boolean>`${sql.ref('membership.approval_limit_minor')} >= ${amount.minor}`)
    query = query.where('person.id', 'in', members)
  }
  return (await query.orderBy('person.id').execute()).map(({ id }) => id)
}

/**
 * Whether the caller is this approver, now: in the capacity and for the company in which they were asked, and still with the role. Whoever
 * has left the company or lost the role sees nothing of it any more.
 */
export function isAsked(actor: LoadedActor, approval: ApprovalRow, approver: ApproverRow): boolean {
  if (approver.person_id !== actor.personId || approver.acting !== actor.capacity.acting) return false
  const { ticket_company_id: companyId } = approval
  if (approver.acting === 'customer' && (!approval.is_public || (companyId !== null && companyId !== actor.companyId))) return false
  return approver.is_named || approval.role_id === null || holdsRole(actor, approval.role_id, approval.role_scope_id)
}

const holdsRole = (actor: LoadedActor, roleId: string, scopeId: string | null): boolean =>
  actor.branches.some((branch) => branch.roleId === roleId && (branch.scope === 'all' || (scopeId !== null && branch.scopeId === scopeId)))

/** Limits are read when it counts: at the vote. */
export async function coversAmount({ unit, actor }: CallContext, approval: ApprovalRow): Promise<boolean> {
  const [amount, companyId] = [amountOf(approval), approval.ticket_company_id]
  if (!amount || actor.capacity.acting !== 'customer' || actor.personId === null) return true
  if (companyId === null) return false
  const member = await unit.db
    .selectFrom('membership')
    .select(['approval_limit_minor', 'approval_currency'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  return (
    member !== undefined &&
    member.approval_limit_minor !== null &&
    member.approval_limit_minor >= amount.minor &&
    member.approval_currency === amount.currency
  )
}
