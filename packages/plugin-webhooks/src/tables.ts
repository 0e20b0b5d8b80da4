export type SubscriptionState = 'on' | 'off' | 'disabled'
/** `held`: the subscription was switched off by its failures. `dropped`: the service may no longer know of it. */
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'dead' | 'held' | 'dropped'

export interface SubscriptionTable {
  id: string
  name: string
  /** The service whose roles say what is told; null: it was erased, and nothing is. */
  service_id: string | null
  url: string
  events_json: unknown
  state: SubscriptionState
  /** Which of its secrets is in use: secrets are derived, and none is stored. */
  generation: number
  /** Until then the secret before is signed with as well. */
  overlap_ends_at: string | null
  /** In a row, since one was taken. */
  failure_count: number
  failing_since_at: string | null
  version: number
  created_by: string | null
  created_at: string
  updated_at: string
}
export interface DeliveryTable {
  /** Also the message's own id, the same at every attempt. */
  id: string
  subscription_id: string
  /** Null for a test. */
  event_id: string | null
  event: string
  ticket_id: string | null
  is_public: boolean
  /** As it is sent: what was signed must be the same, byte for byte. */
  body: string
  state: DeliveryState
  /** Attempts begun. */
  attempt_count: number
  due_at: string
  /** Under way until then; whoever is still at it afterwards is taken for dead. */
  lease_ends_at: string | null
  status: number | null
  took_ms: number | null
  answer: string | null
  error: string | null
  created_at: string
  updated_at: string
}
export interface WebhookTables {
  webhooks_subscription: SubscriptionTable
  webhooks_delivery: DeliveryTable
}
