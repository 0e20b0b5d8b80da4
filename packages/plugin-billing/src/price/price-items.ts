import { billingError } from '../errors.ts'
import { type BillingWriter, command, query } from '../kit.ts'
import { behind, fromHex, hexOf, keyOf } from '../names.ts'
import { expectVersion, given, oneAtATime, permitIn, stale } from '../work.ts'
import { expectGroup } from './groups.ts'
import { priceItemRow, viewItems, viewOf } from './item-row.ts'
import { CreatePriceItem, ListPrices, PriceItem, PriceItemById, PriceItemPage, UpdatePriceItem } from './schemas.ts'
import type { PriceItemTable } from './tables.ts'
import { taxClassRow } from './tax.ts'

/** What work is counted in. */
export const HOUR = 'hour'

export const priceItems = query({
  route: 'GET /price-items',
  summary: 'The price list, by name.',
  permission: 'billing.price_see',
  audience: 'staff',
  input: ListPrices,
  output: PriceItemPage,
  async run(work, input) {
    const page = work.page('price_items', input)
    let rows = work.db.selectFrom('billing_price_item').selectAll().orderBy('name_key').orderBy('id').limit(page.take)
    if (input.groupId !== undefined) rows = rows.where('group_id', '=', input.groupId)
    if (input.kind !== undefined) rows = rows.where('kind', '=', input.kind)
    if (input.withInactive !== true) rows = rows.where('is_active', '=', true)
    const key = keyOf(input.find ?? '')
    if (key.length) {
      const next = behind(key)
      rows = rows.where((eb) =>
        eb.or((['name_key', 'code_key'] as const).map((column) => eb.and([eb(column, '>=', key), eb(column, '<', next)]))),
      )
    }
    if (page.after) {
      const [name, id] = [fromHex(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('name_key', '>', name), eb.and([eb('name_key', '=', name), eb('id', '>', id)])]))
    }
    const found = await rows.execute()
    return page.of(found, ({ name_key, id }) => [hexOf(name_key), id], await viewItems(work, found.slice(0, page.limit)))
  },
})

export const priceItem = query({
  route: 'GET /price-items/:priceItemId',
  summary: 'An item of the price list with all its prices.',
  permission: 'billing.price_see',
  audience: 'staff',
  input: PriceItemById,
  output: PriceItem,
  async run(work, { priceItemId }) {
    const [view] = await viewItems(work, [await priceItemRow(work, priceItemId)])
    if (!view) throw billingError('billing.price_item_not_found')
    return view
  },
})

/** The row of a new item; refused where its code is taken. */
async function insertPriceItem(db: BillingWriter, row: PriceItemTable): Promise<void> {
  const taken = await db.selectFrom('billing_price_item').select('id').where('code_key', '=', row.code_key).executeTakeFirst()
  if (taken) throw billingError('billing.code_taken', { code: row.code })
  await db.insertInto('billing_price_item').values(row).execute()
}

const unitFor = (kind: PriceItemTable['kind'], unit: string | undefined): string => {
  if (kind === 'work' && unit !== undefined && unit !== HOUR) throw billingError('billing.unit_of_work')
  return kind === 'work' ? HOUR : (unit ?? 'piece')
}

export const createPriceItem = command({
  route: 'POST /price-items',
  summary: 'Adds an item to the price list.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: CreatePriceItem,
  output: PriceItem,
  async run(work, { code, kind, name, groupId = null, unit, taxClassId }) {
    permitIn(work, null, 'billing.price_change')
    await taxClassRow(work, taxClassId)
    if (groupId !== null) await expectGroup(work, groupId)
    const row: PriceItemTable = {
      id: work.newId(),
      code,
      code_key: keyOf(code),
      kind,
      name,
      name_key: keyOf(name),
      group_id: groupId,
      unit: unitFor(kind, unit),
      tax_class_id: taxClassId,
      is_active: true,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('billing.price_item_saved', { priceItemId: row.id }, async (db) => {
      await oneAtATime(db, 'prices')
      await insertPriceItem(db, row)
    })
    return viewOf(row, [])
  },
})

export const updatePriceItem = command({
  route: 'PATCH /price-items/:priceItemId',
  summary: 'Changes an item of the price list; its prices have a way of their own.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: UpdatePriceItem,
  output: PriceItem,
  async run(work, { priceItemId, expectedVersion, name, groupId, unit, taxClassId, isActive }) {
    permitIn(work, null, 'billing.price_change')
    const row = await priceItemRow(work, priceItemId)
    expectVersion(row, expectedVersion)
    if (taxClassId !== undefined) await taxClassRow(work, taxClassId)
    if (groupId !== undefined && groupId !== null) await expectGroup(work, groupId)
    const patch = given<PriceItemTable>({
      name,
      name_key: name === undefined ? undefined : keyOf(name),
      group_id: groupId,
      unit: unit === undefined ? undefined : unitFor(row.kind, unit),
      tax_class_id: taxClassId,
      is_active: isActive,
    })
    await work.change('billing.price_item_saved', { priceItemId }, async (db) => {
      const saved = await db
        .updateTable('billing_price_item')
        .set({ ...patch, version: row.version + 1, updated_at: work.now })
        .where('id', '=', priceItemId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
    })
    const [view] = await viewItems(work, [await priceItemRow(work, priceItemId)])
    if (!view) throw billingError('billing.price_item_not_found')
    return view
  },
})
