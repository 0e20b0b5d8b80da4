import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { approvalsWithTicket } from './approval-row.ts'
import { endApproval } from './end-approval.ts'
import { isStale, TICKET } from './stale.ts'

/** After a change of the ticket's content: whatever was approved, or asked, or refused, was another content. The ticket is locked. */
export async function voidStaleApprovals(context: CallContext, ticket: TicketState): Promise<void> {
  const { unit } = context
  const inForce = await approvalsWithTicket(unit)
    .where('approval.ticket_id', '=', ticket.row.id)
    .where('approval.kind', '=', TICKET)
    .where('approval.state', 'in', ['pending', 'accepted', 'refused'])
    .orderBy('approval.id')
    .execute()
  for (const approval of inForce) if (await isStale(unit, ticket.row, approval)) await endApproval(context, ticket, approval, 'void')
}
