import type { LoadedActor } from '../access/actor-access.ts'
import { membershipsOfAll } from '../access/load-actors.ts'
import { type ActorGrant, type ActorMembership, actorWith, type GrantRow, storedGrants } from '../access/person-actor.ts'
import { can, participantKind } from '../access/ticket-scope.ts'
import type { ApprovalRow, ApproverRow } from '../approval/approval-row.ts'
import { isAsked } from '../approval/entitled.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { Runtime } from '../operation/runtime.ts'
import { scopedTicket, type TicketRow } from '../operation/ticket-state.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
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

interface PersonRow extends GrantRow {
  id: string
  external_id: string | null
  name: string
  email: string | null
  language: string | null
  is_active: boolean
}

const peopleWithGrants = forEachKind((kind) =>
  prepared<{ list: unknown }, PersonRow, CoreTables>((db, param) =>
    db
      .selectFrom('person')
      .leftJoin('access_grant', 'access_grant.person_id', 'person.id')
      .leftJoin('role', 'role.id', 'access_grant.role_id')
      .select([
        'person.id',
        'person.external_id',
        'person.name',
        'person.email',
        'person.language',
        'person.is_active',
        'access_grant.role_id',
        'access_grant.scope',
        'access_grant.scope_id',
        'access_grant.source',
        'role.acting',
        'role.version as role_version',
      ])
      .where(anyOf(kind, 'person.id', 'uuid', param('list'))),
  ),
)
const participantsAmong = forEachKind((kind) =>
  prepared<{ list: unknown; ticketId: string }, { person_id: string; kind: string }, CoreTables>((db, param) =>
    db
      .selectFrom('participant')
      .select(['person_id', 'kind'])
      .where('ticket_id', '=', param('ticketId'))
      .where(anyOf(kind, 'person_id', 'uuid', param('list'))),
  ),
)

type Told = { readonly personId: string; readonly acting: 'staff' | 'customer' }

/**
 * Somebody in the capacity in which they are to be told of a ticket, with what of it they may see at this moment; by stored grants, as what
 * the host adds is known only while somebody calls. A contact of several companies is asked in the ticket's.
 */
export async function toldPerson(runtime: Runtime, tx: Tx, told: Told, ticket: TicketRow): Promise<ToldPerson | undefined> {
  return (await toldPeople(runtime, tx, [told], ticket)).get(told.personId)
}

/** The same for many, each of whom is named once: a team may have a thousand, and a look-up for each would hold the writer, and on SQLite the process. */
export async function toldPeople(runtime: Runtime, tx: Tx, told: readonly Told[], ticket: TicketRow): Promise<Map<string, ToldPerson>> {
  const found = new Map<string, ToldPerson>()
  const personIds = told.map(({ personId }) => personId)
  if (!personIds.length) return found
  const list = listParam(tx.kind, personIds)
  const people = Map.groupBy((await tx.run(peopleWithGrants[tx.kind], { list })).rows, ({ id }) => id)
  const memberships = Map.groupBy((await tx.run(membershipsOfAll[tx.kind], { list })).rows, ({ person_id }) => person_id)
  const participants = (await tx.run(participantsAmong[tx.kind], { list, ticketId: ticket.id })).rows
  const kinds = new Set(participants.map(({ person_id, kind }) => `${kind} ${person_id}`))
  const readBit = runtime.composition.permissions.bit('ticket.read')
  for (const { personId, acting } of told) {
    const rows = people.get(personId) ?? []
    const [person] = rows
    if (!person?.is_active) continue
    const actor = await actorOf(
      runtime,
      tx,
      person,
      { grants: storedGrants(rows), memberships: memberships.get(personId) ?? [] },
      acting,
      ticket,
    )
    if (!actor) continue
    const seesTicket = can(actor, readBit, scopedTicket(ticket, kinds.has(`${participantKind(actor)} ${personId}`)))
    const { id, name, email, language } = person
    found.set(personId, {
      id,
      name,
      email,
      language,
      seesTicket,
      seesApproval: (approval, approvers) =>
        (seesTicket && (approval.is_public || acting === 'staff')) || approvers.some((approver) => isAsked(actor, approval, approver)),
    })
  }
  return found
}

async function actorOf(
  runtime: Runtime,
  tx: Tx,
  person: PersonRow,
  { grants, memberships }: { readonly grants: readonly ActorGrant[]; readonly memberships: readonly ActorMembership[] },
  acting: 'staff' | 'customer',
  ticket: TicketRow,
): Promise<LoadedActor | undefined> {
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
