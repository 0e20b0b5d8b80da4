import type {
  DeliveryById,
  DeliveryPage,
  Due,
  ListDeliveries,
  NoteEvent,
  Replayed,
  ReplayPeriod,
  TakeTurn,
  Turn,
  WebhookDelivery,
} from './delivery/schemas.ts'
import type { WebhookOptions } from './options.ts'
import type {
  CreateSubscription,
  RotateSecret,
  SubscriptionById,
  SubscriptionList,
  SubscriptionView,
  UpdateSubscription,
  WithSecret,
} from './subscription/schemas.ts'
import type { WebhookTables } from './tables.ts'

export interface WebhooksService {
  /** All webhooks of the desk. Everything here takes its permission over the whole desk: throws `webhooks.not_everywhere`. */
  list(): Promise<SubscriptionList>
  /** Throws `webhooks.not_found`. */
  get(input: SubscriptionById): Promise<SubscriptionView>
  /** Throws `outgoing.bad_address`, `outgoing.address_refused`, `webhooks.no_service`, `webhooks.beyond_own`. */
  create(input: CreateSubscription): Promise<WithSecret>
  /** Throws as `create`, and `webhooks.changed`. */
  update(input: UpdateSubscription): Promise<SubscriptionView>
  /** Another secret; the one before counts for a while. */
  rotateSecret(input: RotateSecret): Promise<WithSecret>
  remove(input: SubscriptionById): Promise<{ subscriptionId: string }>
  /** What was sent and is to be sent, newest first. */
  deliveries(input: ListDeliveries): Promise<DeliveryPage>
  /** Sends one again. Throws `webhooks.delivery_not_found`, `webhooks.under_way`. */
  replay(input: DeliveryById): Promise<WebhookDelivery>
  /** Sends what was given up or held in a period again. Throws `webhooks.period_wrong`. */
  replayPeriod(input: ReplayPeriod): Promise<Replayed>
  /** Sends a message that says nothing. */
  test(input: SubscriptionById): Promise<WebhookDelivery>
  /** For the plugin itself: whether anybody wants an event. */
  wanted(input: { event: string }): Promise<{ isWanted: boolean }>
  /** For the plugin itself: makes deliveries of an event. */
  note(input: NoteEvent): Promise<Replayed>
  /** For the plugin itself: whether anything is to be sent. */
  due(): Promise<Due>
  /** For the plugin itself: notes how attempts ended, and begins others. */
  turn(input: TakeTurn): Promise<Turn>
  /** For the plugin itself: forgets what is over and old. */
  forget(): Promise<Replayed>
}

export interface WebhooksContract {
  id: 'webhooks'
  options: WebhookOptions
  service: WebhooksService
  permissions: 'webhooks.read' | 'webhooks.manage'
  events: {
    'webhooks.created': { subscriptionId: string; serviceId: string }
    'webhooks.updated': { subscriptionId: string }
    'webhooks.secret_rotated': { subscriptionId: string }
    'webhooks.removed': { subscriptionId: string }
    'webhooks.disabled': { subscriptionId: string; reason: string }
    'webhooks.queued': { eventId: string; count: number }
    'webhooks.worked': { turnId: string; ended: number }
    'webhooks.delivery_dead': { deliveryId: string; subscriptionId: string }
    'webhooks.replayed': { subscriptionId: string; count: number }
    'webhooks.tested': { deliveryId: string; subscriptionId: string }
    'webhooks.forgotten': { turnId: string; count: number }
  }
  tables: WebhookTables
  jobs: { send: {}; forget: {} }
}
