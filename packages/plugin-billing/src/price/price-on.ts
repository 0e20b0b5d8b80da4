import { billingError } from '../errors.ts'
import type { BillingReader } from '../kit.ts'

/** What one unit costs on a day, in minor units. A price that is missing is an error (`billing.price_missing`), never zero. */
export async function priceOn(db: BillingReader, itemId: string, currency: string, day: string): Promise<number> {
  const row = await db
    .selectFrom('billing_price')
    .select('amount_minor')
    .where('item_id', '=', itemId)
    .where('currency', '=', currency)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', day)]))
    .executeTakeFirst()
  if (row) return row.amount_minor
  const item = await db.selectFrom('billing_price_item').select('code').where('id', '=', itemId).executeTakeFirst()
  if (!item) throw billingError('billing.price_item_not_found')
  throw billingError('billing.price_missing', { code: item.code, currency, day })
}
