import { about, Currency, Day, Id, Instant, Minor, NextCursor, optional, pageInput, type Static, Type } from '../schemas.ts'

const rate = {
  id: Id,
  from: about(Day, 'First day; until that of the next one'),
  currency: Currency,
  createdAt: Instant,
}
export const CostRate = Type.Object(
  {
    ...rate,
    personId: about(Type.String(), 'Empty where the person was erased'),
    rateMinor: about(Minor, 'An hour of work, in minor units of the currency'),
  },
  { title: 'BillingCostRate' },
)
export interface CostRate extends Static<typeof CostRate> {}
export const CostRatePage = Type.Object(
  { items: about(Type.Array(CostRate), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingCostRatePage' },
)
export interface CostRatePage extends Static<typeof CostRatePage> {}
export const ListCostRates = Type.Object({ personId: optional(about(Id, 'Of this person; of everybody unless told')), ...pageInput })
export interface ListCostRates extends Static<typeof ListCostRates> {}
export const SetCostRate = Type.Object({
  personId: Id,
  rateMinor: about(Minor, 'An hour of work, in minor units of the currency'),
  currency: optional(about(Currency, 'The desk’s: another one is refused')),
  from: about(Day, 'First day; one of the same day is replaced'),
})
export interface SetCostRate extends Static<typeof SetCostRate> {}
export const CostRateById = Type.Object({ costRateId: Id })
export interface CostRateById extends Static<typeof CostRateById> {}

export const MaterialCost = Type.Object(
  { ...rate, priceItemId: Id, costMinor: about(Minor, 'Of a unit, in minor units of the currency') },
  { title: 'BillingMaterialCost' },
)
export interface MaterialCost extends Static<typeof MaterialCost> {}
export const MaterialCostPage = Type.Object(
  { items: about(Type.Array(MaterialCost), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingMaterialCostPage' },
)
export interface MaterialCostPage extends Static<typeof MaterialCostPage> {}
export const ListMaterialCosts = Type.Object({ priceItemId: optional(about(Id, 'Of this item; of all unless told')), ...pageInput })
export interface ListMaterialCosts extends Static<typeof ListMaterialCosts> {}
export const SetMaterialCost = Type.Object({
  priceItemId: Id,
  costMinor: about(Minor, 'Of a unit, in minor units of the currency'),
  currency: optional(about(Currency, 'The desk’s: another one is refused')),
  from: about(Day, 'First day; one of the same day is replaced'),
})
export interface SetMaterialCost extends Static<typeof SetMaterialCost> {}
