import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Branch, LoadedActor } from './actor-access.ts'

/** What decides whether a ticket is in a branch. `isParticipant`: CC for customers, follower for staff. */
export interface ScopedTicket {
  readonly teamId: string
  readonly companyId: string | null
  readonly requesterId: string
  readonly assigneeId: string | null
  readonly isParticipant: boolean
}

/**
 * The one policy, first output: whether a branch holds a ticket. `branchPredicate` is the same in SQL;
 * a property test keeps the two equal.
 */
export function holds(actor: LoadedActor, branch: Branch, ticket: ScopedTicket): boolean {
  switch (branch.scope) {
    case 'all':
      return true
    case 'team':
      return ticket.teamId === branch.scopeId
    case 'company':
      return ticket.companyId !== null && ticket.companyId === branch.scopeId
    case 'own':
      if (actor.personId === null) return false
      if (actor.capacity.acting === 'staff') return ticket.assigneeId === actor.personId || ticket.isParticipant
      return asksFor(actor, ticket) || (ticket.isParticipant && !isOtherBusiness(actor, ticket))
  }
}

/** Own requests in the company acted for, and those without a company. */
const asksFor = (actor: LoadedActor, { requesterId, companyId }: ScopedTicket): boolean =>
  requesterId === actor.personId && (companyId === null || companyId === actor.companyId)

/** Of a company for which the contact acts at another time. */
const isOtherBusiness = (actor: LoadedActor, { companyId }: ScopedTicket): boolean =>
  companyId !== null && actor.otherCompanyIds.includes(companyId)

export const can = (actor: LoadedActor, bit: number, ticket: ScopedTicket): boolean => {
  for (const branch of actor.branches) if (branch.permissions.hasBit(bit) && holds(actor, branch, ticket)) return true
  return false
}

/** As what somebody is added to a ticket in this capacity. */
export const participantKind = (actor: LoadedActor): 'cc' | 'follower' => (actor.capacity.acting === 'staff' ? 'follower' : 'cc')

export const isParticipantSql = (actor: LoadedActor): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select 1 from ${sql.table('participant')} where ${sql.ref('participant.ticket_id')} = ${sql.ref('ticket.id')}
    and ${sql.ref('participant.person_id')} = ${actor.personId} and ${sql.ref('participant.kind')} = ${participantKind(actor)})`

function branchPredicate(actor: LoadedActor, branch: Branch): RawBuilder<SqlBool> {
  switch (branch.scope) {
    case 'all':
      return sql`1 = 1`
    case 'team':
      return sql`${sql.ref('ticket.team_id')} = ${branch.scopeId}`
    case 'company':
      return sql`${sql.ref('ticket.company_id')} = ${branch.scopeId}`
    case 'own':
      if (actor.personId === null) return sql`1 = 0`
      return actor.capacity.acting === 'staff'
        ? sql`(${sql.ref('ticket.assignee_id')} = ${actor.personId} or ${isParticipantSql(actor)})`
        : sql`((${requesterSql(actor)}) or (${isParticipantSql(actor)} and ${notOfOtherCompanies(actor)}))`
  }
}

/** `asksFor` in SQL. */
export const requesterSql = (actor: LoadedActor): RawBuilder<SqlBool> =>
  sql`${sql.ref('ticket.requester_id')} = ${actor.personId} and ${inCompanySql(actor)}`

/** The part of `asksFor` that is about the company; `company` is the one acted for, where it is not to be a plain parameter. */
export const inCompanySql = ({ companyId }: LoadedActor, company: Expression<unknown> = sql`${companyId}`): RawBuilder<SqlBool> => {
  const column = sql.ref('ticket.company_id')
  return companyId === null ? sql`${column} is null` : sql`(${column} is null or ${column} = ${company})`
}

/** `!isOtherBusiness` in SQL. */
export const notOfOtherCompanies = (actor: LoadedActor): RawBuilder<SqlBool> => {
  if (!actor.otherCompanyIds.length) return sql`1 = 1`
  const company = sql.ref('ticket.company_id')
  return sql`(${company} is null or ${company} not in (${sql.join(actor.otherCompanyIds)}))`
}

/** The one policy, second output: the actor's tickets as a predicate over the table `ticket`. */
export function ticketPredicate(actor: LoadedActor, bit: number): Expression<SqlBool> {
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (branches.some((branch) => branch.scope === 'all')) return sql<SqlBool>`1 = 1`
  if (!branches.length) return sql<SqlBool>`1 = 0`
  return sql<SqlBool>`(${sql.join(
    branches.map((branch) => branchPredicate(actor, branch)),
    sql` or `,
  )})`
}
