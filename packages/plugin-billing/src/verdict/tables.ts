export interface VerdictTables {
  billing_override: OverrideTable
  billing_quota_use: QuotaUseTable
  billing_prepaid_use: PrepaidUseTable
}

/** What a dispatcher decided about one piece of work. */
export interface OverrideTable {
  /** `time:<id>` or `line:<id>`. */
  source_key: string
  action: 'free' | 'charge'
  /** Of `charge`: per hour, or per unit; null: the price that would hold without contract. */
  rate_minor: number | null
  reason: string
  decided_by: string
  decided_at: string
}

/** What an invoice took out of an included set. */
export interface QuotaUseTable {
  invoice_id: string
  contract_id: string
  set_key: string
  period_from: string
  /** Of the period's own, and of what was left over from the period before. Minutes, visits, or thousandths of units. */
  base_count: number
  rollover_count: number
}

export interface PrepaidUseTable {
  invoice_id: string
  prepaid_id: string
  minutes: number
}
