import { seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import type { TicketsContract } from './contract.ts'
import { endParticipation, keepCopy, type ParticipantKind, startParticipation } from './participation.ts'
import { ChangeParticipant, Participants, TicketById } from './schemas.ts'

const { command, query } = forContract<TicketsContract>()

export const addParticipantCommand = command({
  route: 'POST /tickets/:ticketId/participants',
  summary: 'Adds a contact in copy (public messages only) or a follower from the staff.',
  permission: 'ticket.add_participant',
  audience: 'both',
  input: ChangeParticipant,
  output: Participants,
  async run(work, { ticketId, personId, kind }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    await addParticipant(context, await context.unit.tickets.see(context.actor, ticketId), personId, kind)
    return list(context, ticketId)
  },
})

export const removeParticipantCommand = command({
  route: 'DELETE /tickets/:ticketId/participants/:kind/:personId',
  summary: 'Takes a copy or a follower away.',
  permission: 'ticket.add_participant',
  audience: 'both',
  input: ChangeParticipant,
  output: Participants,
  async run(work, { ticketId, personId, kind }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit } = context
    refuseStaffKinds(context, kind)
    const held = await unit.db
      .selectFrom('participant')
      .select('person_id')
      .where('ticket_id', '=', ticketId)
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (!held) throw coreError('person.not_found', { personId })
    await endParticipation(context, ticketId, personId, kind)
    return list(context, ticketId)
  },
})

export const participants = query({
  route: 'GET /tickets/:ticketId/participants',
  summary: 'Who is in copy, and for staff who follows.',
  permission: 'ticket.read',
  audience: 'both',
  input: TicketById,
  output: Participants,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    return list(contextOf(work), ticketId)
  },
})

/**
 * After the ticket has gone to another company: contacts of the one that it was of, and not of the one that it is of, are in copy no more. It
 * is no longer their business. Those who belong to neither were added for themselves and stay.
 */
export async function endCopiesOf(context: CallContext, { row }: TicketState, companyId: string): Promise<void> {
  const { unit } = context
  await unit.tickets.flush()
  const contactOf = (id: string | null) =>
    unit.db
      .selectFrom('membership')
      .select('membership.person_id')
      .where('membership.company_id', '=', id ?? NIL_ID)
  const copies = await unit.db
    .selectFrom('participant')
    .select('participant.person_id')
    .where('participant.ticket_id', '=', row.id)
    .where('participant.kind', '=', 'cc')
    .where('participant.person_id', 'in', contactOf(companyId))
    .where('participant.person_id', 'not in', contactOf(row.company_id))
    .orderBy('participant.person_id')
    .execute()
  for (const { person_id } of copies) await endParticipation(context, row.id, person_id, 'cc')
}

function refuseStaffKinds({ actor }: CallContext, kind: ParticipantKind): void {
  if (kind === 'follower' && actor.capacity.acting !== 'staff') throw coreError('access.denied', { permission: 'ticket.add_participant' })
}

/** Inside a unit of work. Customers put contacts of their own company in copy; a follower is staff. */
export async function addParticipant(context: CallContext, state: TicketState, personId: string, kind: ParticipantKind): Promise<void> {
  const { unit, actor } = context
  const { row } = state
  refuseStaffKinds(context, kind)
  const person = actor.capacity.acting === 'customer' ? await colleague(context, personId) : await seePerson(unit, actor, personId)
  if (!person.isActive) throw coreError('ticket.person_inactive', { personId })
  if (kind === 'follower' && !(await isStaff(context, personId))) throw coreError('ticket.follower_not_staff', { personId })
  if (kind === 'cc' && personId === row.requester_id) return
  if (await startParticipation(context, state, personId, kind)) return
  // Whoever is put in copy by hand stays so, though a merge had done it before.
  if (kind === 'cc') await keepCopy(context, row.id, personId)
}

/** Anybody of the company acted for, whether or not the actor may list its contacts; nobody else exists for them. */
async function colleague({ unit, actor }: CallContext, personId: string): Promise<{ isActive: boolean }> {
  const found =
    actor.companyId === null
      ? undefined
      : await unit.db
          .selectFrom('membership')
          .innerJoin('person', 'person.id', 'membership.person_id')
          .select('person.is_active')
          .where('membership.company_id', '=', actor.companyId)
          .where('membership.person_id', '=', personId)
          .executeTakeFirst()
  if (!found) throw coreError('person.not_found', { personId })
  return { isActive: found.is_active }
}

const isStaff = async ({ unit }: CallContext, personId: string): Promise<boolean> =>
  (await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select('access_grant.id')
    .where('access_grant.person_id', '=', personId)
    .where('role.acting', '=', 'staff')
    .executeTakeFirst()) !== undefined

async function list({ unit, actor }: CallContext, ticketId: string) {
  let query = unit.db
    .selectFrom('participant')
    .innerJoin('person', 'person.id', 'participant.person_id')
    .select(['person.id', 'person.name', 'participant.kind', 'participant.created_at'])
    .where('participant.ticket_id', '=', ticketId)
  if (actor.capacity.acting === 'customer') query = query.where('participant.kind', '=', 'cc')
  const rows = await query.orderBy('participant.created_at').orderBy('person.id').execute()
  return { items: rows.map((row) => ({ person: { id: row.id, name: row.name }, kind: row.kind, addedAt: row.created_at })) }
}
