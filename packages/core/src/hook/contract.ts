import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Instant, NextCursor, nullable, pageInput } from '../value/schema.ts'

/** `plugin/name`, or `host/name`. */
const HandlerName = Type.String({
  pattern: '^[^/\\s]+/.+$',
  maxLength: 200,
  description: 'plugin/name, or host/name',
  'x-fault': { kind: 'handler', message: 'must be the name of a handler: plugin/name, or host/name' },
})
const Position = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const DeliveryState = Type.Union([Type.Literal('retry'), Type.Literal('dead')])

export const DeliveryView = Type.Object(
  {
    handler: about(Type.String(), 'plugin/name, or host/name'),
    position: about(Position, 'Position of the event'),
    event: about(Type.String(), 'Its name, such as `ticket.replied`'),
    subject: about(
      Type.Object({ kind: about(Type.String(), 'What it is about, such as `ticket`'), id: about(Type.String(), 'Of what it is about') }),
      'What it happened to',
    ),
    state: about(DeliveryState, '`retry`: it is tried again; `dead`: it was given up'),
    attempts: about(Type.Integer({ minimum: 0 }), 'Attempts begun; 0 right after it was told to be repeated'),
    dueAt: about(nullable(Instant), 'When it is tried again; null: not by itself'),
    error: about(nullable(Type.String()), 'Why the last attempt failed; null: there was none yet'),
    updatedAt: Instant,
  },
  { title: 'Delivery' },
)
export interface DeliveryView extends Static<typeof DeliveryView> {}
export const ListDeliveries = Type.Object({
  ...pageInput,
  state: Type.Optional(about(DeliveryState, '`retry`: tried again; `dead`: given up')),
  handler: Type.Optional(HandlerName),
})
export interface ListDeliveries extends Static<typeof ListDeliveries> {}
export const DeliveryPage = Type.Object(
  { items: about(Type.Array(DeliveryView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'DeliveryPage' },
)
export interface DeliveryPage extends Static<typeof DeliveryPage> {}
export const ReplayDelivery = Type.Object({ handler: HandlerName, position: about(Position, 'Position of the event') })
export interface ReplayDelivery extends Static<typeof ReplayDelivery> {}

const HandlerView = Type.Object(
  {
    name: about(Type.String(), 'plugin/name, or host/name'),
    events: about(Type.Array(Type.String()), 'Names of the events that it wants'),
    position: about(Type.Integer({ minimum: 0 }), 'Every event of its own up to here was tried'),
    lag: about(Type.Integer({ minimum: 0 }), 'Events of its own that wait behind it, counted up to 10 000'),
    retrying: about(Type.Integer({ minimum: 0 }), 'Deliveries that failed and are tried again'),
    dead: about(Type.Integer({ minimum: 0 }), 'Deliveries that were given up'),
  },
  { title: 'Handler' },
)
export interface HandlerView extends Static<typeof HandlerView> {}
export const HandlerList = Type.Object(
  { items: about(Type.Array(HandlerView), 'All of them, also those that are gone') },
  { title: 'HandlerList' },
)
export interface HandlerList extends Static<typeof HandlerList> {}

export interface DeliveriesService {
  /** What failed and is tried again, and what was given up; newest event first. */
  list(input: ListDeliveries): Promise<DeliveryPage>
  /** Gives a handler an event once more, with eight new attempts: one that was given up, or any that it has had. */
  replay(input: ReplayDelivery): Promise<DeliveryView>
  /** Every handler that this desk ever had, and how far it is behind. */
  handlers(): Promise<HandlerList>
}
export interface DeliveriesContract {
  id: 'deliveries'
  service: DeliveriesService
  permissions: 'delivery.manage'
  events: { 'delivery.replayed': { handlerId: string; position: number } }
  tables: CoreTables
}
