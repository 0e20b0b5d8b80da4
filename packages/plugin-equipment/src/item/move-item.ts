import { equipmentError } from '../errors.ts'
import { type Memory, remember } from '../history/remember.ts'
import { command } from '../kit.ts'
import type { ItemTable } from '../tables.ts'
import { type AnyWork, type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { holdNamed } from './hold-named.ts'
import { seeItem } from './item-row.ts'
import { ItemRules } from './item-rules.ts'
import { viewItem } from './item-view.ts'
import { Item, MoveItem } from './schemas.ts'

type Place = Pick<ItemTable, 'company_id' | 'object_id' | 'place' | 'contact_id'>

export const moveItem = command({
  route: 'POST /items/:itemId/move',
  summary: 'Moves an item, with what is inside it, to another place or another company.',
  permission: 'equipment.change',
  audience: 'staff',
  input: MoveItem,
  output: Item,
  async run(work, input) {
    const row = await seeItem(work, input.itemId)
    permitIn(work, row.company_id, 'equipment.change')
    expectVersion(row, input.expectedVersion)
    const to = destination(row, input)
    if (isSame(row, to)) return viewItem(work, row)
    const rules = new ItemRules(work)
    if (to.company_id !== row.company_id) await rules.company(to.company_id)
    await rules.place(to, row.object_id)
    const payload = {
      itemId: row.id,
      fromCompanyId: row.company_id,
      companyId: to.company_id,
      fromObjectId: row.object_id,
      objectId: to.object_id,
    }
    await work.change('equipment.item_moved', payload, async (db) => {
      await holdNamed(db, { object_id: to.object_id })
      // What is inside is read and moved together: no part may come or go meanwhile.
      await oneAtATime(db, 'components')
      const outer = await outerOf(db, row.id)
      if (outer !== undefined) throw equipmentError('equipment.already_inside', { since: outer.began_on })
      await moveOne(work, db, row, to)
      for (const part of await partsOf(db, row.id))
        await moveOne(work, db, part, destination(part, { companyId: to.company_id, objectId: to.object_id, place: to.place }))
    })
    return viewItem(work, await seeAfter(work, row.id))
  },
})

/** Another company: place and contact of the one that it leaves go. */
export function destination(row: ItemTable, { companyId = row.company_id, objectId, place }: Omit<MoveItem, 'itemId'>): Place {
  const stays = companyId === row.company_id
  return {
    company_id: companyId,
    object_id: objectId === undefined ? (stays ? row.object_id : null) : objectId,
    // Whoever names another object without a room has left the room.
    place: place === undefined ? (stays && objectId === undefined ? row.place : null) : place,
    contact_id: stays ? row.contact_id : null,
  }
}

const isSame = (row: ItemTable, to: Place): boolean =>
  row.company_id === to.company_id && row.object_id === to.object_id && row.place === to.place

export async function moveOne(work: AnyWork, db: EquipmentWriter, row: ItemTable, to: Place): Promise<void> {
  if (isSame(row, to)) return
  const saved = await db
    .updateTable('equipment_item')
    .set({ ...to, version: row.version + 1, updated_at: work.now })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw stale(row.version + 1)
  await remember(work, db, memoriesOf(row, to))
}

/** Each company sees its own side of the way: where it was with them, and where it is. */
function memoriesOf(row: ItemTable, to: Place): Memory[] {
  const of = { itemId: row.id }
  const from = { fromObjectId: row.object_id, fromPlace: row.place }
  const there = { objectId: to.object_id, place: to.place }
  const left =
    row.object_id === null || row.object_id === to.object_id
      ? []
      : [{ objectId: row.object_id, companyId: row.company_id, kind: 'left' as const }]
  const arrived =
    to.object_id === null || row.object_id === to.object_id
      ? []
      : [{ objectId: to.object_id, companyId: to.company_id, kind: 'arrived' as const }]
  const way: Memory[] =
    row.company_id === to.company_id
      ? [{ of, kind: 'moved', companyId: to.company_id, details: { ...from, ...there } }]
      : [
          { of, kind: 'moved', companyId: row.company_id, details: { ...from, objectId: null } },
          { of, kind: 'moved', companyId: to.company_id, details: { fromObjectId: null, ...there } },
        ]
  return [
    ...way,
    ...[...left, ...arrived].map(({ objectId, companyId, kind }) => ({ of: { objectId }, companyId, kind, details: { itemId: row.id } })),
  ]
}

const outerOf = (db: EquipmentWriter, itemId: string) =>
  db
    .selectFrom('equipment_component')
    .select(['parent_id', 'began_on'])
    .where('item_id', '=', itemId)
    .where('ended_on', 'is', null)
    .executeTakeFirst()

/** Everything inside, at every depth. */
async function partsOf(db: Pick<EquipmentWriter, 'selectFrom'>, itemId: string): Promise<ItemTable[]> {
  const found: ItemTable[] = []
  for (let level = [itemId]; level.length; ) {
    const rows = await db
      .selectFrom('equipment_component')
      .innerJoin('equipment_item', 'equipment_item.id', 'equipment_component.item_id')
      .selectAll('equipment_item')
      .where('equipment_component.parent_id', 'in', level)
      .where('equipment_component.ended_on', 'is', null)
      .execute()
    found.push(...rows)
    level = rows.map(({ id }) => id)
  }
  return found
}

async function seeAfter(work: AnyWork, itemId: string): Promise<ItemTable> {
  return work.db.selectFrom('equipment_item').selectAll().where('id', '=', itemId).executeTakeFirstOrThrow()
}
