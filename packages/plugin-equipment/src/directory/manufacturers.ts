import { equipmentError } from '../errors.ts'
import { command, query } from '../kit.ts'
import { behind, fromHex, hexOf, keyOf } from '../names.ts'
import type { ManufacturerTable } from '../tables.ts'
import { type AnyReading, differing, type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { CreateManufacturer, ListDirectory, Manufacturer, ManufacturerPage, UpdateManufacturer } from './schemas.ts'

const viewOf = ({ id, name, website, version }: ManufacturerTable): Manufacturer => ({ id, name, website, version })

export const manufacturers = query({
  route: 'GET /manufacturers',
  summary: 'Manufacturers, by name.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ListDirectory,
  output: ManufacturerPage,
  async run(work, input) {
    const page = work.page('manufacturers', input)
    let rows = work.db.selectFrom('equipment_manufacturer').selectAll().orderBy('name_key').limit(page.take)
    const key = keyOf(input.find ?? '')
    if (key.length) rows = rows.where('name_key', '>=', key).where('name_key', '<', behind(key))
    if (page.after) rows = rows.where('name_key', '>', fromHex(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ name_key }) => [hexOf(name_key)], found.map(viewOf))
  },
})

export async function manufacturerRow({ db }: Pick<AnyReading, 'db'>, manufacturerId: string): Promise<ManufacturerTable> {
  const row = await db.selectFrom('equipment_manufacturer').selectAll().where('id', '=', manufacturerId).executeTakeFirst()
  if (!row) throw equipmentError('equipment.manufacturer_not_found')
  return row
}

export const createManufacturer = command({
  route: 'POST /manufacturers',
  summary: 'Adds a manufacturer.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: CreateManufacturer,
  output: Manufacturer,
  async run(work, { name, website = null }) {
    permitIn(work, null, 'equipment.directories')
    const row: ManufacturerTable = {
      id: work.newId(),
      name,
      name_key: keyOf(name),
      website,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('equipment.manufacturer_saved', { manufacturerId: row.id }, async (db) => {
      await oneAtATime(db, 'directories')
      await expectFreeName(db, name)
      await db.insertInto('equipment_manufacturer').values(row).execute()
    })
    return viewOf(row)
  },
})

export const updateManufacturer = command({
  route: 'PATCH /manufacturers/:manufacturerId',
  summary: 'Changes a manufacturer.',
  permission: 'equipment.directories',
  audience: 'staff',
  input: UpdateManufacturer,
  output: Manufacturer,
  async run(work, { manufacturerId, expectedVersion, name, website }) {
    permitIn(work, null, 'equipment.directories')
    const row = await manufacturerRow(work, manufacturerId)
    expectVersion(row, expectedVersion)
    const changed = differing<ManufacturerTable>(row, {
      ...(name === undefined ? {} : { name }),
      ...(website === undefined ? {} : { website }),
    })
    if (!Object.keys(changed).length) return viewOf(row)
    const next: ManufacturerTable = { ...row, ...changed, version: row.version + 1, updated_at: work.now }
    await work.change('equipment.manufacturer_saved', { manufacturerId }, async (db) => {
      await oneAtATime(db, 'directories')
      await expectFreeName(db, next.name, manufacturerId)
      const saved = await db
        .updateTable('equipment_manufacturer')
        .set({ name: next.name, name_key: keyOf(next.name), website: next.website, version: next.version, updated_at: next.updated_at })
        .where('id', '=', manufacturerId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
    })
    return viewOf(next)
  },
})

async function expectFreeName(db: EquipmentWriter, name: string, but?: string): Promise<void> {
  const found = await db.selectFrom('equipment_manufacturer').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst()
  if (found && found.id !== but) throw equipmentError('equipment.name_taken', { name })
}
