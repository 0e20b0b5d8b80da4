import Type, { type Static } from 'typebox'
import { AttachmentView } from '../file/schemas.ts'
import { TicketRef } from '../merge/schemas.ts'
import { Id, Instant, NextCursor, nullable, OpenObject, staffOnly } from '../value/schema.ts'
import { TicketView } from './schemas.ts'

export const MessageView = Type.Object(
  {
    id: Id,
    visibility: Type.Union([Type.Literal('public'), Type.Literal('internal')]),
    author: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    acting: Type.Union([Type.Literal('staff'), Type.Literal('customer')]),
    channel: Type.String(),
    body: Type.String(),
    /** Seen by whoever sees the message. */
    attachments: Type.Array(AttachmentView),
    createdAt: Instant,
    /** Where it stays, if it is shown with another ticket that the reader may see too. */
    ticket: nullable(TicketRef),
    /** New tickets that it was split off into, as far as the reader may see them. */
    splitInto: Type.Array(TicketRef),
  },
  { title: 'Message' },
)
export interface MessageView extends Static<typeof MessageView> {}
/** Somebody was mentioned who may not see the ticket as staff: they are told nothing. */
const MentionWarning = Type.Object({ code: Type.Literal('mention_not_visible'), personId: Id })
export const ReplyView = Type.Object(
  {
    message: MessageView,
    /** The ticket that has the message now; where it went to one that the caller may not see, the ticket written to. */
    ticket: TicketView,
    /** The ticket written to did not take it: it is merged, so its root did, or it is closed, so a new one was opened. */
    redirected: Type.Optional(Type.Object({ because: Type.Union([Type.Literal('merged'), Type.Literal('closed')]), from: TicketRef })),
    warnings: staffOnly(Type.Array(MentionWarning)),
  },
  { title: 'Reply' },
)
export interface ReplyView extends Static<typeof ReplyView> {}
export const MessagePage = Type.Object({ items: Type.Array(MessageView), nextCursor: NextCursor }, { title: 'MessagePage' })
export interface MessagePage extends Static<typeof MessagePage> {}

const ChangeView = Type.Object(
  {
    field: Type.String(),
    /** The field in the reader's words. */
    title: Type.String(),
    from: nullable(Type.String()),
    to: nullable(Type.String()),
    /** The words for values that are codes (priority, status, resolution, choice); for staff also the names of people, teams and companies. */
    fromTitle: nullable(Type.String()),
    toTitle: nullable(Type.String()),
  },
  { title: 'Change' },
)
export const TimelineEntry = Type.Object(
  {
    id: Id,
    event: Type.String(),
    title: Type.String(),
    at: Instant,
    actor: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    payload: OpenObject,
    changes: Type.Array(ChangeView),
    message: nullable(MessageView),
    /** On which ticket it happened, where that is another one than asked for and the reader may see it. */
    ticket: nullable(TicketRef),
    /** The other end of a link or a merge. */
    other: nullable(TicketRef),
  },
  { title: 'TimelineEntry' },
)
export interface TimelineEntry extends Static<typeof TimelineEntry> {}
export const Timeline = Type.Object({ items: Type.Array(TimelineEntry), nextCursor: NextCursor }, { title: 'Timeline' })
export interface Timeline extends Static<typeof Timeline> {}
