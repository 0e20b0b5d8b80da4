import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import type { AttachmentsContract } from './contract.ts'
import { AttachmentById } from './schemas.ts'
import { seeAttachment } from './see-attachment.ts'

const { stream } = forContract<AttachmentsContract>()

export const download = stream({
  route: 'GET /tickets/:ticketId/attachments/:attachmentId',
  summary: 'A file of a message, for saving.',
  permission: 'ticket.read',
  audience: 'both',
  input: AttachmentById,
  contentType: 'application/octet-stream',
  isFile: true,
  run: (work, input) =>
    work.read(async (batch) => {
      await batch.ticket(input.ticketId)
      const context = contextOf(batch)
      return context.unit.runtime.files.toSend(await seeAttachment(context, input))
    }),
})
