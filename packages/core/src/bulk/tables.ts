import type { Acting } from '../operation/audience.ts'

/** One command over many tickets, with what became of each. */
export interface BulkTable {
  id: string
  /** `person:<id>`: whose it is. */
  actor: string
  /** As whom the commands are given, also by another process later. */
  caller_json: unknown
  acting: Acting
  /** `tickets.assign`, or a command of the tickets' machines. */
  command: string
  input_json: unknown
  /** All in one transaction, or none. */
  is_atomic: boolean
  state: 'running' | 'done' | 'cancelled'
  item_count: number
  created_at: string
  finished_at: string | null
}
export interface BulkItemTable {
  bulk_id: string
  ordinal: number
  ticket_id: string
  state: 'waiting' | 'ok' | 'failed'
  /** Of the ticket after the command, as the caller's audience counts it. */
  version: number | null
  code: string | null
  message: string | null
  details_json: unknown
}

export interface BulkTables {
  bulk: BulkTable
  bulk_item: BulkItemTable
}
