import { type BillingWriter, command, query } from '../kit.ts'
import { priceItemRow } from '../price/item-row.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { expectCurrency } from './expect-currency.ts'
import { ListMaterialCosts, MaterialCost, MaterialCostPage, SetMaterialCost } from './schemas.ts'
import type { MaterialCostTable } from './tables.ts'

const viewOf = (row: MaterialCostTable): MaterialCost => ({
  id: row.id,
  priceItemId: row.price_item_id,
  from: row.valid_from,
  currency: row.currency,
  costMinor: row.cost_minor,
  createdAt: row.created_at,
})

/** Work lines carry what their unit costs, as entries do; see `cost-rates.ts`. */
async function recost(db: BillingWriter, { price_item_id: priceItemId, valid_from: from, cost_minor }: MaterialCostTable): Promise<void> {
  const next = await db
    .selectFrom('billing_material_cost')
    .select('valid_from')
    .where('price_item_id', '=', priceItemId)
    .where('valid_from', '>', from)
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst()
  let lines = db
    .updateTable('billing_work_line')
    .set({ cost_minor })
    .where('price_item_id', '=', priceItemId)
    .where('worked_on', '>=', from)
  if (next) lines = lines.where('worked_on', '<', next.valid_from)
  await lines.execute()
}

export const materialCosts = query({
  route: 'GET /material-costs',
  summary: 'What units of the price list cost, by item and day.',
  permission: 'billing.cost',
  audience: 'staff',
  input: ListMaterialCosts,
  output: MaterialCostPage,
  async run(work, input) {
    permitIn(work, null, 'billing.cost')
    const page = work.page('material costs', input)
    let rows = work.db.selectFrom('billing_material_cost').selectAll().orderBy('price_item_id').orderBy('valid_from').limit(page.take)
    if (input.priceItemId !== undefined) rows = rows.where('price_item_id', '=', input.priceItemId)
    if (page.after) {
      const [item, day] = [String(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) =>
        eb.or([eb('price_item_id', '>', item), eb.and([eb('price_item_id', '=', item), eb('valid_from', '>', day)])]),
      )
    }
    const found = await rows.execute()
    return page.of(found, ({ price_item_id, valid_from }) => [price_item_id, valid_from], found.slice(0, page.limit).map(viewOf))
  },
})

export const setMaterialCost = command({
  route: 'PUT /price-items/:priceItemId/costs',
  summary: 'Says what a unit of an item costs from a day on, also of what is entered already.',
  permission: 'billing.cost',
  audience: 'staff',
  input: SetMaterialCost,
  output: MaterialCost,
  async run(work, { priceItemId, costMinor, currency, from }) {
    permitIn(work, null, 'billing.cost')
    await priceItemRow(work, priceItemId)
    const row: MaterialCostTable = {
      id: work.newId(),
      price_item_id: priceItemId,
      valid_from: from,
      currency: expectCurrency(work, currency),
      cost_minor: costMinor,
      created_by: work.actor.id,
      created_at: work.now,
    }
    await work.change('billing.material_cost_saved', { priceItemId }, async (db) => {
      await oneAtATime(db, 'costs')
      await db.deleteFrom('billing_material_cost').where('price_item_id', '=', priceItemId).where('valid_from', '=', from).execute()
      await db.insertInto('billing_material_cost').values(row).execute()
      await recost(db, row)
    })
    return viewOf(row)
  },
})
