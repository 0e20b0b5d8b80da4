import { dayOf } from '../days.ts'
import { equipmentError } from '../errors.ts'
import { remember } from '../history/remember.ts'
import { seeItem, seenItems } from '../item/item-row.ts'
import { destination, moveOne } from '../item/move-item.ts'
import { command, query } from '../kit.ts'
import { limits } from '../schemas.ts'
import type { ItemTable } from '../tables.ts'
import { type AnyReading, type AnyWork, type EquipmentWriter, oneAtATime, permitIn } from '../work.ts'
import { type Part, Parts, PartsOn, PutPart, ReplacePart } from './schemas.ts'

export const parts = query({
  route: 'GET /items/:itemId/parts',
  summary: 'What is inside an item, and what it is inside of, on a day.',
  permission: 'equipment.see',
  audience: 'both',
  input: PartsOn,
  output: Parts,
  async run(work, { itemId, on = dayOf(work.now) }) {
    await seeItem(work, itemId)
    return partsOn(work, itemId, on)
  },
})

/** Inside from the first day on, and no longer on the last. */
async function partsOn(work: AnyReading, itemId: string, on: string): Promise<Parts> {
  const rowsOf = (own: 'parent_id' | 'item_id', other: 'item_id' | 'parent_id') =>
    work.db
      .selectFrom('equipment_component')
      .innerJoin('equipment_item', 'equipment_item.id', `equipment_component.${other}`)
      .select([
        'equipment_item.id',
        'equipment_item.inventory_number',
        'equipment_item.name',
        'equipment_component.began_on',
        'equipment_component.ended_on',
      ])
      .where(`equipment_component.${own}`, '=', itemId)
      .where('equipment_component.began_on', '<=', on)
      .where((eb) => eb.or([eb('equipment_component.ended_on', 'is', null), eb('equipment_component.ended_on', '>', on)]))
      .where((eb) => eb.or([...seenItems(work)]))
      .orderBy('equipment_component.began_on')
      .orderBy('equipment_item.id')
      .limit(1000)
      .execute()
  const [outer] = (await rowsOf('item_id', 'parent_id')).map(viewOf)
  return { inside: outer ?? null, items: (await rowsOf('parent_id', 'item_id')).map(viewOf) }
}

interface Row {
  readonly id: string
  readonly inventory_number: string
  readonly name: string
  readonly began_on: string
  readonly ended_on: string | null
}
const viewOf = ({ id, inventory_number, name, began_on, ended_on }: Row): Part => ({
  id,
  inventoryNumber: inventory_number,
  name,
  since: began_on,
  until: ended_on,
})

export const putPart = command({
  route: 'POST /items/:itemId/parts',
  summary: 'Puts an item into another one.',
  permission: 'equipment.change',
  audience: 'staff',
  input: PutPart,
  output: Parts,
  async run(work, { itemId, partId, on = dayOf(work.now) }) {
    expectPast(work, on)
    const [parent, part] = [await changeable(work, itemId), await changeable(work, partId)]
    await work.change('equipment.part_put', { itemId, partId, beganOn: on }, async (db) => {
      await oneAtATime(db, 'components')
      await put(work, db, parent, part, on)
    })
    return partsOn(work, itemId, dayOf(work.now))
  },
})

export const takeOutPart = command({
  route: 'POST /items/:itemId/parts/:partId/take-out',
  summary: 'Takes a part out of an item.',
  permission: 'equipment.change',
  audience: 'staff',
  input: PutPart,
  output: Parts,
  async run(work, { itemId, partId, on = dayOf(work.now) }) {
    expectPast(work, on)
    const [parent, part] = [await changeable(work, itemId), await changeable(work, partId)]
    await work.change('equipment.part_taken_out', { itemId, partId, endedOn: on }, async (db) => {
      await oneAtATime(db, 'components')
      await takeOut(work, db, parent, part, on)
    })
    return partsOn(work, itemId, dayOf(work.now))
  },
})

export const replacePart = command({
  route: 'POST /items/:itemId/parts/:partId/replace',
  summary: 'Takes a part out and puts another one in, on the same day.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ReplacePart,
  output: Parts,
  async run(work, { itemId, partId, withId, on = dayOf(work.now) }) {
    expectPast(work, on)
    const [parent, part, other] = [await changeable(work, itemId), await changeable(work, partId), await changeable(work, withId)]
    await work.change('equipment.part_taken_out', { itemId, partId, endedOn: on }, async (db) => {
      await oneAtATime(db, 'components')
      await takeOut(work, db, parent, part, on)
    })
    await work.change('equipment.part_put', { itemId, partId: withId, beganOn: on }, (db) => put(work, db, parent, other, on))
    return partsOn(work, itemId, dayOf(work.now))
  },
})

/** What is inside is so from a day that has come. */
function expectPast(work: AnyWork, on: string): void {
  const today = dayOf(work.now)
  if (on > today) throw equipmentError('equipment.dates_order', { from: on, until: today })
}

async function changeable(work: AnyWork, itemId: string): Promise<ItemTable> {
  const row = await seeItem(work, itemId)
  permitIn(work, row.company_id, 'equipment.change')
  return row
}

async function put(work: AnyWork, db: EquipmentWriter, parent: ItemTable, part: ItemTable, on: string): Promise<void> {
  if (part.company_id !== parent.company_id) throw equipmentError('equipment.other_company')
  if (part.status === 'retired' || parent.status === 'retired') throw equipmentError('equipment.retired')
  const rows = await db.selectFrom('equipment_component').select(['began_on', 'ended_on']).where('item_id', '=', part.id).execute()
  const open = rows.find(({ ended_on }) => ended_on === null)
  if (open) throw equipmentError('equipment.already_inside', { since: open.began_on })
  const last = rows
    .flatMap(({ ended_on }) => ended_on ?? [])
    .sort()
    .at(-1)
  if (last !== undefined && on < last) throw equipmentError('equipment.component_order', { until: last })
  await expectNoCircle(db, parent.id, part.id)
  await db
    .insertInto('equipment_component')
    .values({ id: work.newId(), item_id: part.id, parent_id: parent.id, began_on: on, ended_on: null })
    .execute()
  // A part is where the whole is.
  const { company_id: companyId, object_id: objectId, place } = parent
  await moveOne(work, db, part, destination(part, { companyId, objectId, place }))
  await remember(work, db, [
    { of: { itemId: part.id }, kind: 'placed', companyId, details: { itemId: parent.id, on } },
    { of: { itemId: parent.id }, kind: 'part_added', companyId, details: { itemId: part.id, on } },
  ])
}

/** Under the lock of components: nobody puts the outer one into the inner one meanwhile. */
async function expectNoCircle(db: EquipmentWriter, parentId: string, partId: string): Promise<void> {
  let depth = 1
  for (let next: string | undefined = parentId; next !== undefined; depth += 1) {
    if (next === partId) throw equipmentError('equipment.circle')
    if (depth >= limits.treeDepth) throw equipmentError('equipment.too_deep', { limit: limits.treeDepth })
    const outer: { parent_id: string } | undefined = await db
      .selectFrom('equipment_component')
      .select('parent_id')
      .where('item_id', '=', next)
      .where('ended_on', 'is', null)
      .executeTakeFirst()
    next = outer?.parent_id
  }
}

async function takeOut(work: AnyWork, db: EquipmentWriter, parent: ItemTable, part: ItemTable, on: string): Promise<void> {
  const open = await db
    .selectFrom('equipment_component')
    .select(['id', 'began_on'])
    .where('item_id', '=', part.id)
    .where('parent_id', '=', parent.id)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  if (!open) throw equipmentError('equipment.component_not_found')
  if (on < open.began_on) throw equipmentError('equipment.dates_order', { from: open.began_on, until: on })
  await db.updateTable('equipment_component').set({ ended_on: on }).where('id', '=', open.id).execute()
  const { company_id: companyId } = parent
  await remember(work, db, [
    { of: { itemId: part.id }, kind: 'taken_out', companyId, details: { itemId: parent.id, on } },
    { of: { itemId: parent.id }, kind: 'part_removed', companyId, details: { itemId: part.id, on } },
  ])
}
