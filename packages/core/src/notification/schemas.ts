import Type, { type Static } from 'typebox'
import { DottedCode, Id, Instant, NextCursor, nullable, ownedCodeFault, ownedCodePattern, pageInput } from '../value/schema.ts'

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

export const ToldPeople = Type.Object({ count: Type.Integer({ minimum: 0 }) })
export interface ToldPeople extends Static<typeof ToldPeople> {}

export const ListNotifications = Type.Object({ ...pageInput, unread: Type.Optional(Type.Boolean()) })
export interface ListNotifications extends Static<typeof ListNotifications> {}
const NotificationView = Type.Object(
  {
    id: Id,
    /** Why the reader is told. */
    reason: ReasonCode,
    event: DottedCode,
    /** Whoever is asked to approve may see the approval and nothing else of the ticket: then there is no subject. */
    ticket: Type.Object({ id: Id, number: Type.Integer(), subject: nullable(Type.String()) }),
    messageId: nullable(Id),
    approval: nullable(Type.Object({ id: Id, question: Type.String() })),
    isRead: Type.Boolean(),
    at: Instant,
  },
  { title: 'Notification' },
)
export const NotificationPage = Type.Object({ items: Type.Array(NotificationView), nextCursor: NextCursor }, { title: 'NotificationPage' })
export interface NotificationPage extends Static<typeof NotificationPage> {}

/** Counts to a thousand. */
export const UnreadCount = Type.Object({ count: Type.Integer({ minimum: 0, maximum: 1000 }) }, { title: 'UnreadCount' })
export interface UnreadCount extends Static<typeof UnreadCount> {}
/** Some, those of a ticket, or all of the caller's. */
export const ReadNotifications = Type.Object({
  notificationIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
  ticketId: Type.Optional(Id),
})
export interface ReadNotifications extends Static<typeof ReadNotifications> {}

export const SavePreference = Type.Object({
  reason: ReasonCode,
  channel: Channel,
  /** Of this event alone; of all that nothing else is said about, unless told. */
  event: Type.Optional(DottedCode),
  /** Null: as it is for who has said nothing. */
  isOn: nullable(Type.Boolean()),
})
export interface SavePreference extends Static<typeof SavePreference> {}
export const Preferences = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        reason: ReasonCode,
        channel: Channel,
        isOn: Type.Boolean(),
        /** What counts for each event that one can be told of for this reason. */
        events: Type.Array(Type.Object({ event: DottedCode, isOn: Type.Boolean() })),
      }),
    ),
  },
  { title: 'NotificationPreferences' },
)
export interface Preferences extends Static<typeof Preferences> {}
