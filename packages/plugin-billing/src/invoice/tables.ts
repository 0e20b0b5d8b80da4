export interface InvoiceTables {
  billing_series: { name: string; last_sequence: number }
  billing_invoice: InvoiceTable
  billing_invoice_line: InvoiceLineTable
  billing_invoice_source: InvoiceSourceTable
}

export type InvoiceState = 'issued' | 'part_paid' | 'paid'

export interface InvoiceTable {
  id: string
  kind: 'invoice' | 'credit_note'
  number: string
  /** Without gaps within its kind. */
  number_sequence: number
  state: InvoiceState
  company_id: string
  contract_id: string | null
  currency: string
  issued_on: string
  due_on: string
  /** What it covers, half-open. */
  period_from: string
  period_until: string
  tax_mode: 'exclusive' | 'inclusive'
  tax_rounding: 'line' | 'document'
  rounding: 'half_up' | 'half_even'
  net_minor: number
  tax_minor: number
  gross_minor: number
  paid_minor: number
  /** What credit notes took off it. */
  credited_minor: number
  /** Of a credit note: the invoice that it corrects, and why. */
  corrects_id: string | null
  reason: string | null
  /** Sums by class and rate: `{ code, rate, netMinor, taxMinor }`. */
  taxes_json: unknown
  seller_json: unknown
  buyer_json: unknown
  version: number
  created_by: string
  issued_at: string
}

export type LineKind = 'fee' | 'time' | 'work' | 'prepaid' | 'credit'

export interface InvoiceLineTable {
  id: string
  invoice_id: string
  position: number
  kind: LineKind
  description: string
  /** Why it is charged, or not. */
  basis: string
  source_kind: 'time' | 'line' | 'fee' | 'prepaid' | null
  source_id: string | null
  price_item_id: string | null
  ticket_id: string | null
  person_id: string | null
  day_from: string
  day_until: string
  /** Of time: what is charged, after minimum and rounding. */
  minutes: number | null
  /** Thousandths of the unit. */
  quantity_count: number | null
  unit: string
  /** Per hour, or per unit. */
  rate_minor: number
  /** As the tax mode of the invoice has it: without tax, or with. */
  amount_minor: number
  net_minor: number
  tax_code: string
  tax_rate: string
  /** What was taken off it by credit notes. */
  credited_minor: number
  verdict_json: unknown
}

/** One source, one invoice: `held_key` is unique, and null again once a credit note gave the source back. */
export interface InvoiceSourceTable {
  invoice_id: string
  source_key: string
  held_key: string | null
}
