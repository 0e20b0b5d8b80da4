import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import type { PriceItem } from './schemas.ts'
import type { PriceItemTable, PriceTable } from './tables.ts'

export async function priceItemRow({ db }: Pick<AnyReading, 'db'>, priceItemId: string): Promise<PriceItemTable> {
  const row = await db.selectFrom('billing_price_item').selectAll().where('id', '=', priceItemId).executeTakeFirst()
  if (!row) throw billingError('billing.price_item_not_found')
  return row
}

export async function viewItems({ db }: Pick<AnyReading, 'db'>, rows: readonly PriceItemTable[]): Promise<PriceItem[]> {
  if (!rows.length) return []
  const prices = await db
    .selectFrom('billing_price')
    .selectAll()
    .where(
      'item_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('currency')
    .orderBy('valid_from')
    .execute()
  return rows.map((row) =>
    viewOf(
      row,
      prices.filter(({ item_id }) => item_id === row.id),
    ),
  )
}

export const viewOf = (row: PriceItemTable, prices: readonly PriceTable[]): PriceItem => ({
  id: row.id,
  code: row.code,
  kind: row.kind,
  name: row.name,
  groupId: row.group_id,
  unit: row.unit,
  taxClassId: row.tax_class_id,
  isActive: row.is_active,
  prices: prices.map(({ currency, amount_minor, valid_from, valid_until }) => ({
    currency,
    minor: amount_minor,
    from: valid_from,
    until: valid_until,
  })),
  version: row.version,
})
