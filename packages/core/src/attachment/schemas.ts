import Type, { type Static } from 'typebox'
import { AttachmentView } from '../file/schemas.ts'
import { Id, Instant, NextCursor, pageInput } from '../value/schema.ts'

export const AttachmentById = Type.Object({ ticketId: Id, attachmentId: Id })
export interface AttachmentById extends Static<typeof AttachmentById> {}

export const ListAttachments = Type.Object({ ticketId: Id, ...pageInput })
export interface ListAttachments extends Static<typeof ListAttachments> {}
export const AttachmentPage = Type.Object(
  { items: Type.Array(Type.Object({ messageId: Id, attachment: AttachmentView })), nextCursor: NextCursor },
  { title: 'AttachmentPage' },
)
export interface AttachmentPage extends Static<typeof AttachmentPage> {}

export const AttachmentLink = Type.Object(
  {
    /** Below the address of the desk: `/api/attachments/links/…`. Works without a session, for whom it was made, as long as they may see the file. */
    path: Type.String(),
    expiresAt: Instant,
  },
  { title: 'AttachmentLink' },
)
export interface AttachmentLink extends Static<typeof AttachmentLink> {}
export const LinkToken = Type.Object({ token: Type.String({ minLength: 1, maxLength: 1000 }) })
export interface LinkToken extends Static<typeof LinkToken> {}
