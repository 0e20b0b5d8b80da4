import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Instant, NextCursor, nullable, pageInput } from '../value/schema.ts'

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
    handler: Type.String(),
    position: Position,
    event: Type.String(),
    subject: Type.Object({ kind: Type.String(), id: Type.String() }),
    state: DeliveryState,
    /** Attempts begun; 0 right after it was told to be repeated. */
    attempts: Type.Integer({ minimum: 0 }),
    /** When it is tried again. */
    dueAt: nullable(Instant),
    error: nullable(Type.String()),
    updatedAt: Instant,
  },
  { title: 'Delivery' },
)
export interface DeliveryView extends Static<typeof DeliveryView> {}
export const ListDeliveries = Type.Object({ ...pageInput, state: Type.Optional(DeliveryState), handler: Type.Optional(HandlerName) })
export interface ListDeliveries extends Static<typeof ListDeliveries> {}
export const DeliveryPage = Type.Object({ items: Type.Array(DeliveryView), nextCursor: NextCursor }, { title: 'DeliveryPage' })
export interface DeliveryPage extends Static<typeof DeliveryPage> {}
export const ReplayDelivery = Type.Object({ handler: HandlerName, position: Position })
export interface ReplayDelivery extends Static<typeof ReplayDelivery> {}

const HandlerView = Type.Object(
  {
    name: Type.String(),
    events: Type.Array(Type.String()),
    /** Every event of its own up to here was tried. */
    position: Type.Integer({ minimum: 0 }),
    /** Events of its own that wait behind it, counted up to 10 000. */
    lag: Type.Integer({ minimum: 0 }),
    retrying: Type.Integer({ minimum: 0 }),
    dead: Type.Integer({ minimum: 0 }),
  },
  { title: 'Handler' },
)
export interface HandlerView extends Static<typeof HandlerView> {}
export const HandlerList = Type.Object({ items: Type.Array(HandlerView) }, { title: 'HandlerList' })
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
