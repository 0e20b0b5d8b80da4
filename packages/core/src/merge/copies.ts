import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { endParticipation, startParticipation } from '../ticket/participation.ts'

/** The requesters of what was merged are in copy on the root: public messages only. Who is there in their own right stays so. */
export async function giveCopies(context: CallContext, root: TicketState, sourceIds: readonly string[]): Promise<void> {
  const { unit } = context
  const { id: ticketId } = root.row
  await unit.tickets.flush()
  const requesters = await unit.db
    .selectFrom('ticket')
    .select(['id', 'requester_id'])
    .where('id', 'in', [...sourceIds])
    .where('requester_id', '<>', root.row.requester_id)
    .orderBy('id')
    .execute()
  for (const { id: sourceId, requester_id: personId } of requesters) {
    const isNew = await startParticipation(context, root, personId, 'cc')
    if (!isNew && !(await isGiven(context, ticketId, personId))) continue
    await unit.db.insertInto('merge_copy').values({ source_id: sourceId, ticket_id: ticketId, person_id: personId, kind: 'cc' }).execute()
  }
}

const isGiven = async ({ unit }: CallContext, ticketId: string, personId: string): Promise<boolean> =>
  (await unit.db
    .selectFrom('merge_copy')
    .select('source_id')
    .where('ticket_id', '=', ticketId)
    .where('person_id', '=', personId)
    .executeTakeFirst()) !== undefined

/** Takes back what these sources gave on tickets that they leave, where nothing else gives it. */
export async function takeCopies(context: CallContext, partIds: readonly string[]): Promise<void> {
  const { unit, actor } = context
  const given = await unit.db
    .selectFrom('merge_copy')
    .select(['source_id', 'ticket_id', 'person_id'])
    .where('source_id', 'in', [...partIds])
    .where('ticket_id', 'not in', [...partIds])
    .orderBy('ticket_id')
    .orderBy('person_id')
    .execute()
  for (const { source_id, ticket_id, person_id } of given) {
    await unit.db
      .deleteFrom('merge_copy')
      .where('source_id', '=', source_id)
      .where('ticket_id', '=', ticket_id)
      .where('person_id', '=', person_id)
      .execute()
    if (await isGiven(context, ticket_id, person_id)) continue
    await unit.tickets.follow(actor, ticket_id)
    await endParticipation(context, ticket_id, person_id, 'cc')
  }
}
