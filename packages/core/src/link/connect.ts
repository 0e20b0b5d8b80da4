import { type LinkKind, linkKinds, roleOf } from '../machine/link-kinds.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/** The pair in the order in which the database knows it. */
export const pairOf = (a: string, b: string) => (a < b ? { low_id: a, high_id: b } : { low_id: b, high_id: a })

/** Writes a link of two tickets that this unit of work holds, with an event at each end. Whether it may be is the caller's part. */
export async function connect(context: CallContext, kind: LinkKind, from: TicketState, to: TicketState): Promise<string> {
  const { unit, actor } = context
  const id = unit.runtime.newId()
  // Without a direction it is stored in one all the same: from the lower id.
  const [start, end] =
    linkKinds[kind].from === linkKinds[kind].to && to.row.id < from.row.id ? [to.row.id, from.row.id] : [from.row.id, to.row.id]
  const pair = pairOf(start, end)
  await tell(context, 'ticket.linked', kind, from, to, () =>
    unit.db
      .insertInto('ticket_link')
      .values({ id, kind, from_id: start, to_id: end, ...pair, added_by: actor.id, created_at: unit.now })
      .execute(),
  )
  return id
}

/** The history of both ends. Customers' part of a ticket does not move: which link they see depends on the other end. */
export async function tell(
  context: CallContext,
  event: 'ticket.linked' | 'ticket.unlinked',
  kind: LinkKind,
  from: TicketState,
  to: TicketState,
  write: () => Promise<unknown>,
): Promise<void> {
  const { unit } = context
  const own = { ...context, owner: 'core' }
  const ends = { from: from.row.id, to: to.row.id }
  await unit.change(own, event, { ticketId: ends.from, otherId: ends.to, role: roleOf(kind, true) }, write, { isPublic: false })
  await unit.change(own, event, { ticketId: ends.to, otherId: ends.from, role: roleOf(kind, false) }, () => undefined, { isPublic: false })
}
