import { billingError } from '../errors.ts'
import { type AnyReading, type BillingReader, command, query } from '../kit.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { CreateTaxClass, SetTaxRate, TaxClass, TaxClassList } from './schemas.ts'
import type { TaxClassTable, TaxRateTable } from './tables.ts'

const viewOf = ({ id, code, name, version }: TaxClassTable, rates: readonly TaxRateTable[]): TaxClass => ({
  id,
  code,
  name,
  rates: rates.filter(({ class_id }) => class_id === id).map(({ valid_from, rate }) => ({ from: valid_from, rate })),
  version,
})

export const taxClasses = query({
  route: 'GET /tax-classes',
  summary: 'Tax classes with their rates.',
  permission: 'billing.price_see',
  audience: 'staff',
  output: TaxClassList,
  async run({ db }) {
    const classes = await db.selectFrom('billing_tax_class').selectAll().orderBy('code').execute()
    const rates = await db.selectFrom('billing_tax_rate').selectAll().orderBy('valid_from').execute()
    return { items: classes.map((row) => viewOf(row, rates)) }
  },
})

export async function taxClassRow({ db }: Pick<AnyReading, 'db'>, taxClassId: string): Promise<TaxClassTable> {
  const row = await db.selectFrom('billing_tax_class').selectAll().where('id', '=', taxClassId).executeTakeFirst()
  if (!row) throw billingError('billing.tax_class_not_found')
  return row
}

/** The rates of all classes, to be asked by class and day; undefined where there is none. */
export async function taxRateOf(db: BillingReader): Promise<(classId: string, day: string) => { code: string; rate: string } | undefined> {
  const classes = new Map((await db.selectFrom('billing_tax_class').select(['id', 'code']).execute()).map(({ id, code }) => [id, code]))
  const rates = await db.selectFrom('billing_tax_rate').selectAll().orderBy('valid_from', 'desc').execute()
  return (classId, day) => {
    const found = rates.find((row) => row.class_id === classId && row.valid_from <= day)
    return found && { code: classes.get(classId) ?? '', rate: found.rate }
  }
}

export const createTaxClass = command({
  route: 'POST /tax-classes',
  summary: 'Adds a tax class with its first rate.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: CreateTaxClass,
  output: TaxClass,
  async run(work, { code, name, rate, from }) {
    permitIn(work, null, 'billing.price_change')
    const row: TaxClassTable = { id: work.newId(), code, name, version: 1, created_at: work.now, updated_at: work.now }
    const first: TaxRateTable = { class_id: row.id, valid_from: from, rate }
    await work.change('billing.tax_saved', { taxClassId: row.id }, async (db) => {
      await oneAtATime(db, 'taxes')
      const taken = await db.selectFrom('billing_tax_class').select('id').where('code', '=', code).executeTakeFirst()
      if (taken) throw billingError('billing.code_taken', { code })
      await db.insertInto('billing_tax_class').values(row).execute()
      await db.insertInto('billing_tax_rate').values(first).execute()
    })
    return viewOf(row, [first])
  },
})

export const setTaxRate = command({
  route: 'PUT /tax-classes/:taxClassId/rates',
  summary: 'Says which rate a tax class has from a day on.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: SetTaxRate,
  output: TaxClass,
  async run(work, { taxClassId, rate, from }) {
    permitIn(work, null, 'billing.price_change')
    await taxClassRow(work, taxClassId)
    await work.change('billing.tax_saved', { taxClassId }, async (db) => {
      await oneAtATime(db, 'taxes')
      await db
        .insertInto('billing_tax_rate')
        .values({ class_id: taxClassId, valid_from: from, rate })
        .onConflict((conflict) => conflict.columns(['class_id', 'valid_from']).doUpdateSet({ rate }))
        .execute()
      const { version } = await taxClassRow({ db }, taxClassId)
      await db
        .updateTable('billing_tax_class')
        .set({ version: version + 1, updated_at: work.now })
        .where('id', '=', taxClassId)
        .execute()
    })
    const rates = await work.db
      .selectFrom('billing_tax_rate')
      .selectAll()
      .where('class_id', '=', taxClassId)
      .orderBy('valid_from')
      .execute()
    return viewOf(await taxClassRow(work, taxClassId), rates)
  },
})
