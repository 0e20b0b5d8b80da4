import { ticketPredicate } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { TicketState } from './ticket-state.ts'
import type { CallContext } from './unit-of-work.ts'

const isMerged = ({ row }: TicketState): boolean => row.status === 'merged'

/** Throws `merge.source_closed`, which names the ticket to write to, or `merge.source_gone` where the actor may not see that one. */
export async function expectUnmerged(context: CallContext, state: TicketState): Promise<void> {
  if (isMerged(state)) throw await mergedRefusal(context, state)
}

export async function mergedRefusal({ unit, actor }: CallContext, { row }: TicketState): Promise<DeskError> {
  const root = await unit.db
    .selectFrom('ticket_merge')
    .innerJoin('ticket', 'ticket.id', 'ticket_merge.root_id')
    .select(['ticket.id', 'ticket.number'])
    .where('ticket_merge.source_id', '=', row.id)
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
    .executeTakeFirst()
  if (!root) return coreError('merge.source_gone', { number: row.number })
  const details = { mergedInto: { id: root.id, number: root.number } }
  return coreError('merge.source_closed', { number: row.number, target: root.number }, { details })
}
