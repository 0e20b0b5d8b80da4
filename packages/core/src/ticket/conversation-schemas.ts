import Type, { type Static } from 'typebox'
import { AttachmentView } from '../file/schemas.ts'
import { TicketRef } from '../merge/schemas.ts'
import { about, Id, Instant, NextCursor, nullable, OpenObject, staffOnly } from '../value/schema.ts'
import { TicketView } from './schemas.ts'

export const MessageView = Type.Object(
  {
    id: Id,
    visibility: about(Type.Union([Type.Literal('public'), Type.Literal('internal')]), '`internal`: customers never see it'),
    author: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        name: about(Type.String(), 'As the reader may know them'),
      }),
      'Who wrote it',
    ),
    acting: about(Type.Union([Type.Literal('staff'), Type.Literal('customer')]), 'In which capacity it was written'),
    channel: about(Type.String(), 'How it came in: `portal`, `mail`, `phone`, …'),
    body: about(Type.String(), 'Plain text'),
    attachments: about(Type.Array(AttachmentView), 'Seen by whoever sees the message'),
    createdAt: Instant,
    ticket: about(nullable(TicketRef), 'Where it stays, if it is shown with another ticket that the reader may see too; else null'),
    splitInto: about(Type.Array(TicketRef), 'New tickets that it was split off into, as far as the reader may see them'),
  },
  { title: 'Message' },
)
export interface MessageView extends Static<typeof MessageView> {}
/** Somebody was mentioned who may not see the ticket as staff: they are told nothing. */
const MentionWarning = Type.Object({
  code: about(Type.Literal('mention_not_visible'), 'They may not see the ticket as staff, so they are told nothing'),
  personId: about(Id, 'Who was mentioned'),
})
export const ReplyView = Type.Object(
  {
    message: about(MessageView, 'What was written'),
    ticket: about(
      TicketView,
      'The ticket that has the message now; where it went to one that the caller may not see, the ticket written to',
    ),
    redirected: Type.Optional(
      about(
        Type.Object({
          because: about(
            Type.Union([Type.Literal('merged'), Type.Literal('closed')]),
            '`merged`: its root took it; `closed`: a new ticket was opened',
          ),
          from: about(TicketRef, 'The ticket written to'),
        }),
        'The ticket written to did not take it: it is merged, so its root did, or it is closed, so a new one was opened',
      ),
    ),
    warnings: staffOnly(about(Type.Array(MentionWarning), 'What was not done as it was asked')),
  },
  { title: 'Reply' },
)
export interface ReplyView extends Static<typeof ReplyView> {}
export const MessagePage = Type.Object(
  { items: about(Type.Array(MessageView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'MessagePage' },
)
export interface MessagePage extends Static<typeof MessagePage> {}

const ChangeView = Type.Object(
  {
    field: about(Type.String(), 'What changed: name of a property'),
    title: about(Type.String(), 'The field in the reader’s words'),
    from: about(nullable(Type.String()), 'The old value; null: there was none'),
    to: about(nullable(Type.String()), 'The new value; null: there is none'),
    fromTitle: about(
      nullable(Type.String()),
      'The words for values that are codes (priority, status, resolution, choice); for staff also the names of people, teams and companies; null: it has no other words',
    ),
    toTitle: about(nullable(Type.String()), 'The same of the new value; null: it has no other words'),
  },
  { title: 'Change' },
)
export const TimelineEntry = Type.Object(
  {
    id: Id,
    event: about(Type.String(), 'Its name, such as `ticket.replied`'),
    title: about(Type.String(), 'In the reader’s language'),
    at: Instant,
    actor: about(
      Type.Object({
        kind: about(Type.String(), '`person`, `plugin` or `system`'),
        id: about(Type.String(), 'Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know'),
        name: about(Type.String(), 'As the reader may know them'),
      }),
      'Who did it',
    ),
    payload: about(OpenObject, 'Ids and codes, as the event declares them'),
    changes: about(Type.Array(ChangeView), 'Old and new values'),
    message: about(nullable(MessageView), 'The message that came with it; null: none, or none that the reader may see'),
    ticket: about(
      nullable(TicketRef),
      'On which ticket it happened, where that is another one than asked for and the reader may see it; else null',
    ),
    other: about(nullable(TicketRef), 'The other end of a link or a merge; null: none, or none that the reader may see'),
  },
  { title: 'TimelineEntry' },
)
export interface TimelineEntry extends Static<typeof TimelineEntry> {}
export const Timeline = Type.Object(
  { items: about(Type.Array(TimelineEntry), 'What is on this page'), nextCursor: NextCursor },
  { title: 'Timeline' },
)
export interface Timeline extends Static<typeof Timeline> {}
