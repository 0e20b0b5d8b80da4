import { equipmentError } from '../errors.ts'
import { holdForRemoval } from '../item/hold-named.ts'
import { command } from '../kit.ts'
import { Removed } from '../schemas.ts'
import { type EquipmentWriter, oneAtATime, permitIn } from '../work.ts'
import { attributesOf, kindPath } from './attributes.ts'
import { expectPlace, kindRow } from './kinds.ts'
import { manufacturerRow } from './manufacturers.ts'
import { modelRow } from './models.ts'
import { type Directory, DirectoryRow, MergedRows, MergeRows } from './schemas.ts'

interface Followed {
  items: number
  models: number
  kinds: number
}

export const mergeRows = command({
  route: 'POST /directories/:directory/:rowId/merge',
  summary: 'Makes two rows of a directory one; equipment follows.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: MergeRows,
  output: MergedRows,
  async run(work, { directory, rowId, intoId }) {
    permitIn(work, null, 'equipment.directories')
    if (rowId === intoId) throw equipmentError('equipment.merge_itself')
    const followed = await work.change('equipment.rows_merged', { rowId, intoId, directory }, async (db) => {
      await oneAtATime(db, 'directories')
      const counts: Followed = { items: 0, models: 0, kinds: 0 }
      await merges[directory](db, { rowId, intoId, now: work.now }, counts)
      return counts
    })
    return { id: intoId, ...followed }
  },
})

interface Merge {
  readonly rowId: string
  readonly intoId: string
  readonly now: string
}
type Merging = (db: EquipmentWriter, merge: Merge, counts: Followed) => Promise<void>

const mergeModels: Merging = async (db, { rowId, intoId, now }, counts) => {
  await modelRow({ db }, rowId)
  await modelRow({ db }, intoId)
  await holdForRemoval(db, 'equipment_model', rowId)
  const moved = await db
    .updateTable('equipment_item')
    .set((eb) => ({ model_id: intoId, updated_at: now, version: eb('version', '+', 1) }))
    .where('model_id', '=', rowId)
    .returning('id')
    .execute()
  counts.items += moved.length
  await db.deleteFrom('equipment_model').where('id', '=', rowId).execute()
}

/** What both of them make becomes one model. */
const mergeManufacturers: Merging = async (db, { rowId, intoId, now }, counts) => {
  await manufacturerRow({ db }, rowId)
  await manufacturerRow({ db }, intoId)
  const models = await db.selectFrom('equipment_model').select(['id', 'name_key']).where('manufacturer_id', '=', rowId).execute()
  for (const { id, name_key } of models) {
    counts.models += 1
    const same = await db
      .selectFrom('equipment_model')
      .select('id')
      .where('manufacturer_id', '=', intoId)
      .where('name_key', '=', name_key)
      .executeTakeFirst()
    if (same) await mergeModels(db, { rowId: id, intoId: same.id, now }, counts)
    else await db.updateTable('equipment_model').set({ manufacturer_id: intoId, updated_at: now }).where('id', '=', id).execute()
  }
  await db.deleteFrom('equipment_manufacturer').where('id', '=', rowId).execute()
}

/** Values that the other kind does not know stay readable on the items. */
const mergeKinds: Merging = async (db, { rowId, intoId, now }, counts) => {
  await kindRow({ db }, rowId)
  const into = await kindPath({ db }, intoId)
  if (into.some(({ id }) => id === rowId)) throw equipmentError('equipment.circle')
  await holdForRemoval(db, 'equipment_kind', rowId)
  const below = await db
    .updateTable('equipment_kind')
    .set({ parent_id: intoId, updated_at: now })
    .where('parent_id', '=', rowId)
    .returning('id')
    .execute()
  counts.kinds += below.length
  const models = await db
    .updateTable('equipment_model')
    .set({ kind_id: intoId, updated_at: now })
    .where('kind_id', '=', rowId)
    .returning('id')
    .execute()
  counts.models += models.length
  const items = await db
    .updateTable('equipment_item')
    .set((eb) => ({ kind_id: intoId, updated_at: now, version: eb('version', '+', 1) }))
    .where('kind_id', '=', rowId)
    .returning('id')
    .execute()
  counts.items += items.length
  await db.deleteFrom('equipment_kind').where('id', '=', rowId).execute()
  const kept = await kindRow({ db }, intoId)
  await expectPlace(db, { id: intoId, attributes: attributesOf(kept.attributes_json) }, kept.parent_id)
}

const merges: Readonly<Record<Directory, Merging>> = { kinds: mergeKinds, manufacturers: mergeManufacturers, models: mergeModels }

export const removeRow = command({
  route: 'DELETE /directories/:directory/:rowId',
  summary: 'Takes a row that nothing uses out of a directory.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: DirectoryRow,
  output: Removed,
  async run(work, { directory, rowId }) {
    permitIn(work, null, 'equipment.directories')
    await work.change('equipment.row_removed', { rowId, directory }, async (db) => {
      await oneAtATime(db, 'directories')
      await removals[directory](db, rowId)
    })
    return { id: rowId }
  },
})

const removals: Readonly<Record<Directory, (db: EquipmentWriter, id: string) => Promise<void>>> = {
  async kinds(db, id) {
    await kindRow({ db }, id)
    await holdForRemoval(db, 'equipment_kind', id)
    const below = await db.selectFrom('equipment_kind').select('id').where('parent_id', '=', id).limit(1).executeTakeFirst()
    const model = await db.selectFrom('equipment_model').select('id').where('kind_id', '=', id).limit(1).executeTakeFirst()
    const item = await db.selectFrom('equipment_item').select('id').where('kind_id', '=', id).limit(1).executeTakeFirst()
    if (below ?? model ?? item) throw equipmentError('equipment.in_use')
    await db.deleteFrom('equipment_kind').where('id', '=', id).execute()
  },
  async manufacturers(db, id) {
    await manufacturerRow({ db }, id)
    if (await db.selectFrom('equipment_model').select('id').where('manufacturer_id', '=', id).limit(1).executeTakeFirst())
      throw equipmentError('equipment.in_use')
    await db.deleteFrom('equipment_manufacturer').where('id', '=', id).execute()
  },
  async models(db, id) {
    await modelRow({ db }, id)
    await holdForRemoval(db, 'equipment_model', id)
    if (await db.selectFrom('equipment_item').select('id').where('model_id', '=', id).limit(1).executeTakeFirst())
      throw equipmentError('equipment.in_use')
    await db.deleteFrom('equipment_model').where('id', '=', id).execute()
  },
}
