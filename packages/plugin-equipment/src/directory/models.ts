import { equipmentError } from '../errors.ts'
import { command, query } from '../kit.ts'
import { behind, fromHex, hexOf, keyOf } from '../names.ts'
import { checkModelPlans, modelPlansOf } from '../plan/model-plans.ts'
import type { ModelTable } from '../tables.ts'
import { type AnyReading, differing, type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { kindPath, kindsBelow } from './attributes.ts'
import { manufacturerRow } from './manufacturers.ts'
import { CreateModel, ListModels, Model, ModelPage, UpdateModel } from './schemas.ts'

const viewOf = (row: ModelTable, manufacturer: string): Model => ({
  id: row.id,
  manufacturerId: row.manufacturer_id,
  manufacturer,
  kindId: row.kind_id,
  name: row.name,
  warrantyMonths: row.warranty_months,
  plans: [...modelPlansOf(row)],
  version: row.version,
})

export const models = query({
  route: 'GET /models',
  summary: 'Models, by name; of one manufacturer, of a kind and those below it.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ListModels,
  output: ModelPage,
  async run(work, input) {
    const page = work.page('models', input)
    let rows = work.db
      .selectFrom('equipment_model')
      .innerJoin('equipment_manufacturer', 'equipment_manufacturer.id', 'equipment_model.manufacturer_id')
      .selectAll('equipment_model')
      .select('equipment_manufacturer.name as manufacturer')
      .orderBy('equipment_model.name_key')
      .orderBy('equipment_model.id')
      .limit(page.take)
    const key = keyOf(input.find ?? '')
    if (key.length) rows = rows.where('equipment_model.name_key', '>=', key).where('equipment_model.name_key', '<', behind(key))
    if (input.manufacturerId !== undefined) rows = rows.where('equipment_model.manufacturer_id', '=', input.manufacturerId)
    if (input.kindId !== undefined) rows = rows.where('equipment_model.kind_id', 'in', await kindsBelow(work, input.kindId))
    if (page.after) {
      const [name, id] = [fromHex(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) =>
        eb.or([
          eb('equipment_model.name_key', '>', name),
          eb.and([eb('equipment_model.name_key', '=', name), eb('equipment_model.id', '>', id)]),
        ]),
      )
    }
    const found = await rows.execute()
    return page.of(
      found,
      ({ name_key, id }) => [hexOf(name_key), id],
      found.map((row) => viewOf(row, row.manufacturer)),
    )
  },
})

export async function modelRow({ db }: Pick<AnyReading, 'db'>, modelId: string): Promise<ModelTable> {
  const row = await db.selectFrom('equipment_model').selectAll().where('id', '=', modelId).executeTakeFirst()
  if (!row) throw equipmentError('equipment.model_not_found')
  return row
}

export const createModel = command({
  route: 'POST /models',
  summary: 'Adds a model of a manufacturer.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: CreateModel,
  output: Model,
  async run(work, { manufacturerId, kindId, name, warrantyMonths = null, plans = [] }) {
    permitIn(work, null, 'equipment.directories')
    if (plans.length) permitIn(work, null, 'equipment.plans')
    const row: ModelTable = {
      id: work.newId(),
      manufacturer_id: manufacturerId,
      kind_id: kindId,
      name,
      name_key: keyOf(name),
      warranty_months: warrantyMonths,
      plans_json: plans.length ? plans : null,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    const manufacturer = await work.change('equipment.model_saved', { modelId: row.id }, async (db) => {
      await oneAtATime(db, 'directories')
      const found = await manufacturerRow({ db }, manufacturerId)
      await kindPath({ db }, kindId)
      await expectFreeName(db, row)
      await db.insertInto('equipment_model').values(row).execute()
      await checkModelPlans(work, db, plans)
      return found.name
    })
    return viewOf(row, manufacturer)
  },
})

export const updateModel = command({
  route: 'PATCH /models/:modelId',
  summary: 'Changes a model.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: UpdateModel,
  output: Model,
  async run(work, { modelId, expectedVersion, name, kindId, warrantyMonths, plans }) {
    permitIn(work, null, 'equipment.directories')
    if (plans) permitIn(work, null, 'equipment.plans')
    const row = await modelRow(work, modelId)
    const { name: manufacturer } = await manufacturerRow(work, row.manufacturer_id)
    expectVersion(row, expectedVersion)
    const changed = differing<ModelTable>(row, {
      ...(name === undefined ? {} : { name, name_key: keyOf(name) }),
      ...(kindId === undefined ? {} : { kind_id: kindId }),
      ...(warrantyMonths === undefined ? {} : { warranty_months: warrantyMonths }),
      ...(plans === undefined ? {} : { plans_json: plans.length ? plans : null }),
    })
    if (!Object.keys(changed).length) return viewOf(row, manufacturer)
    const next: ModelTable = { ...row, ...changed, version: row.version + 1, updated_at: work.now }
    await work.change('equipment.model_saved', { modelId }, async (db) => {
      await oneAtATime(db, 'directories')
      await kindPath({ db }, next.kind_id)
      await expectFreeName(db, next)
      const { id: _id, manufacturer_id: _of, created_at: _at, ...columns } = next
      const saved = await db
        .updateTable('equipment_model')
        .set(columns)
        .where('id', '=', modelId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
      if (plans && changed.plans_json !== undefined) await checkModelPlans(work, db, plans)
    })
    return viewOf(next, manufacturer)
  },
})

async function expectFreeName(db: EquipmentWriter, { id, manufacturer_id, name, name_key }: ModelTable): Promise<void> {
  const found = await db
    .selectFrom('equipment_model')
    .select('id')
    .where('manufacturer_id', '=', manufacturer_id)
    .where('name_key', '=', name_key)
    .executeTakeFirst()
  if (found && found.id !== id) throw equipmentError('equipment.name_taken', { name })
}
