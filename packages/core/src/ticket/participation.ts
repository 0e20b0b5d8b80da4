import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

export type ParticipantKind = 'cc' | 'follower'

/** Inside a unit of work: whether they were added; false when they are there already. Whether they may be is the caller's part. */
export async function startParticipation(
  context: CallContext,
  { row }: TicketState,
  personId: string,
  kind: ParticipantKind,
): Promise<boolean> {
  const { unit, actor } = context
  const held = await unit.db
    .selectFrom('participant')
    .select('person_id')
    .where('ticket_id', '=', row.id)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (held) return false
  await unit.change(context, kind === 'cc' ? 'ticket.cc_added' : 'ticket.follower_added', { ticketId: row.id, personId }, () =>
    unit.db
      .insertInto('participant')
      .values({ ticket_id: row.id, person_id: personId, kind, ticket_number: row.number, added_by: actor.id, created_at: unit.now })
      .execute(),
  )
  unit.tickets.forgetParticipation(row.id)
  return true
}

/** Inside a unit of work. */
export async function endParticipation(context: CallContext, ticketId: string, personId: string, kind: ParticipantKind): Promise<void> {
  const { unit } = context
  await unit.change(context, kind === 'cc' ? 'ticket.cc_removed' : 'ticket.follower_removed', { ticketId, personId }, () =>
    unit.db
      .deleteFrom('participant')
      .where('ticket_id', '=', ticketId)
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .execute(),
  )
  unit.tickets.forgetParticipation(ticketId)
}

/** What a merge gave is theirs for good. */
export async function keepCopy({ unit }: CallContext, ticketId: string, personId: string): Promise<void> {
  await unit.db.deleteFrom('merge_copy').where('ticket_id', '=', ticketId).where('person_id', '=', personId).execute()
}
