import type { Reason } from './reason.ts'

/** Somebody was told of an event, and why: one row for each person and event. */
export interface NotificationTable {
  id: string
  event_id: string
  event: string
  person_id: string
  /** In which capacity they are told: what they may see of it follows from this. */
  acting: 'staff' | 'customer'
  ticket_id: string
  reason: Reason
  message_id: string | null
  /** What they are asked to approve, or had asked for. */
  approval_id: string | null
  /** Shown in the inbox; else it is there for a channel alone. */
  is_in_inbox: boolean
  is_read: boolean
  created_at: string
}
/** What a person has changed; everything else is as the reasons and channels have it. */
export interface NotificationPreferenceTable {
  person_id: string
  reason: Reason
  /** Name of an event, or `*`: what counts for those that nothing is said about. */
  event: string
  channel: string
  is_on: boolean
}
/** One job of a channel: everything that one person is told about one ticket in a moment. */
export interface NotificationDeliveryTable {
  id: string
  person_id: string
  acting: 'staff' | 'customer'
  ticket_id: string
  channel: string
  state: 'waiting' | 'done' | 'dead'
  attempt_count: number
  due_ms: number
  lease_until_ms: number
  /** An attempt ended so that nobody knows whether it has arrived. */
  is_unsure: boolean
  error: string | null
  created_at: string
}
export interface NotificationItemTable {
  notification_id: string
  channel: string
  delivery_id: string
}

export interface NotificationTables {
  notification: NotificationTable
  notification_preference: NotificationPreferenceTable
  notification_delivery: NotificationDeliveryTable
  notification_item: NotificationItemTable
}
