import type { Bytes } from '../operation/operation.ts'
import type { AttachmentById, AttachmentLink, AttachmentPage, LinkToken, ListAttachments } from './schemas.ts'

export interface AttachmentsService {
  /** The files of a ticket that the caller may see, oldest first. */
  list(input: ListAttachments): Promise<AttachmentPage>
  /** A file of a message that the caller may see. */
  download(input: AttachmentById): Promise<Bytes>
  /** An address for `<img>` and mail programs, which send no session: for five minutes, and for the caller's own eyes. */
  link(input: AttachmentById): Promise<AttachmentLink>
  /** What such an address leads to. */
  linked(input: LinkToken): Promise<Bytes>
}

export interface AttachmentsContract {
  id: 'attachments'
  service: AttachmentsService
}
