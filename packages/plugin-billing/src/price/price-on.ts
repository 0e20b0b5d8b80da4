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

/** The prices of some items in a currency, to be asked by item and day; undefined where there is none. */
export async function priceOnOf(
  db: BillingReader,
  itemIds: readonly string[],
  currency: string,
): Promise<(itemId: string, day: string) => number | undefined> {
  const rows = itemIds.length
    ? await db.selectFrom('billing_price').selectAll().where('currency', '=', currency).where('item_id', 'in', itemIds).execute()
    : []
  return (itemId, day) =>
    rows.find((row) => row.item_id === itemId && row.valid_from <= day && (row.valid_until === null || row.valid_until > day))?.amount_minor
}
