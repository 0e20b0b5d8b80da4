export interface PriceTables {
  billing_tax_class: TaxClassTable
  billing_tax_rate: TaxRateTable
  billing_price_group: PriceGroupTable
  billing_price_item: PriceItemTable
  billing_price: PriceTable
}

export interface TaxClassTable {
  id: string
  code: string
  name: string
  version: number
  created_at: string
  updated_at: string
}

/** In force from its day until that of the next one of the class. */
export interface TaxRateTable {
  class_id: string
  valid_from: string
  /** Percent as decimal text. */
  rate: string
}

export interface PriceGroupTable {
  id: string
  name: string
  name_key: Uint8Array
  version: number
  created_at: string
  updated_at: string
}

export type PriceKind = 'work' | 'service' | 'goods'

export interface PriceItemTable {
  id: string
  code: string
  code_key: Uint8Array
  kind: PriceKind
  name: string
  name_key: Uint8Array
  group_id: string | null
  /** What one is: `hour`, `piece`, … Work is always by the hour. */
  unit: string
  tax_class_id: string
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}

/** Half-open: in force from the one day until before the other. */
export interface PriceTable {
  id: string
  item_id: string
  currency: string
  amount_minor: number
  valid_from: string
  valid_until: string | null
  created_at: string
}
