import { calendarFaults } from '@deskwright/core'
import { equipmentError } from '../errors.ts'
import { remember } from '../history/remember.ts'
import { holdForRemoval } from '../item/hold-named.ts'
import { command } from '../kit.ts'
import { keyOf } from '../names.ts'
import { limits, Removed } from '../schemas.ts'
import type { ObjectTable } from '../tables.ts'
import { type AnyWork, differing, type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { objectPath, objectsInside, seeObject, viewObjects } from './object-row.ts'
import { CreateObject, ObjectById, type OpeningHours, ServiceObject, UpdateObject } from './schemas.ts'

type Contacts = readonly { readonly personId: string; readonly role?: string }[]

export const createObject = command({
  route: 'POST /objects',
  summary: 'Adds a place of a company.',
  permission: 'equipment.change',
  audience: 'staff',
  input: CreateObject,
  output: ServiceObject,
  async run(work, { companyId, parentId = null, name, address = null, hours, contacts = [], accessNotes = null }) {
    await work.company(companyId)
    permitIn(work, companyId, 'equipment.change')
    expectHours(hours)
    await expectPeople(work, contacts)
    const row: ObjectTable = {
      id: work.newId(),
      company_id: companyId,
      parent_id: parentId,
      parent_key: parentId ?? companyId,
      name,
      name_key: keyOf(name),
      address,
      hours_json: hours ?? null,
      access_notes: accessNotes,
      is_active: true,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('equipment.object_saved', { objectId: row.id, companyId }, async (db) => {
      await oneAtATime(db, 'objects')
      await expectPlace(work, db, row)
      await db.insertInto('equipment_object').values(row).execute()
      await writeContacts(db, row.id, contacts)
      await remember(work, db, [{ of: { objectId: row.id }, kind: 'added', companyId }])
    })
    return only(await viewObjects(work, [row]))
  },
})

export const updateObject = command({
  route: 'PATCH /objects/:objectId',
  summary: 'Changes a place.',
  permission: 'equipment.change',
  audience: 'staff',
  input: UpdateObject,
  output: ServiceObject,
  async run(work, { objectId, expectedVersion, contacts, ...input }) {
    const row = await seeObject(work, objectId)
    permitIn(work, row.company_id, 'equipment.change')
    expectVersion(row, expectedVersion)
    expectHours(input.hours ?? undefined)
    if (contacts) await expectPeople(work, contacts)
    const changed = differing<ObjectTable>(row, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.parentId === undefined ? {} : { parent_id: input.parentId }),
      ...(input.address === undefined ? {} : { address: input.address }),
      ...(input.hours === undefined ? {} : { hours_json: input.hours }),
      ...(input.accessNotes === undefined ? {} : { access_notes: input.accessNotes }),
      ...(input.isActive === undefined ? {} : { is_active: input.isActive }),
    })
    if (!Object.keys(changed).length && !contacts) return only(await viewObjects(work, [row]))
    const next: ObjectTable = { ...row, ...changed, version: row.version + 1, updated_at: work.now }
    next.parent_key = next.parent_id ?? next.company_id
    next.name_key = keyOf(next.name)
    await work.change('equipment.object_saved', { objectId, companyId: row.company_id }, async (db) => {
      await oneAtATime(db, 'objects')
      if (changed.name !== undefined || changed.parent_id !== undefined) await expectPlace(work, db, next)
      const { id: _id, company_id: _company, created_at: _at, ...columns } = next
      const saved = await db
        .updateTable('equipment_object')
        .set(columns)
        .where('id', '=', objectId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
      if (contacts) {
        await db.deleteFrom('equipment_object_contact').where('object_id', '=', objectId).execute()
        await writeContacts(db, objectId, contacts)
      }
      const fields = [...Object.keys(changed), ...(contacts ? ['contacts'] : [])].map((field) => objectFields[field] ?? field)
      // That the way in has changed is nothing to customers: they never see it.
      const shown = fields.filter((field) => field !== 'accessNotes')
      await remember(work, db, [
        {
          of: { objectId },
          kind: 'changed',
          companyId: row.company_id,
          isInternal: !shown.length,
          details: { fields: shown.length ? shown : fields },
        },
      ])
    })
    return only(await viewObjects(work, [next]))
  },
})

const objectFields: Readonly<Record<string, string>> = {
  parent_id: 'parentId',
  hours_json: 'hours',
  access_notes: 'accessNotes',
  is_active: 'isActive',
}

export const removeObject = command({
  route: 'DELETE /objects/:objectId',
  summary: 'Takes out a place where nothing ever was.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ObjectById,
  output: Removed,
  async run(work, { objectId }) {
    const { company_id: companyId } = await seeObject(work, objectId)
    permitIn(work, companyId, 'equipment.change')
    await work.change('equipment.object_removed', { objectId, companyId }, async (db) => {
      await oneAtATime(db, 'objects')
      await holdForRemoval(db, 'equipment_object', objectId)
      const inside = await db.selectFrom('equipment_object').select('id').where('parent_id', '=', objectId).limit(1).executeTakeFirst()
      const item = await db.selectFrom('equipment_item').select('id').where('object_id', '=', objectId).limit(1).executeTakeFirst()
      const past = await db
        .selectFrom('equipment_history')
        .select('id')
        .where('object_id', '=', objectId)
        .where('kind', 'in', ['arrived', 'left'])
        .limit(1)
        .executeTakeFirst()
      if (inside ?? item ?? past) throw equipmentError('equipment.in_use')
      await db.deleteFrom('equipment_object').where('id', '=', objectId).execute()
    })
    return { id: objectId }
  },
})

function expectHours(hours: OpeningHours | undefined): void {
  if (!hours) return
  const { timeZone = 'UTC', ...week } = hours
  const given = Object.fromEntries(Object.entries(week).filter(([, windows]) => windows.length > 0))
  if (!Object.keys(given).length) return
  const faults = calendarFaults({ title: 'hours', timeZone, hours: given })
  if (faults.length)
    throw equipmentError('equipment.hours_invalid', {
      faults: faults
        .map(({ pointer, message }) => `${pointer} ${message}`)
        .join(', ')
        .slice(0, 500),
    })
}

async function expectPeople(work: AnyWork, contacts: Contacts): Promise<void> {
  for (const { personId } of contacts) await work.person(personId)
}

/** Inside a place of the same company, not inside itself, not too deep, and with a name that is free there. */
async function expectPlace(
  work: AnyWork,
  db: EquipmentWriter,
  { id, company_id, parent_id, parent_key, name, name_key }: ObjectTable,
): Promise<void> {
  if (parent_id !== null) {
    const parent = await seeObject(work, parent_id)
    if (parent.company_id !== company_id) throw equipmentError('equipment.other_company')
    const path = await objectPath({ db }, parent_id)
    if (path.some((above) => above.id === id)) throw equipmentError('equipment.circle')
    if (path.length + (await depthOf(db, id)) > limits.treeDepth) throw equipmentError('equipment.too_deep', { limit: limits.treeDepth })
  }
  const same = await db
    .selectFrom('equipment_object')
    .select('id')
    .where('parent_key', '=', parent_key)
    .where('name_key', '=', name_key)
    .executeTakeFirst()
  if (same && same.id !== id) throw equipmentError('equipment.name_taken', { name })
}

/** Levels from a place to the deepest one inside it; 1 where there is none. */
async function depthOf(db: EquipmentWriter, id: string): Promise<number> {
  const own = (await objectPath({ db }, id)).length
  let deepest = Math.max(1, own)
  for (const inside of await objectsInside({ db }, id)) deepest = Math.max(deepest, (await objectPath({ db }, inside)).length)
  return deepest - Math.max(1, own) + 1
}

async function writeContacts(db: EquipmentWriter, objectId: string, contacts: Contacts): Promise<void> {
  const first = new Map(contacts.map((contact) => [contact.personId, contact]))
  const rows = [...first.values()].map(({ personId, role = null }, position) => ({
    object_id: objectId,
    person_id: personId,
    role,
    position,
  }))
  if (rows.length) await db.insertInto('equipment_object_contact').values(rows).execute()
}

function only<T>([view]: readonly T[]): T {
  if (view === undefined) throw new TypeError('a row without a view')
  return view
}
