export interface ContractTables {
  billing_template: TemplateTable
  billing_contract: ContractTable
  billing_contract_terms: TermsTable
  billing_contract_pause: PauseTable
  billing_contract_entry: ContractEntryTable
  billing_prepaid: PrepaidTable
}

export interface TemplateTable {
  id: string
  name: string
  name_key: Uint8Array
  terms_json: unknown
  version: number
  created_at: string
  updated_at: string
}

export type Renewal = 'none' | 'tacit' | 'express'

export interface ContractTable {
  id: string
  number: string
  number_key: Uint8Array
  company_id: string
  name: string
  currency: string
  starts_on: string
  /** The first day on which it is no longer in force; null: until further notice. */
  ends_on: string | null
  /** The day of the month on which its periods begin: 1 to 28. */
  anchor_day: number
  renewal: Renewal
  /** By how many months a renewal carries it on. */
  renewal_months: number | null
  /** How long before the end notice can be given, and somebody is told. */
  notice_days: number
  /** Somebody said that it ends: it is not renewed by itself. */
  is_terminated: boolean
  /** The day on which the job looks at it next; null: nothing to look for. */
  look_on: string | null
  /** The end of which somebody was told already. */
  told_of: string | null
  note: string | null
  version: number
  created_at: string
  updated_at: string
}

/** What is agreed from a day on, until the next row's day. */
export interface TermsTable {
  id: string
  contract_id: string
  valid_from: string
  terms_json: unknown
  note: string | null
  created_by: string
  created_at: string
}

export interface PauseTable {
  id: string
  contract_id: string
  paused_from: string
  paused_until: string | null
  reason: string
}

export interface ContractEntryTable {
  id: string
  contract_id: string
  happened_at: string
  kind: string
  /** The day that it is about. */
  on_day: string | null
  note: string | null
  actor_kind: string
  actor_id: string
}

/** Hours bought in advance, used first in, first out. */
export interface PrepaidTable {
  id: string
  contract_id: string
  bought_on: string
  /** The first day on which what is left can no longer be used. */
  expires_on: string | null
  minutes: number
  amount_minor: number
  /** What stands on the invoice, and its tax. */
  price_item_id: string
  note: string | null
  created_at: string
}
