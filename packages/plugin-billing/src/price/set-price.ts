import { billingError } from '../errors.ts'
import { type AnyWork, type BillingWriter, command } from '../kit.ts'
import { isCurrency } from '../money/currency.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { priceItemRow, viewItems } from './item-row.ts'
import { placePrice } from './place-price.ts'
import { PriceItem, SetPrice } from './schemas.ts'

export const setPrice = command({
  route: 'PUT /price-items/:priceItemId/prices',
  summary: 'Says what an item costs from a day on.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: SetPrice,
  output: PriceItem,
  async run(work, input) {
    permitIn(work, null, 'billing.price_change')
    await priceItemRow(work, input.priceItemId)
    await work.change('billing.price_set', { priceItemId: input.priceItemId }, async (db) => {
      await oneAtATime(db, 'prices')
      await putPrice(work, db, { ...input, until: input.until ?? null })
    })
    const [view] = await viewItems(work, [await priceItemRow(work, input.priceItemId)])
    if (!view) throw billingError('billing.price_item_not_found')
    return view
  },
})

export interface PriceToPut {
  readonly priceItemId: string
  readonly currency: string
  readonly minor: number
  readonly from: string
  readonly until: string | null
}

/** Under the lock of prices, so that ranges never overlap. Throws `billing.price_overlap`. */
export async function putPrice(
  work: Pick<AnyWork, 'newId' | 'now'>,
  db: BillingWriter,
  { priceItemId, currency, minor, from, until }: PriceToPut,
): Promise<void> {
  if (!isCurrency(currency)) throw billingError('billing.currency_unknown', { currency })
  const rows = await db
    .selectFrom('billing_price')
    .selectAll()
    .where('item_id', '=', priceItemId)
    .where('currency', '=', currency)
    .orderBy('valid_from')
    .execute()
  const placed = placePrice(rows, { amount_minor: minor, valid_from: from, valid_until: until })
  if ('overlaps' in placed) throw billingError('billing.price_overlap', { from: placed.overlaps })
  for (const { amount_minor, valid_from, valid_until } of placed) {
    const there = rows.find((row) => row.valid_from === valid_from)
    if (there && there.amount_minor === amount_minor && there.valid_until === valid_until) continue
    const values = { amount_minor, valid_until }
    if (there) await db.updateTable('billing_price').set(values).where('id', '=', there.id).execute()
    else
      await db
        .insertInto('billing_price')
        .values({ id: work.newId(), item_id: priceItemId, currency, valid_from, created_at: work.now, ...values })
        .execute()
  }
}
