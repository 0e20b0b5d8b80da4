import { ticketPredicate } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import type { TicketRef } from './schemas.ts'

/** Where else a message is, besides the ticket at which the reader looks. */
export interface MessagePlace {
  /** Where it stays, if that is another ticket. */
  readonly ticket: TicketRef | null
  /** New tickets that it was split off into. */
  readonly splitInto: readonly TicketRef[]
}
export const onlyHere: MessagePlace = { ticket: null, splitInto: [] }

const splitsOf = forEachKind((kind) =>
  prepared<{ list: unknown }, { ticket_id: string; message_id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('split_message')
      .select(['ticket_id', 'message_id'])
      .where(anyOf(kind, 'split_message.message_id', 'uuid', param('list')))
      .orderBy('ticket_id'),
  ),
)

/** The places of a page of messages; tickets that the reader may not see are none. */
export async function messagePlaces(
  context: CallContext,
  ticketId: string,
  messages: readonly { readonly id: string; readonly ticket_id: string }[],
): Promise<(message: { readonly id: string; readonly ticket_id: string }) => MessagePlace> {
  if (!messages.length) return () => onlyHere
  const { unit } = context
  const ids = messages.map(({ id }) => id)
  const { rows } = await unit.tx.run(splitsOf[unit.tx.kind], { list: listParam(unit.tx.kind, ids) })
  const elsewhere = new Set([...messages.map((message) => message.ticket_id), ...rows.map((row) => row.ticket_id)])
  elsewhere.delete(ticketId)
  const seen = await seenTickets(context, [...elsewhere])
  return ({ id, ticket_id }) => ({
    ticket: seen.get(ticket_id) ?? null,
    splitInto: rows.flatMap((row) => (row.message_id === id ? (seen.get(row.ticket_id) ?? []) : [])),
  })
}

/** Those of the tickets that the reader may see, by id. */
export async function seenTickets({ unit, actor }: CallContext, ids: readonly string[]): Promise<Map<string, TicketRef>> {
  if (!ids.length) return new Map()
  const rows = await unit.db
    .selectFrom('ticket')
    .select(['ticket.id', 'ticket.number'])
    .where('ticket.id', 'in', [...ids])
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
    .execute()
  return new Map(rows.map(({ id, number }) => [id, { id, number }]))
}

/** Tickets that show a message: where it stays, where it was split off into, and what those are merged into. Who sees one of them sees it. */
export async function ticketsShowing(
  { unit }: CallContext,
  message: { readonly id: string; readonly ticket_id: string },
): Promise<string[]> {
  const { rows } = await unit.tx.run(splitsOf[unit.tx.kind], { list: listParam(unit.tx.kind, [message.id]) })
  const places = [message.ticket_id, ...rows.map((row) => row.ticket_id)]
  const roots = await unit.db.selectFrom('ticket_merge').select('root_id').where('source_id', 'in', places).execute()
  return [...new Set([...places, ...roots.map(({ root_id }) => root_id)])]
}
