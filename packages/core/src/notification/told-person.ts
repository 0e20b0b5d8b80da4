import type { Kysely } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import { type ActorGrant, type ActorMembership, actorWith, storedGrants } from '../access/person-actor.ts'
import { can, participantKind } from '../access/ticket-scope.ts'
import type { ApprovalRow, ApproverRow } from '../approval/approval-row.ts'
import { isAsked } from '../approval/entitled.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { Runtime } from '../operation/runtime.ts'
import { scopedTicket, type TicketRow } from '../operation/ticket-state.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

export interface ToldPerson {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly language: string | null
  /** False: they see the approval that they are asked for, and nothing else of the ticket. */
  readonly seesTicket: boolean
  readonly seesApproval: (approval: ApprovalRow, approvers: readonly ApproverRow[]) => boolean
}

/**
 * Somebody in the capacity in which they are to be told of a ticket, with what of it they may see at this moment; by stored grants, as what
 * the host adds is known only while somebody calls. A contact of several companies is asked in the ticket's.
 */
export async function toldPerson(
  runtime: Runtime,
  tx: Tx,
  { personId, acting }: { readonly personId: string; readonly acting: 'staff' | 'customer' },
  ticket: TicketRow,
): Promise<ToldPerson | undefined> {
  const db: Kysely<CoreTables> = tx.db
  const person = await db
    .selectFrom('person')
    .select(['id', 'external_id', 'name', 'email', 'language', 'is_active'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.is_active) return undefined
  const actor = await actorOf(runtime, tx, person, acting, ticket)
  if (!actor) return undefined
  const participates = await db
    .selectFrom('participant')
    .select('person_id')
    .where('ticket_id', '=', ticket.id)
    .where('person_id', '=', personId)
    .where('kind', '=', participantKind(actor))
    .executeTakeFirst()
  const readBit = runtime.composition.permissions.bit('ticket.read')
  const seesTicket = can(actor, readBit, scopedTicket(ticket, participates !== undefined))
  const { id, name, email, language } = person
  return {
    id,
    name,
    email,
    language,
    seesTicket,
    seesApproval: (approval, approvers) =>
      (seesTicket && (approval.is_public || acting === 'staff')) || approvers.some((approver) => isAsked(actor, approval, approver)),
  }
}

async function actorOf(
  runtime: Runtime,
  tx: Tx,
  person: Pick<ToldPerson, 'id' | 'name' | 'language'> & { external_id: string | null },
  acting: 'staff' | 'customer',
  ticket: TicketRow,
): Promise<LoadedActor | undefined> {
  const grants = await grantsOf(tx, person.id)
  const memberships = await membershipsOf(tx, person.id)
  const companies = memberships.flatMap(({ company_id, is_active }) => (is_active ? [company_id] : []))
  const company = companies.find((id) => id === ticket.company_id) ?? companies[0]
  try {
    return await actorWith(
      runtime,
      tx,
      person,
      { grants, memberships },
      acting === 'customer' && company !== undefined ? { acting, company } : { acting },
    )
  } catch (error) {
    // They are no staff any more, or no contact.
    if (isDeskError(error)) return undefined
    throw error
  }
}

async function grantsOf(tx: Tx, personId: string): Promise<ActorGrant[]> {
  const db: Kysely<CoreTables> = tx.db
  const rows = await db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select([
      'access_grant.role_id',
      'access_grant.scope',
      'access_grant.scope_id',
      'access_grant.source',
      'role.acting',
      'role.version as role_version',
    ])
    .where('access_grant.person_id', '=', personId)
    .execute()
  return storedGrants(rows)
}

async function membershipsOf(tx: Tx, personId: string): Promise<ActorMembership[]> {
  const db: Kysely<CoreTables> = tx.db
  return db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select(['membership.company_id', 'company.is_active'])
    .where('membership.person_id', '=', personId)
    .orderBy('membership.company_id')
    .execute()
}
