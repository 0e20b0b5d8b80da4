import Type, { type Static } from 'typebox'
import { about, DottedCode, Id, Instant, NextCursor, nullable, ownedCodeFault, ownedCodePattern, pageInput } from '../value/schema.ts'

const ReasonCode = Type.Union([
  Type.Literal('approver'),
  Type.Literal('asker'),
  Type.Literal('mentioned'),
  Type.Literal('assigned'),
  Type.Literal('requester'),
  Type.Literal('assignee'),
  Type.Literal('cc'),
  Type.Literal('follower'),
  Type.Literal('team'),
])
/** `inbox`, or `plugin.channel`. */
const Channel = Type.String({ pattern: ownedCodePattern, maxLength: 120, 'x-fault': ownedCodeFault })

export const ToldPeople = Type.Object({ count: about(Type.Integer({ minimum: 0 }), 'People who were told') })
export interface ToldPeople extends Static<typeof ToldPeople> {}

export const ListNotifications = Type.Object({
  ...pageInput,
  unread: Type.Optional(about(Type.Boolean(), 'True: only what is not read; false: only what is')),
})
export interface ListNotifications extends Static<typeof ListNotifications> {}
const NotificationView = Type.Object(
  {
    id: Id,
    reason: about(ReasonCode, 'Why the reader is told'),
    event: about(DottedCode, 'Its name, such as `ticket.replied`'),
    ticket: about(
      Type.Object({
        id: Id,
        number: about(Type.Integer(), 'The number that people say; it opens nothing'),
        subject: about(nullable(Type.String()), 'Null: the reader may see the approval and nothing else of the ticket'),
      }),
      'Whoever is asked to approve may see the approval and nothing else of the ticket: then there is no subject',
    ),
    messageId: about(nullable(Id), 'The message that it is about; null: none'),
    approval: about(
      nullable(Type.Object({ id: Id, question: about(Type.String(), 'What the approvers are asked') })),
      'What the reader is asked; null: it is about no approval',
    ),
    isRead: about(Type.Boolean(), 'The reader has read it'),
    at: Instant,
  },
  { title: 'Notification' },
)
export const NotificationPage = Type.Object(
  { items: about(Type.Array(NotificationView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'NotificationPage' },
)
export interface NotificationPage extends Static<typeof NotificationPage> {}

/** Counts to a thousand. */
export const UnreadCount = Type.Object(
  { count: about(Type.Integer({ minimum: 0, maximum: 1000 }), 'Counted up to a thousand') },
  { title: 'UnreadCount' },
)
export interface UnreadCount extends Static<typeof UnreadCount> {}
/** Some, those of a ticket, or all of the caller's. */
export const ReadNotifications = Type.Object({
  notificationIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 200 }), 'These; with neither, all')),
  ticketId: Type.Optional(about(Id, 'Those of this ticket')),
})
export interface ReadNotifications extends Static<typeof ReadNotifications> {}

export const SavePreference = Type.Object({
  reason: about(ReasonCode, 'Why one is told'),
  channel: about(Channel, '`inbox`, or `plugin.channel`'),
  event: Type.Optional(about(DottedCode, 'Of this event alone; of all that nothing else is said about, unless told')),
  isOn: about(nullable(Type.Boolean()), 'Null: as it is for who has said nothing'),
})
export interface SavePreference extends Static<typeof SavePreference> {}
export const Preferences = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          reason: about(ReasonCode, 'Why one is told'),
          channel: about(Channel, '`inbox`, or `plugin.channel`'),
          isOn: about(Type.Boolean(), 'The caller is told by it'),
          events: about(
            Type.Array(
              Type.Object({
                event: about(DottedCode, 'Its name, such as `ticket.replied`'),
                isOn: about(Type.Boolean(), 'The caller is told of it by this channel'),
              }),
            ),
            'What counts for each event that one can be told of for this reason',
          ),
        }),
      ),
      'One for each reason and channel',
    ),
  },
  { title: 'NotificationPreferences' },
)
export interface Preferences extends Static<typeof Preferences> {}
