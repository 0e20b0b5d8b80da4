/** One row for each handler that this desk ever had. `position`: everything up to here was tried at least once. */
export interface HandlerTable {
  /** `plugin/name` or `host/name`. */
  name: string
  position: number
  /** Names of the events it handles: how far behind it is can be counted without its code. */
  events_json: unknown
  lease_owner: string | null
  /** By the clock of the database. */
  lease_until_ms: number
  /** Leases that ran out, one after the other, without anything done in between: its first event may be ending the processes. */
  crash_count: number
  created_at: string
}

/**
 * First attempts whose outcome the handler's position does not tell: done out of order (until the position has passed them), to be repeated, or given up.
 * Whoever repeats one leases the row.
 */
export interface DeliveryTable {
  handler: string
  event_position: number
  subject_id: string
  state: 'done' | 'retry' | 'dead'
  /** Attempts begun, the first one included. */
  attempt_count: number
  due_ms: number
  lease_owner: string | null
  lease_until_ms: number
  error: string | null
  created_at: string
  updated_at: string
}

export interface DeliveryTables {
  handler: HandlerTable
  delivery: DeliveryTable
}
