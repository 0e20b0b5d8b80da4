export interface WorkLineTables {
  billing_work_line: WorkLineTable
}

export type WorkLineState = 'draft' | 'estimate' | 'approved' | 'done' | 'invoiced' | 'cancelled'

export interface WorkLineTable {
  id: string
  ticket_id: string
  company_id: string | null
  contract_id: string | null
  person_id: string | null
  price_item_id: string
  name: string
  quantity_count: number
  unit: string
  currency: string
  /** Per unit, as it was offered. */
  price_minor: number
  /** Not that of the list: only an approved estimate holds it. */
  is_own_price: boolean
  /** What a unit costs us, as the costs of material say today; null: uncosted. */
  cost_minor: number | null
  is_billable: boolean
  reason: string | null
  worked_on: string
  item_id: string | null
  is_warranty: boolean
  state: WorkLineState
  estimate_id: string | null
  /** An approved estimate holds the price: it is charged as offered. */
  is_price_agreed: boolean
  invoice_id: string | null
  version: number
  created_by: string
  created_at: string
  updated_at: string
}
