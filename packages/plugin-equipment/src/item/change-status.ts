import { equipmentError } from '../errors.ts'
import { remember } from '../history/remember.ts'
import { command } from '../kit.ts'
import { Removed } from '../schemas.ts'
import { type EquipmentWriter, expectVersion, oneAtATime, permitIn, stale } from '../work.ts'
import { seeItem } from './item-row.ts'
import { viewItem } from './item-view.ts'
import { ChangeStatus, Item, ItemById } from './schemas.ts'
import { expectStep } from './status.ts'

export const changeStatus = command({
  route: 'POST /items/:itemId/status',
  summary: 'Takes an item on in its life: into stock, into service, into repair, into retirement.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ChangeStatus,
  output: Item,
  async run(work, { itemId, status, reason, expectedVersion }) {
    const row = await seeItem(work, itemId)
    permitIn(work, row.company_id, 'equipment.change')
    expectVersion(row, expectedVersion)
    if (row.status === status) return viewItem(work, row)
    expectStep(row.status, status)
    const next = { ...row, status, retired_at: status === 'retired' ? work.now : null, version: row.version + 1, updated_at: work.now }
    await work.change('equipment.status_changed', { itemId, from: row.status, to: status }, async (db) => {
      // Compare and set: of two at once one wins.
      const saved = await db
        .updateTable('equipment_item')
        .set({ status, retired_at: next.retired_at, version: next.version, updated_at: work.now })
        .where('id', '=', itemId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
      const of = { itemId }
      const companyId = row.company_id
      await remember(work, db, [
        { of, kind: 'status', companyId, details: { from: row.status, to: status } },
        ...(reason === undefined ? [] : [{ of, kind: 'status' as const, companyId, isInternal: true, details: { reason } }]),
      ])
    })
    return viewItem(work, next)
  },
})

export const removeItem = command({
  route: 'DELETE /items/:itemId',
  summary: 'Takes out an item that was entered by mistake and that nothing refers to.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ItemById,
  output: Removed,
  async run(work, { itemId }) {
    const row = await seeItem(work, itemId)
    permitIn(work, row.company_id, 'equipment.change')
    await work.change('equipment.item_removed', { itemId }, async (db) => {
      await oneAtATime(db, 'components')
      await oneAtATime(db, 'dependencies')
      await removeCopiedPlans(db, itemId)
      const found = [
        await db.selectFrom('equipment_ticket_item').select('item_id').where('item_id', '=', itemId).limit(1).executeTakeFirst(),
        await db
          .selectFrom('equipment_history')
          .select('id')
          .where('item_id', '=', itemId)
          .where('kind', 'in', ['ticket', 'moved'])
          .limit(1)
          .executeTakeFirst(),
        await db.selectFrom('equipment_file').select('id').where('item_id', '=', itemId).limit(1).executeTakeFirst(),
        await db
          .selectFrom('equipment_component')
          .select('id')
          .where((eb) => eb.or([eb('item_id', '=', itemId), eb('parent_id', '=', itemId)]))
          .limit(1)
          .executeTakeFirst(),
        await db
          .selectFrom('equipment_dependency')
          .select('id')
          .where((eb) => eb.or([eb('from_id', '=', itemId), eb('to_id', '=', itemId)]))
          .limit(1)
          .executeTakeFirst(),
        await db.selectFrom('equipment_plan_item').select('plan_id').where('item_id', '=', itemId).limit(1).executeTakeFirst(),
        await db.selectFrom('equipment_meter').select('id').where('item_id', '=', itemId).limit(1).executeTakeFirst(),
      ]
      if (found.some((one) => one !== undefined)) throw equipmentError('equipment.in_use')
      const gone = await db
        .deleteFrom('equipment_item')
        .where('id', '=', itemId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!gone) throw stale(row.version + 1)
    })
    return { id: itemId }
  },
})

/** What came with the model and nobody has touched goes with the item. */
async function removeCopiedPlans(db: EquipmentWriter, itemId: string): Promise<void> {
  await db
    .deleteFrom('equipment_plan')
    .where('id', 'in', (of) => of.selectFrom('equipment_plan_item').select('plan_id').where('item_id', '=', itemId))
    .where('copied_from', 'is not', null)
    .where('version', '=', 1)
    .execute()
}
