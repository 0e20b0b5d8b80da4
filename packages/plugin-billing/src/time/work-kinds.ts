import { billingError } from '../errors.ts'
import { type AnyReading, command, query } from '../kit.ts'
import { keyOf } from '../names.ts'
import { priceItemRow } from '../price/item-row.ts'
import { expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { CreateWorkKind, UpdateWorkKind, WorkKind, WorkKindList } from './schemas.ts'
import type { WorkKindTable } from './tables.ts'

type Titles = WorkKind['titles']

const wide = (language: string): string => language.split('-')[0]?.toLowerCase() ?? ''

/** The name in the first language of the reader's in which it has one. */
export function titleOf({ caller }: Pick<AnyReading, 'caller'>, kind: Pick<WorkKindTable, 'name' | 'titles_json'>): string {
  const titles = kind.titles_json as Titles
  for (const language of caller.languages) {
    const found = titles.find((one) => one.language === language) ?? titles.find((one) => wide(one.language) === wide(language))
    if (found) return found.title
  }
  return kind.name
}

const viewOf = (work: AnyReading, row: WorkKindTable): WorkKind => ({
  id: row.id,
  name: row.name,
  title: titleOf(work, row),
  titles: row.titles_json as Titles,
  priceItemId: row.price_item_id,
  isBillable: row.is_billable,
  isActive: row.is_active,
  version: row.version,
})

export async function workKindRow({ db }: Pick<AnyReading, 'db'>, workKindId: string): Promise<WorkKindTable> {
  const row = await db.selectFrom('billing_work_kind').selectAll().where('id', '=', workKindId).executeTakeFirst()
  if (!row) throw billingError('billing.work_kind_not_found')
  return row
}

/** A kind that is still used. */
export async function expectWorkKind(work: Pick<AnyReading, 'db'>, workKindId: string): Promise<WorkKindTable> {
  const row = await workKindRow(work, workKindId)
  if (!row.is_active) throw billingError('billing.work_kind_inactive', { name: row.name })
  return row
}

export const workKinds = query({
  route: 'GET /work-kinds',
  summary: 'Kinds of work, by name.',
  permission: 'billing.time_own',
  audience: 'staff',
  output: WorkKindList,
  async run(work) {
    const rows = await work.db.selectFrom('billing_work_kind').selectAll().orderBy('name_key').execute()
    return { items: rows.map((row) => viewOf(work, row)) }
  },
})

async function expectFitting(work: AnyReading, { titles, priceItemId }: Pick<CreateWorkKind, 'titles' | 'priceItemId'>): Promise<void> {
  const languages = new Set<string>()
  for (const { language } of titles ?? []) {
    if (languages.has(language.toLowerCase())) throw billingError('billing.language_twice', { language })
    languages.add(language.toLowerCase())
  }
  if (typeof priceItemId === 'string' && (await priceItemRow(work, priceItemId)).kind !== 'work')
    throw billingError('billing.work_kind_price')
}

export const createWorkKind = command({
  route: 'POST /work-kinds',
  summary: 'Adds a kind of work.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: CreateWorkKind,
  output: WorkKind,
  async run(work, { name, titles = [], priceItemId = null, isBillable = true }) {
    permitIn(work, null, 'billing.price_change')
    await expectFitting(work, { titles, priceItemId })
    const row: WorkKindTable = {
      id: work.newId(),
      name,
      name_key: keyOf(name),
      titles_json: titles,
      price_item_id: priceItemId,
      is_billable: isBillable,
      is_active: true,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('billing.work_kind_saved', { workKindId: row.id }, async (db) => {
      await oneAtATime(db, 'prices')
      const taken = await db.selectFrom('billing_work_kind').select('id').where('name_key', '=', row.name_key).executeTakeFirst()
      if (taken) throw billingError('billing.name_taken', { name })
      await db.insertInto('billing_work_kind').values(row).execute()
    })
    return viewOf(work, row)
  },
})

export const updateWorkKind = command({
  route: 'PATCH /work-kinds/:workKindId',
  summary: 'Changes a kind of work; what is entered already stays as it was entered.',
  permission: 'billing.price_change',
  audience: 'staff',
  input: UpdateWorkKind,
  output: WorkKind,
  async run(work, { workKindId, expectedVersion, ...said }) {
    permitIn(work, null, 'billing.price_change')
    const row = await workKindRow(work, workKindId)
    expectVersion(row, expectedVersion)
    await expectFitting(work, said)
    const next: WorkKindTable = {
      ...row,
      name: said.name ?? row.name,
      name_key: keyOf(said.name ?? row.name),
      titles_json: said.titles ?? row.titles_json,
      price_item_id: said.priceItemId === undefined ? row.price_item_id : said.priceItemId,
      is_billable: said.isBillable ?? row.is_billable,
      is_active: said.isActive ?? row.is_active,
      version: row.version + 1,
      updated_at: work.now,
    }
    await work.change('billing.work_kind_saved', { workKindId }, async (db) => {
      await oneAtATime(db, 'prices')
      const taken = await db
        .selectFrom('billing_work_kind')
        .select('id')
        .where('name_key', '=', next.name_key)
        .where('id', '<>', workKindId)
        .executeTakeFirst()
      if (taken) throw billingError('billing.name_taken', { name: next.name })
      const { id: _id, created_at: _at, ...columns } = next
      const saved = await db
        .updateTable('billing_work_kind')
        .set(columns)
        .where('id', '=', workKindId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
    })
    return viewOf(work, next)
  },
})
