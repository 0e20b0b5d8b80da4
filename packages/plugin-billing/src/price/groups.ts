import { billingError } from '../errors.ts'
import { type AnyReading, command, query } from '../kit.ts'
import { keyOf } from '../names.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { CreatePriceGroup, PriceGroup, PriceGroupList } from './schemas.ts'

export const priceGroups = query({
  route: 'GET /price-groups',
  summary: 'Groups of the price list, by name.',
  permission: 'billing.price_see',
  audience: 'staff',
  output: PriceGroupList,
  async run({ db }) {
    return { items: await db.selectFrom('billing_price_group').select(['id', 'name', 'version']).orderBy('name_key').execute() }
  },
})

export async function expectGroup({ db }: Pick<AnyReading, 'db'>, groupId: string): Promise<void> {
  const row = await db.selectFrom('billing_price_group').select('id').where('id', '=', groupId).executeTakeFirst()
  if (!row) throw billingError('billing.price_group_not_found')
}

export const createPriceGroup = command({
  route: 'POST /price-groups',
  summary: 'Adds a group to the price list.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: CreatePriceGroup,
  output: PriceGroup,
  async run(work, { name }) {
    permitIn(work, null, 'billing.price_change')
    const row = { id: work.newId(), name, name_key: keyOf(name), version: 1, created_at: work.now, updated_at: work.now }
    await work.change('billing.price_group_saved', { groupId: row.id }, async (db) => {
      await oneAtATime(db, 'prices')
      const taken = await db.selectFrom('billing_price_group').select('id').where('name_key', '=', row.name_key).executeTakeFirst()
      if (taken) throw billingError('billing.name_taken', { name })
      await db.insertInto('billing_price_group').values(row).execute()
    })
    return { id: row.id, name, version: 1 }
  },
})
