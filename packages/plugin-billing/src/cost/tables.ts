export interface CostTables {
  billing_cost_rate: CostRateTable
  billing_material_cost: MaterialCostTable
}

/** What an hour of somebody costs, from its day until that of the next row. */
export interface CostRateTable {
  id: string
  person_id: string
  valid_from: string
  /** Of the desk's currency. */
  currency: string
  rate_minor: number
  created_by: string
  created_at: string
}

/** What a unit of an item costs, from its day until that of the next row. */
export interface MaterialCostTable {
  id: string
  price_item_id: string
  valid_from: string
  currency: string
  cost_minor: number
  created_by: string
  created_at: string
}
