import Type, { type Static } from 'typebox'
import { AttachmentView } from '../file/schemas.ts'
import { about, Id, Instant, NextCursor, pageInput } from '../value/schema.ts'

export const AttachmentById = Type.Object({ ticketId: Id, attachmentId: Id })
export interface AttachmentById extends Static<typeof AttachmentById> {}

export const ListAttachments = Type.Object({ ticketId: Id, ...pageInput })
export interface ListAttachments extends Static<typeof ListAttachments> {}
export const AttachmentPage = Type.Object(
  {
    items: about(
      Type.Array(Type.Object({ messageId: about(Id, 'The message that brought it'), attachment: about(AttachmentView, 'The file') })),
      'What is on this page',
    ),
    nextCursor: NextCursor,
  },
  { title: 'AttachmentPage' },
)
export interface AttachmentPage extends Static<typeof AttachmentPage> {}

export const AttachmentLink = Type.Object(
  {
    path: about(
      Type.String(),
      'Below the address of the desk: `/api/attachments/links/…`. Works without a session, for whom it was made, as long as they may see the file.',
    ),
    expiresAt: about(Instant, 'When the address leads nowhere any more'),
  },
  { title: 'AttachmentLink' },
)
export interface AttachmentLink extends Static<typeof AttachmentLink> {}
export const LinkToken = Type.Object({ token: about(Type.String({ minLength: 1, maxLength: 1000 }), 'End of an address that `link` gave') })
export interface LinkToken extends Static<typeof LinkToken> {}
