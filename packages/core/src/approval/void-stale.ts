import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import { type ApprovalRow, approvalsWithTicket } from './approval-row.ts'
import { contentHash, ticketContent } from './content.ts'
import { endApproval } from './end-approval.ts'

/** Approvals of the ticket's own content; a plugin says itself when its own has changed. */
const TICKET = 'ticket'

/** Whether the ticket is no longer what the approval is about. */
export async function isStale(unit: UnitOfWork, row: TicketRow, approval: ApprovalRow): Promise<boolean> {
  if (approval.kind !== TICKET) return false
  const content = await ticketContent(unit, row, { isPublic: approval.is_public, requestMessageId: approval.request_message_id })
  return contentHash(content) !== approval.content_hash
}

/** After a change of the ticket's content: whatever was approved, or asked, or refused, was another content. The ticket is locked. */
export async function voidStaleApprovals(context: CallContext, { row }: TicketState): Promise<void> {
  const { unit } = context
  const inForce = await approvalsWithTicket(unit)
    .where('approval.ticket_id', '=', row.id)
    .where('approval.kind', '=', TICKET)
    .where('approval.state', 'in', ['pending', 'accepted', 'refused'])
    .orderBy('approval.id')
    .execute()
  for (const approval of inForce) if (await isStale(unit, row, approval)) await endApproval(context, approval, 'void')
}
