export interface TimeTables {
  billing_work_kind: WorkKindTable
  billing_time_entry: TimeEntryTable
  billing_timer: TimerTable
}

export interface WorkKindTable {
  id: string
  name: string
  name_key: Uint8Array
  /** Its name by language: `{ language, title }`. */
  titles_json: unknown
  /** What an hour of it is charged by; null: it has no price. */
  price_item_id: string | null
  is_billable: boolean
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}

export type TimeState = 'draft' | 'submitted' | 'approved' | 'refused' | 'replaced'

export interface TimeEntryTable {
  id: string
  ticket_id: string
  company_id: string | null
  contract_id: string | null
  person_id: string
  work_kind_id: string
  worked_on: string
  started_at: string | null
  ended_at: string | null
  /** As they were worked; minimum and rounding are the contract's. */
  minutes: number
  is_billable: boolean
  /** Why it is not billable. */
  reason: string | null
  note: string | null
  item_id: string | null
  is_warranty: boolean
  price_item_id: string | null
  /** What an hour of it costs, as the labour costs say today; null: uncosted. */
  cost_rate_minor: number | null
  state: TimeState
  /** Why it was refused. */
  refusal: string | null
  replaces_id: string | null
  approved_by: string | null
  approved_at: string | null
  /** Locked by that invoice. */
  invoice_id: string | null
  version: number
  created_by: string
  created_at: string
  updated_at: string
}

/** Everybody has one at the most: the person is unique. */
export interface TimerTable {
  id: string
  person_id: string
  ticket_id: string
  work_kind_id: string
  started_at: string
  note: string | null
}
