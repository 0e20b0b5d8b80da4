import { factsOf } from '../file/take.ts'
import { conversationOf } from '../merge/conversation.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import type { AttachmentsContract } from './contract.ts'
import { AttachmentPage, ListAttachments } from './schemas.ts'

const { query } = forContract<AttachmentsContract>()

export const list = query({
  route: 'GET /tickets/:ticketId/attachments',
  summary: 'The files of a ticket, oldest first; customers get those of public messages.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListAttachments,
  output: AttachmentPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(input.ticketId)
    const { ticketIds, split } = await conversationOf(context, input.ticketId)
    const page = new Page(context, 'attachments.list', input)
    let rows = unit.db
      .selectFrom('attachment')
      .innerJoin('file', 'file.id', 'attachment.file_id')
      .innerJoin('message', 'message.id', 'attachment.message_id')
      .selectAll('file')
      .select(['attachment.message_id', 'attachment.ordinal'])
      .where(({ eb, or }) =>
        or([
          eb('attachment.ticket_id', 'in', [...ticketIds]),
          ...(split.length
            ? [
                eb(
                  'attachment.message_id',
                  'in',
                  split.map(({ messageId }) => messageId),
                ),
              ]
            : []),
        ]),
      )
    if (actor.capacity.acting === 'customer') rows = rows.where('message.visibility', '=', 'public')
    if (page.after) {
      const [messageId, ordinal] = [String(page.after[0]), Number(page.after[1])]
      rows = rows.where(({ eb, and, or }) =>
        or([
          eb('attachment.message_id', '>', messageId),
          and([eb('attachment.message_id', '=', messageId), eb('attachment.ordinal', '>', ordinal)]),
        ]),
      )
    }
    const found = await rows.orderBy('attachment.message_id').orderBy('attachment.ordinal').limit(page.take).execute()
    const items = found.map(({ message_id, ordinal: _, ...row }) => ({
      messageId: message_id,
      attachment: { ...factsOf(row), state: unit.runtime.files.scanning.stateOf(row.scan) },
    }))
    return page.of(found, (row) => [row.message_id, row.ordinal], items)
  },
})
