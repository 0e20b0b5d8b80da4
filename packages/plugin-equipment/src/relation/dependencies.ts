import { equipmentError } from '../errors.ts'
import { remember } from '../history/remember.ts'
import { seeItem, seenItems } from '../item/item-row.ts'
import { ItemById } from '../item/schemas.ts'
import { command, query } from '../kit.ts'
import { Removed } from '../schemas.ts'
import type { DependencyKind, ItemTable } from '../tables.ts'
import { type EquipmentWriter, oneAtATime, permitIn } from '../work.ts'
import { affectedBy } from './affected.ts'
import { Affected, Depend, Dependencies, Dependency, DependencyById } from './schemas.ts'

type Named = Pick<ItemTable, 'id' | 'inventory_number' | 'name'>
const nameOf = ({ id, inventory_number, name }: Named) => ({ id, inventoryNumber: inventory_number, name })

export const dependencies = query({
  route: 'GET /items/:itemId/dependencies',
  summary: 'What an item depends on, and what depends on it.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ItemById,
  output: Dependencies,
  async run(work, { itemId }) {
    await seeItem(work, itemId)
    const rows = await work.db
      .selectFrom('equipment_dependency')
      .selectAll()
      .where((eb) => eb.or([eb('from_id', '=', itemId), eb('to_id', '=', itemId)]))
      .orderBy('id')
      .limit(1000)
      .execute()
    const ids = [...new Set(rows.flatMap(({ from_id, to_id }) => [from_id, to_id]))]
    const items = ids.length
      ? await work.db
          .selectFrom('equipment_item')
          .select(['id', 'inventory_number', 'name'])
          .where('id', 'in', ids)
          .where((eb) => eb.or([...seenItems(work)]))
          .execute()
      : []
    const names = new Map(items.map((row) => [row.id, nameOf(row)]))
    // A reader who may not see the other end sees nothing of the connection.
    return {
      items: rows.flatMap(({ id, kind, from_id, to_id }) => {
        const [from, to] = [names.get(from_id), names.get(to_id)]
        return from && to ? [{ id, kind, from, to }] : []
      }),
    }
  },
})

export const addDependency = command({
  route: 'POST /items/:itemId/dependencies',
  summary: 'Says that an item runs on another one, is connected to it, or is needed by it.',
  permission: 'equipment.change',
  audience: 'staff',
  input: Depend,
  output: Dependency,
  async run(work, { itemId, kind, otherId }) {
    const [from, to] = [await seeItem(work, itemId), await seeItem(work, otherId)]
    for (const { company_id } of [from, to]) permitIn(work, company_id, 'equipment.change')
    if (itemId === otherId) throw equipmentError('equipment.circle')
    // Ours may carry anybody's, and one company's never another's.
    if (from.company_id !== null && to.company_id !== null && from.company_id !== to.company_id)
      throw equipmentError('equipment.other_company')
    const id = work.newId()
    await work.change('equipment.dependency_added', { itemId, otherId, kind }, async (db) => {
      await oneAtATime(db, 'dependencies')
      await expectNew(db, kind, itemId, otherId)
      await db.insertInto('equipment_dependency').values({ id, kind, from_id: itemId, to_id: otherId, created_at: work.now }).execute()
      await remember(work, db, [
        { of: { itemId }, kind: 'dependency_added', companyId: from.company_id, isInternal: true, details: { kind, toId: otherId } },
        {
          of: { itemId: otherId },
          kind: 'dependency_added',
          companyId: to.company_id,
          isInternal: true,
          details: { kind, fromId: itemId },
        },
      ])
    })
    return { id, kind, from: nameOf(from), to: nameOf(to) }
  },
})

/** Under the lock of dependencies: of two that would close a circle the second one sees the first. */
async function expectNew(db: EquipmentWriter, kind: DependencyKind, fromId: string, toId: string): Promise<void> {
  const same = await db
    .selectFrom('equipment_dependency')
    .select('id')
    .where('kind', '=', kind)
    .where('from_id', '=', fromId)
    .where('to_id', '=', toId)
    .executeTakeFirst()
  if (same) throw equipmentError('equipment.dependency_exists')
  const seen = new Set([toId])
  for (let level = [toId]; level.length; ) {
    const rows = await db
      .selectFrom('equipment_dependency')
      .select('to_id')
      .where('kind', '=', kind)
      .where('from_id', 'in', level)
      .execute()
    level = rows.map(({ to_id }) => to_id).filter((id) => !seen.has(id))
    for (const id of level) seen.add(id)
  }
  if (seen.has(fromId)) throw equipmentError('equipment.circle')
}

export const removeDependency = command({
  route: 'DELETE /items/:itemId/dependencies/:dependencyId',
  summary: 'Takes a dependency away, from either end.',
  permission: 'equipment.change',
  audience: 'staff',
  input: DependencyById,
  output: Removed,
  async run(work, { itemId, dependencyId }) {
    await seeItem(work, itemId)
    const row = await work.db
      .selectFrom('equipment_dependency')
      .selectAll()
      .where('id', '=', dependencyId)
      .where((eb) => eb.or([eb('from_id', '=', itemId), eb('to_id', '=', itemId)]))
      .executeTakeFirst()
    if (!row) throw equipmentError('equipment.dependency_not_found')
    const ends = [await seeItem(work, row.from_id), await seeItem(work, row.to_id)]
    for (const { company_id } of ends) permitIn(work, company_id, 'equipment.change')
    await work.change('equipment.dependency_removed', { itemId: row.from_id, otherId: row.to_id, kind: row.kind }, async (db) => {
      const gone = await db.deleteFrom('equipment_dependency').where('id', '=', dependencyId).returning('id').executeTakeFirst()
      if (!gone) throw equipmentError('equipment.dependency_not_found')
      const { kind, from_id: fromId, to_id: toId } = row
      await remember(
        work,
        db,
        ends.map(({ id, company_id: companyId }) => ({
          of: { itemId: id },
          kind: 'dependency_removed',
          companyId,
          isInternal: true,
          details: { kind, fromId, toId },
        })),
      )
    })
    return { id: dependencyId }
  },
})

export const affected = query({
  route: 'GET /items/:itemId/affected',
  summary: 'What no longer works when an item does not, nearest first.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ItemById,
  output: Affected,
  async run(work, { itemId }) {
    await seeItem(work, itemId)
    const [items = []] = await affectedBy(work, [[itemId]])
    return { items }
  },
})
