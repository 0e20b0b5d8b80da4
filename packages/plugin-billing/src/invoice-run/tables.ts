export interface InvoiceRunTables {
  billing_run: RunTable
  billing_run_target: RunTargetTable
}

export interface RunTable {
  id: string
  /** The day of its invoices. */
  on_day: string
  /** Null: of all companies. */
  company_id: string | null
  state: 'running' | 'done'
  target_count: number
  /** Up to this place all targets are done. */
  done_position: number
  issued_count: number
  credited_count: number
  blocked_count: number
  created_by: string
  created_at: string
  finished_at: string | null
}

export type Outcome = 'issued' | 'credited' | 'blocked' | 'nothing'

export interface RunTargetTable {
  run_id: string
  position: number
  company_id: string
  contract_id: string | null
  /** Null: not looked at yet. */
  outcome: Outcome | null
  invoice_id: string | null
  fault_count: number
  /** The first of what stands in the way: `{ key, code }`. */
  faults_json: unknown
  /** Credit notes for fees that were given back. */
  credits_json: unknown
}
