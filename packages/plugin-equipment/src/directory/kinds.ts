import { equipmentError } from '../errors.ts'
import { command, query } from '../kit.ts'
import { behind, fromHex, hexOf, keyOf } from '../names.ts'
import { limits } from '../schemas.ts'
import type { KindTable } from '../tables.ts'
import { type AnyReading, differing, type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { attributesOf, definitionFaults, kindPath, kindsBelow, schemaOf } from './attributes.ts'
import { type Attribute, CreateKind, Kind, KindById, KindPage, KindWithSchema, ListDirectory, UpdateKind } from './schemas.ts'

const viewOf = ({ id, parent_id, name, attributes_json, version }: KindTable): Kind => ({
  id,
  parentId: parent_id,
  name,
  attributes: [...attributesOf(attributes_json)],
  version,
})

export const kinds = query({
  route: 'GET /kinds',
  summary: 'Kinds of equipment, by name.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ListDirectory,
  output: KindPage,
  async run(work, input) {
    const page = work.page('kinds', input)
    let rows = work.db.selectFrom('equipment_kind').selectAll().orderBy('name_key').limit(page.take)
    if (input.find !== undefined) {
      const key = keyOf(input.find)
      if (key.length) rows = rows.where('name_key', '>=', key).where('name_key', '<', behind(key))
    }
    if (page.after) rows = rows.where('name_key', '>', fromHex(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ name_key }) => [hexOf(name_key)], found.map(viewOf))
  },
})

export const kind = query({
  route: 'GET /kinds/:kindId',
  summary: 'A kind with every attribute that its items have.',
  permission: 'equipment.see',
  audience: 'staff',
  input: KindById,
  output: KindWithSchema,
  async run(work, { kindId }) {
    const row = await kindRow(work, kindId)
    const path = await kindPath(work, kindId)
    return { ...viewOf(row), schema: [...schemaOf(path)], path: path.map(({ name }) => name) }
  },
})

export async function kindRow({ db }: Pick<AnyReading, 'db'>, kindId: string): Promise<KindTable> {
  const row = await db.selectFrom('equipment_kind').selectAll().where('id', '=', kindId).executeTakeFirst()
  if (!row) throw equipmentError('equipment.kind_not_found')
  return row
}

export const createKind = command({
  route: 'POST /kinds',
  summary: 'Adds a kind of equipment.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: CreateKind,
  output: Kind,
  async run(work, { name, parentId = null, attributes = [] }) {
    permitIn(work, null, 'equipment.directories')
    expectDefinitions(attributes)
    const id = work.newId()
    const row: KindTable = {
      id,
      parent_id: parentId,
      name,
      name_key: keyOf(name),
      attributes_json: attributes,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('equipment.kind_saved', { kindId: id }, async (db) => {
      await oneAtATime(db, 'directories')
      await expectFreeName(db, name)
      if (parentId !== null) await expectParent(db, { id, attributes }, parentId)
      await db.insertInto('equipment_kind').values(row).execute()
    })
    return viewOf(row)
  },
})

export const updateKind = command({
  route: 'PATCH /kinds/:kindId',
  summary: 'Changes name, place in the tree or attributes of a kind.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: UpdateKind,
  output: Kind,
  async run(work, { kindId, expectedVersion, name, parentId, attributes }) {
    permitIn(work, null, 'equipment.directories')
    const row = await kindRow(work, kindId)
    expectVersion(row, expectedVersion)
    if (attributes) expectDefinitions(attributes)
    const changed = differing<KindTable>(row, {
      ...(name === undefined ? {} : { name }),
      ...(parentId === undefined ? {} : { parent_id: parentId }),
      ...(attributes === undefined ? {} : { attributes_json: attributes }),
    })
    if (!Object.keys(changed).length) return viewOf(row)
    const next: KindTable = { ...row, ...changed, version: row.version + 1, updated_at: work.now }
    await work.change('equipment.kind_saved', { kindId }, async (db) => {
      await oneAtATime(db, 'directories')
      if (changed.name !== undefined) await expectFreeName(db, changed.name, kindId)
      if (changed.parent_id !== undefined || changed.attributes_json !== undefined)
        await expectPlace(db, { id: kindId, attributes: attributesOf(next.attributes_json) }, next.parent_id)
      const saved = await db
        .updateTable('equipment_kind')
        .set({
          name: next.name,
          name_key: keyOf(next.name),
          parent_id: next.parent_id,
          attributes_json: next.attributes_json,
          version: next.version,
          updated_at: next.updated_at,
        })
        .where('id', '=', kindId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
    })
    return viewOf(next)
  },
})

function expectDefinitions(attributes: readonly Attribute[]): void {
  const faults = definitionFaults(attributes)
  if (faults.length) throw equipmentError('equipment.attributes_invalid', { faults: faults.join(', ') })
}

async function expectFreeName(db: EquipmentWriter, name: string, but?: string): Promise<void> {
  const found = await db.selectFrom('equipment_kind').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst()
  if (found && found.id !== but) throw equipmentError('equipment.name_taken', { name })
}

interface Placed {
  readonly id: string
  readonly attributes: readonly Attribute[]
}

/** Above it there is no such attribute, and neither itself; and it is not too deep. */
async function expectParent(db: EquipmentWriter, { id, attributes }: Placed, parentId: string): Promise<void> {
  const path = await kindPath({ db }, parentId)
  if (path.some((above) => above.id === id)) throw equipmentError('equipment.circle')
  if (path.length >= limits.treeDepth) throw equipmentError('equipment.too_deep', { limit: limits.treeDepth })
  const keys = new Set(attributes.map(({ key }) => key))
  const clash = schemaOf(path).find(({ key }) => keys.has(key))
  if (clash) throw equipmentError('equipment.attributes_clash', { key: clash.key })
}

/** The same for a kind that has others below it: an attribute has one meaning from the top to the bottom. */
export async function expectPlace(db: EquipmentWriter, placed: Placed, parentId: string | null): Promise<void> {
  const above = parentId === null ? [] : await kindPath({ db }, parentId)
  if (parentId !== null) await expectParent(db, placed, parentId)
  const below = (await kindsBelow({ db }, placed.id)).filter((id) => id !== placed.id)
  const taken = new Set([...schemaOf(above), ...placed.attributes].map(({ key }) => key))
  for (const id of below) {
    const row = await kindRow({ db }, id)
    const clash = attributesOf(row.attributes_json).find(({ key }) => taken.has(key))
    if (clash) throw equipmentError('equipment.attributes_clash', { key: clash.key })
    const depth = (await kindPath({ db }, id)).length - (await kindPath({ db }, placed.id)).length
    if (above.length + 1 + depth > limits.treeDepth) throw equipmentError('equipment.too_deep', { limit: limits.treeDepth })
  }
}
