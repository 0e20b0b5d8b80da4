import { about, Id, Instant, NextCursor, nullable, pageInput } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const State = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('sending'),
  Type.Literal('delivered'),
  Type.Literal('dead'),
  Type.Literal('held'),
  Type.Literal('dropped'),
])

export const WebhookDelivery = Type.Object(
  {
    id: about(Id, 'Also the message’s own (`webhook-id`), the same at every attempt'),
    subscriptionId: Id,
    eventId: about(nullable(Id), 'What it tells of; null: it was a test'),
    event: about(Type.String(), 'Its name, such as `ticket.replied`'),
    state: about(
      State,
      '`dead`: given up after eight attempts; `held`: the webhook was switched off by its failures; `dropped`: the service may no longer know of it',
    ),
    attempts: about(Type.Integer({ minimum: 0 }), 'Attempts begun'),
    dueAt: about(nullable(Instant), 'When it is tried next; null: not by itself'),
    status: about(nullable(Type.Integer()), 'Status of the last answer; null: there was none'),
    tookMs: about(nullable(Type.Integer({ minimum: 0 })), 'Milliseconds of the last attempt; null: there was none'),
    answer: about(nullable(Type.String()), 'The first bytes of the last answer; null: there was none'),
    error: about(nullable(Type.String()), 'Code of what went wrong; null: nothing did'),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'WebhookDelivery' },
)
export interface WebhookDelivery extends Static<typeof WebhookDelivery> {}
export const ListDeliveries = Type.Object({
  ...pageInput,
  subscriptionId: Id,
  state: Type.Optional(about(State, 'Only those in this state')),
})
export interface ListDeliveries extends Static<typeof ListDeliveries> {}
export const DeliveryPage = Type.Object(
  { items: about(Type.Array(WebhookDelivery), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'WebhookDeliveryPage' },
)
export interface DeliveryPage extends Static<typeof DeliveryPage> {}
export const DeliveryById = Type.Object({ deliveryId: Id })
export interface DeliveryById extends Static<typeof DeliveryById> {}
export const ReplayPeriod = Type.Object({
  subscriptionId: Id,
  from: about(Instant, 'Deliveries made from then on'),
  to: about(Instant, 'And before then'),
  includeDelivered: Type.Optional(about(Type.Boolean(), 'Also those that were taken; false unless told')),
})
export interface ReplayPeriod extends Static<typeof ReplayPeriod> {}
export const Replayed = Type.Object(
  { count: about(Type.Integer({ minimum: 0 }), 'Deliveries that are sent again') },
  { title: 'ReplayedWebhooks' },
)
export interface Replayed extends Static<typeof Replayed> {}

/** An event on its way to those who want it. */
export const NoteEvent = Type.Object({
  eventId: Id,
  event: Type.String({ maxLength: 120 }),
  ticketId: nullable(Id),
  isPublic: Type.Boolean(),
  /** Ids that the payload names. */
  namedIds: Type.Array(Id),
  staffBody: Type.String(),
  customerBody: Type.String(),
})
export interface NoteEvent extends Static<typeof NoteEvent> {}
export const Wanted = Type.Object({ event: Type.String({ maxLength: 120 }) })
export const IsWanted = Type.Object({ isWanted: Type.Boolean() })

/** How an attempt ended. */
export const Outcome = Type.Object({
  deliveryId: Id,
  attempt: Type.Integer({ minimum: 1 }),
  isTaken: Type.Boolean(),
  status: nullable(Type.Integer()),
  tookMs: Type.Integer({ minimum: 0 }),
  answer: nullable(Type.String()),
  error: nullable(Type.String()),
})
export interface Outcome extends Static<typeof Outcome> {}
export const TakeTurn = Type.Object({
  outcomes: Type.Array(Outcome),
  /** How many more may be begun. */
  places: Type.Integer({ minimum: 0, maximum: 1000 }),
  /** What is left is for another run. */
  isLast: Type.Optional(Type.Boolean()),
})
export interface TakeTurn extends Static<typeof TakeTurn> {}
const Sending = Type.Object({
  deliveryId: Id,
  attempt: Type.Integer(),
  subscriptionId: Id,
  url: Type.String(),
  body: Type.String(),
  generations: Type.Array(Type.Integer()),
  at: Instant,
})
export interface Sending extends Static<typeof Sending> {}
export const Turn = Type.Object({ sendings: Type.Array(Sending) })
export interface Turn extends Static<typeof Turn> {}
export const Due = Type.Object({
  /** Names the desk among those that one process has; null: it has no webhooks. */
  deskKey: nullable(Id),
  isDue: Type.Boolean(),
})
export interface Due extends Static<typeof Due> {}
