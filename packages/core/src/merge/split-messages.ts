import type { Insertable, Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { MessageTable } from '../ticket/tables.ts'
import { conversationOf } from './conversation.ts'
import type { SplitTicket } from './schemas.ts'
import type { SplitMessageTable } from './tables.ts'

export type Picked = Pick<
  Selectable<MessageTable>,
  'id' | 'ticket_id' | 'visibility' | 'acting' | 'author_kind' | 'body' | 'created_at'
> & {
  /** Of the event that brought it. */
  readonly eventSequence: number
}

const BATCH = 200

/**
 * The messages of the ticket's conversation that are asked for, oldest first, each with its place in the timeline. A message elsewhere is none
 * of it, whoever may see it there. Throws `ticket.message_not_found`.
 */
export async function pickedMessages(context: CallContext, { row }: TicketState, input: SplitTicket): Promise<Picked[]> {
  const { unit } = context
  await unit.tickets.flush()
  const { ticketIds, split } = await conversationOf(context, row.id)
  const shownIds = split.map(({ messageId }) => messageId)
  let query = unit.db
    .selectFrom('message')
    .select(['id', 'ticket_id', 'visibility', 'acting', 'author_kind', 'body', 'created_at'])
    .where(({ eb, or }) => or([eb('ticket_id', 'in', ticketIds), ...(shownIds.length ? [eb('id', 'in', shownIds)] : [])]))
  query = input.fromMessageId === undefined ? query.where('id', 'in', input.messageIds ?? []) : query.where('id', '>=', input.fromMessageId)
  const found = await query.orderBy('id').execute()
  const there = new Set(found.map(({ id }) => id))
  const asked = input.messageIds ?? [input.fromMessageId ?? '']
  const missing = asked.find((id) => !there.has(id))
  if (missing !== undefined) throw coreError('ticket.message_not_found', { number: row.number, messageId: missing })
  const places = await placesOf(context, ticketIds, split)
  return found.map((message) => {
    const eventSequence = places.get(message.id)
    if (eventSequence === undefined) throw new TypeError(`the message ${message.id} has no event`)
    return { ...message, eventSequence }
  })
}

/** Message → sequence of the event that brought it. */
async function placesOf(
  { unit }: CallContext,
  ticketIds: readonly string[],
  split: readonly { readonly messageId: string; readonly eventSequence: number }[],
): Promise<Map<string, number>> {
  const events = await unit.db
    .selectFrom('event')
    .select(['sequence', 'payload_json'])
    .where('subject_kind', '=', 'ticket')
    .where('subject_id', 'in', [...ticketIds])
    .execute()
  const places = new Map(split.map(({ messageId, eventSequence }) => [messageId, eventSequence]))
  for (const { sequence, payload_json } of events) {
    const { messageId } = payload_json as { readonly messageId?: unknown }
    if (typeof messageId === 'string') places.set(messageId, sequence)
  }
  return places
}

/** Inside a `change`: from now on the ticket shows them. */
export async function showMessages({ unit }: CallContext, ticketId: string, picked: readonly Picked[]): Promise<void> {
  const rows: Insertable<SplitMessageTable>[] = picked.map(({ id, eventSequence }) => ({
    ticket_id: ticketId,
    message_id: id,
    event_sequence: eventSequence,
  }))
  for (const { visibility, body } of picked) unit.mark({ kind: 'message', ticketId, visibility, body })
  for (let at = 0; at < rows.length; at += BATCH)
    await unit.db
      .insertInto('split_message')
      .values(rows.slice(at, at + BATCH))
      .execute()
}
