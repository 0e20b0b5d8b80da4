export interface EstimateTables {
  billing_estimate: EstimateTable
  billing_estimate_revision: EstimateRevisionTable
}

export type EstimateState = 'draft' | 'offered' | 'approved' | 'refused' | 'expired' | 'withdrawn'

export interface EstimateTable {
  id: string
  ticket_id: string
  company_id: string | null
  /** Number of the ticket, and which of its estimates it is. */
  number: string
  revision: number
  state: EstimateState
  currency: string
  total_minor: number
  /** The last day on which it can be approved; null: until it is withdrawn. */
  valid_until: string | null
  note: string | null
  offered_at: string | null
  decided_by: string | null
  decided_at: string | null
  /** Why it was refused. */
  refusal: string | null
  version: number
  created_by: string
  created_at: string
  updated_at: string
}

/** What was offered, as it was offered: nothing of it changes but what became of it. */
export interface EstimateRevisionTable {
  estimate_id: string
  revision: number
  currency: string
  total_minor: number
  lines_json: unknown
  note: string | null
  valid_until: string | null
  offered_by: string
  offered_at: string
  outcome: 'offered' | 'approved' | 'refused' | 'expired' | 'void' | 'withdrawn'
  decided_by: string | null
  decided_at: string | null
  refusal: string | null
}
