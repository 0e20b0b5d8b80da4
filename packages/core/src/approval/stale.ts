import type { TicketRow } from '../operation/ticket-state.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { ApprovalRow } from './approval-row.ts'
import { contentHash, ticketContent } from './content.ts'

/** Approvals of the ticket's own content; a plugin says itself when its own has changed. */
export const TICKET = 'ticket'

/** Whether the ticket is no longer what the approval is about. */
export async function isStale(unit: UnitOfWork, row: TicketRow, approval: ApprovalRow): Promise<boolean> {
  if (approval.kind !== TICKET) return false
  const content = await ticketContent(unit, row, { isPublic: approval.is_public, requestMessageId: approval.request_message_id })
  return contentHash(content) !== approval.content_hash
}
