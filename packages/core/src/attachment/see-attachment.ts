import { coreError } from '../error/core-errors.ts'
import type { FileRow } from '../file/desk-files.ts'
import { ticketsShowing } from '../merge/message-places.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { AttachmentById } from './schemas.ts'

/**
 * A file of a ticket that the actor has been found to see: looked up with its ticket, and as visible as its message, which other tickets may
 * show as well (those into which its own was merged, or it was split off).
 */
export async function seeAttachment(context: CallContext, { ticketId, attachmentId }: AttachmentById): Promise<FileRow> {
  const { unit, actor } = context
  let query = unit.db
    .selectFrom('attachment')
    .innerJoin('file', 'file.id', 'attachment.file_id')
    .innerJoin('message', 'message.id', 'attachment.message_id')
    .selectAll('file')
    .select(['attachment.message_id', 'attachment.ticket_id'])
    .where('attachment.file_id', '=', attachmentId)
  if (actor.capacity.acting === 'customer') query = query.where('message.visibility', '=', 'public')
  const found = await query.executeTakeFirst()
  if (!found) throw coreError('attachment.not_found', { attachmentId })
  const { message_id: id, ticket_id, ...row } = found
  if (ticket_id !== ticketId && !(await ticketsShowing(context, { id, ticket_id })).includes(ticketId))
    throw coreError('attachment.not_found', { attachmentId })
  return row
}
