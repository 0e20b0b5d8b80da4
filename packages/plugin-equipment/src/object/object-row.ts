import { equipmentError } from '../errors.ts'
import type { ObjectTable } from '../tables.ts'
import type { AnyReading } from '../work.ts'
import type { OpeningHours, ServiceObject } from './schemas.ts'

/** Rows that the caller may see. */
export const seenObjects = (work: AnyReading) => work.scope.companies('equipment_object.company_id', 'equipment.see')

/** A place that the caller may see; any other one answers as if it did not exist. Throws `equipment.object_not_found`. */
export async function seeObject(work: AnyReading, objectId: string): Promise<ObjectTable> {
  const row = await work.db
    .selectFrom('equipment_object')
    .selectAll()
    .where('id', '=', objectId)
    .where(seenObjects(work))
    .executeTakeFirst()
  if (!row) throw equipmentError('equipment.object_not_found')
  return row
}

/** With the contacts of all of them in one query. */
export async function viewObjects(work: AnyReading, rows: readonly ObjectTable[]): Promise<ServiceObject[]> {
  if (!rows.length) return []
  const ids = rows.map(({ id }) => id)
  const contacts = await work.db
    .selectFrom('equipment_object_contact')
    .selectAll()
    .where('object_id', 'in', ids)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    companyId: row.company_id,
    parentId: row.parent_id,
    name: row.name,
    address: row.address,
    hours: row.hours_json as OpeningHours | null,
    contacts: contacts.filter(({ object_id }) => object_id === row.id).map(({ person_id, role }) => ({ personId: person_id, role })),
    accessNotes: row.access_notes,
    isActive: row.is_active,
    version: row.version,
  }))
}

/** Names from the top down, with ids. */
export async function objectPath({ db }: Pick<AnyReading, 'db'>, objectId: string): Promise<readonly { id: string; name: string }[]> {
  const path: { id: string; name: string }[] = []
  for (let next: string | null = objectId; next !== null; ) {
    const row: { id: string; name: string; parent_id: string | null } | undefined = await db
      .selectFrom('equipment_object')
      .select(['id', 'name', 'parent_id'])
      .where('id', '=', next)
      .executeTakeFirst()
    if (!row) break
    path.unshift({ id: row.id, name: row.name })
    next = row.parent_id
  }
  return path
}

/** A place and all inside it. */
export async function objectsInside({ db }: Pick<AnyReading, 'db'>, objectId: string): Promise<readonly string[]> {
  const found = new Set([objectId])
  for (let level = [objectId]; level.length; ) {
    const rows = await db.selectFrom('equipment_object').select('id').where('parent_id', 'in', level).execute()
    level = rows.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found]
}
