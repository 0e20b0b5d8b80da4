import type {
  CostRate,
  CostRateById,
  CostRatePage,
  ListCostRates,
  ListMaterialCosts,
  MaterialCost,
  MaterialCostPage,
  SetCostRate,
  SetMaterialCost,
} from './schemas.ts'

export interface CostService {
  costRates(input: ListCostRates): Promise<CostRatePage>
  /** What an hour of somebody costs from a day on, also of what is entered already. Throws `billing.cost_currency`. */
  setCostRate(input: SetCostRate): Promise<CostRate>
  /** The one before holds again; where there is none, the hours are uncosted. */
  removeCostRate(input: CostRateById): Promise<CostRate>
  materialCosts(input: ListMaterialCosts): Promise<MaterialCostPage>
  /** What a unit of an item costs from a day on, also of what is entered already. Throws `billing.cost_currency`. */
  setMaterialCost(input: SetMaterialCost): Promise<MaterialCost>
}

export interface CostEvents {
  'billing.cost_rate_saved': { costRateId: string; personId: string }
  'billing.cost_rate_removed': { costRateId: string; personId: string }
  'billing.material_cost_saved': { priceItemId: string }
}
