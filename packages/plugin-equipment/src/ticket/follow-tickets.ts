import type { PluginContext } from '@deskwright/core'
import type { EquipmentContract } from '../contract.ts'
import type { AnyWork } from '../work.ts'
import { takeOff } from './extension.ts'

/** What happens to tickets happens to what is kept of them here, in the same transaction. */
export function followTickets(ctx: PluginContext<EquipmentContract>): void {
  ctx.within('ticket.updated', async ({ ticketId, fields }, work) => {
    if (fields.includes('company')) await leaveOthers(work, ticketId)
  })
  ctx.within('ticket.merged', async ({ ticketId, otherId }, work) => {
    if (!(await hasEquipment(work, ticketId))) return
    await work.change('equipment.ticket_items_changed', { ticketId: otherId }, (db) =>
      db
        .insertInto('equipment_ticket_merge')
        .values({ source_id: ticketId, target_id: otherId })
        .onConflict((conflict) => conflict.column('source_id').doUpdateSet({ target_id: otherId }))
        .execute(),
    )
  })
  ctx.within('ticket.unmerged', async ({ ticketId }, work) => {
    const row = await work.db.selectFrom('equipment_ticket_merge').selectAll().where('source_id', '=', ticketId).executeTakeFirst()
    if (!row) return
    await work.change('equipment.ticket_items_changed', { ticketId: row.target_id }, (db) =>
      db.deleteFrom('equipment_ticket_merge').where('source_id', '=', ticketId).execute(),
    )
  })
}

/** A ticket that is another company's now no longer names the equipment of the one that it was of. */
async function leaveOthers(work: AnyWork, ticketId: string): Promise<void> {
  const rows = await work.db
    .selectFrom('equipment_ticket_item')
    .innerJoin('equipment_item', 'equipment_item.id', 'equipment_ticket_item.item_id')
    .select(['equipment_item.id', 'equipment_item.company_id', 'equipment_ticket_item.is_main'])
    .where('equipment_ticket_item.ticket_id', '=', ticketId)
    .orderBy('equipment_ticket_item.added_at')
    .execute()
  if (!rows.length) return
  const { company } = await work.asPlugin.tickets.get({ ticketId })
  const stays = rows.filter(({ company_id }) => company_id === null || company_id === company?.id)
  if (stays.length === rows.length) return
  const gone = rows.filter((row) => !stays.includes(row)).map(({ id }) => id)
  const next = stays.some(({ is_main }) => is_main) ? undefined : stays[0]?.id
  await work.change('equipment.ticket_items_changed', { ticketId }, async (db) => {
    await takeOff(db, ticketId, gone)
    if (next !== undefined)
      await db
        .updateTable('equipment_ticket_item')
        .set({ is_main: true })
        .where('ticket_id', '=', ticketId)
        .where('item_id', '=', next)
        .execute()
  })
}

async function hasEquipment(work: AnyWork, ticketId: string): Promise<boolean> {
  const item = await work.db
    .selectFrom('equipment_ticket_item')
    .select('item_id')
    .where('ticket_id', '=', ticketId)
    .limit(1)
    .executeTakeFirst()
  const part = await work.db
    .selectFrom('equipment_ticket_merge')
    .select('source_id')
    .where('target_id', '=', ticketId)
    .limit(1)
    .executeTakeFirst()
  return item !== undefined || part !== undefined
}
