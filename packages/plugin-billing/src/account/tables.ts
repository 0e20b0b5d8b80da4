export interface AccountTables {
  billing_account: AccountTable
  billing_lock: { name: string; change_count: number }
}

/** How a company is billed. The row is also what two runs for the same company wait at. */
export interface AccountTable {
  company_id: string
  tax_mode: 'exclusive' | 'inclusive'
  tax_rounding: 'line' | 'document'
  payment_days: number
  /** Why no tax is charged at all; null: tax is charged. */
  exempt_reason: string | null
  /** What stands on invoices: name, address lines, country, tax number, e-mail. */
  buyer_json: unknown
  version: number
  /** Counts runs: moving it is the lock. */
  run_count: number
  updated_at: string
}
