import { billingError } from '../errors.ts'
import { inParts } from '../in-parts.ts'
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

/** The prices of some items in every currency, to be asked by currency, item and day; undefined where there is none. */
export async function pricesOf(
  db: BillingReader,
  itemIds: readonly string[],
): Promise<(currency: string, itemId: string, day: string) => number | undefined> {
  const rows = await inParts(itemIds, (part) => db.selectFrom('billing_price').selectAll().where('item_id', 'in', part).execute())
  const prices = new Map<string, typeof rows>()
  for (const row of rows) {
    const place = `${row.item_id} ${row.currency}`
    const there = prices.get(place)
    if (there) there.push(row)
    else prices.set(place, [row])
  }
  return (currency, itemId, day) =>
    prices.get(`${itemId} ${currency}`)?.find((row) => row.valid_from <= day && (row.valid_until === null || row.valid_until > day))
      ?.amount_minor
}
