import type { BillingReader } from '../kit.ts'

/** What an hour of somebody costs on a day, in minor units of the desk's currency; null: nobody has said, so the hour is uncosted and not free. */
export async function costRateOn(db: BillingReader, personId: string, day: string): Promise<number | null> {
  const row = await db
    .selectFrom('billing_cost_rate')
    .select('rate_minor')
    .where('person_id', '=', personId)
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.rate_minor ?? null
}

/** The same of a unit of an item of the price list. */
export async function materialCostOn(db: BillingReader, priceItemId: string, day: string): Promise<number | null> {
  const row = await db
    .selectFrom('billing_material_cost')
    .select('cost_minor')
    .where('price_item_id', '=', priceItemId)
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.cost_minor ?? null
}
