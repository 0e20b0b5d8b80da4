import type { TicketFacts } from '@deskwright/core'
import { dayOf } from '../days.ts'
import { equipmentError } from '../errors.ts'
import { type Memory, remember } from '../history/remember.ts'
import type { HistoryDetails } from '../history/schemas.ts'
import { seeItem, seenItems } from '../item/item-row.ts'
import { verdictOn, warrantyEnd } from '../item/warranty.ts'
import { ticketExtension } from '../kit.ts'
import { affectedBy } from '../relation/affected.ts'
import { limits } from '../schemas.ts'
import type { ItemTable } from '../tables.ts'
import type { AnyReading, AnyWork, EquipmentWriter } from '../work.ts'
import { mergedInto } from './merged.ts'
import { EquipmentOnTicket, EquipmentOnTicketInput, type TicketItem } from './schemas.ts'

/** `ticket.ext.equipment`: 0 to 50 items, one of them the main one. */
export const onTicket = ticketExtension({
  input: EquipmentOnTicketInput,
  view: EquipmentOnTicket,
  audience: { itemIds: 'both', mainItemId: 'both', items: 'both', affected: 'staff' },
  load,
  save,
})

async function load(work: AnyReading, ticketIds: readonly string[]): Promise<ReadonlyMap<string, EquipmentOnTicket>> {
  // What is part of a ticket shows its equipment there, too.
  const roots = await mergedInto(work, ticketIds)
  const rows = ticketIds.length
    ? await work.db
        .selectFrom('equipment_ticket_item')
        .innerJoin('equipment_item', 'equipment_item.id', 'equipment_ticket_item.item_id')
        .select([
          'equipment_ticket_item.ticket_id',
          'equipment_ticket_item.is_main',
          'equipment_ticket_item.warranty',
          'equipment_ticket_item.warranty_until',
          'equipment_ticket_item.verdict_on',
          'equipment_item.id',
          'equipment_item.inventory_number',
          'equipment_item.name',
          'equipment_item.status',
        ])
        .where('equipment_ticket_item.ticket_id', 'in', [...roots.keys()])
        .where((eb) => eb.or([...seenItems(work)]))
        .orderBy('equipment_ticket_item.added_at')
        .orderBy('equipment_item.id')
        .execute()
    : []
  const found = new Map<string, Map<string, TicketItem>>(ticketIds.map((id) => [id, new Map()]))
  // Its own first: of a merged ticket comes what it does not name itself, and the main one stays its own.
  for (const isOwn of [true, false])
    for (const row of rows)
      for (const ticketId of roots.get(row.ticket_id) ?? []) {
        const items = found.get(ticketId)
        if (!items || (row.ticket_id === ticketId) !== isOwn || items.has(row.id)) continue
        items.set(row.id, {
          id: row.id,
          inventoryNumber: row.inventory_number,
          name: row.name,
          status: row.status,
          isMain: isOwn && row.is_main,
          warranty: { verdict: row.warranty, until: row.warranty_until, on: row.verdict_on },
          ticketId: row.ticket_id,
        })
      }
  const views = [...found].map(([ticketId, items]) => ({ ticketId, items: [...items.values()] }))
  const isStaff = work.actor.capacity.acting === 'staff'
  const affected = isStaff
    ? await affectedBy(
        work,
        views.map(({ items }) => items.map(({ id }) => id)),
      )
    : []
  return new Map(views.map(({ ticketId, items }, index) => [ticketId, { items, ...(isStaff ? { affected: affected[index] ?? [] } : {}) }]))
}

/** In the transaction of create or update, with the ticket's row locked. */
async function save(work: AnyWork, ticket: TicketFacts, { itemIds, mainItemId }: EquipmentOnTicketInput): Promise<void> {
  if (itemIds === undefined && mainItemId === undefined) return
  const before = await work.db
    .selectFrom('equipment_ticket_item')
    .select(['item_id', 'is_main'])
    .where('ticket_id', '=', ticket.id)
    .execute()
  const visible = before.length
    ? await seenOf(
        work,
        before.map(({ item_id }) => item_id),
      )
    : new Set<string>()
  // What the caller does not see they neither take away nor count.
  const kept = before.flatMap(({ item_id }) => (visible.has(item_id) ? [] : [item_id]))
  const wanted = [...new Set([...(itemIds ?? [...visible]), ...kept])]
  if (wanted.length > limits.itemsOnTicket) throw equipmentError('equipment.too_many_items', { limit: limits.itemsOnTicket })
  const known = new Set(before.map(({ item_id }) => item_id))
  const added: ItemTable[] = []
  for (const id of wanted) if (!known.has(id)) added.push(await expectFitting(work, ticket, await seeItem(work, id)))
  const removed = [...known].filter((id) => !wanted.includes(id))
  const oldMain = before.find(({ is_main }) => is_main)?.item_id
  if (mainItemId !== undefined && !(itemIds ?? [...visible]).includes(mainItemId)) throw equipmentError('equipment.main_not_on_ticket')
  const main = mainItemId ?? (oldMain !== undefined && wanted.includes(oldMain) ? oldMain : wanted[0])
  if (!added.length && !removed.length && main === oldMain) return
  await work.change('equipment.ticket_items_changed', { ticketId: ticket.id }, async (db) => {
    await takeOff(db, ticket.id, removed)
    await db.updateTable('equipment_ticket_item').set({ is_main: false }).where('ticket_id', '=', ticket.id).execute()
    await putOn(work, db, ticket, added)
    if (main !== undefined)
      await db
        .updateTable('equipment_ticket_item')
        .set({ is_main: true })
        .where('ticket_id', '=', ticket.id)
        .where('item_id', '=', main)
        .execute()
  })
}

async function seenOf(work: AnyReading, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await work.db
    .selectFrom('equipment_item')
    .select('id')
    .where('id', 'in', [...ids])
    .where((eb) => eb.or([...seenItems(work)]))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Of the ticket's company, or ours; and not retired, except by right. */
async function expectFitting(work: AnyReading, { companyId }: TicketFacts, item: ItemTable): Promise<ItemTable> {
  if (item.company_id !== null && item.company_id !== companyId) throw equipmentError('equipment.other_company')
  if (
    item.status === 'retired' &&
    !work.holds('equipment.use_retired', item.company_id === null ? 'anywhere' : { company: item.company_id })
  )
    throw equipmentError('equipment.retired_on_ticket', { number: item.inventory_number })
  return item
}

async function putOn(work: AnyWork, db: EquipmentWriter, ticket: TicketFacts, added: readonly ItemTable[]): Promise<void> {
  if (!added.length) return
  const modelIds = added.flatMap(({ model_id }) => model_id ?? [])
  const models = modelIds.length
    ? await db.selectFrom('equipment_model').select(['id', 'warranty_months']).where('id', 'in', modelIds).execute()
    : []
  const months = new Map(models.map(({ id, warranty_months }) => [id, warranty_months]))
  const day = dayOf(ticket.createdAt)
  const rows = added.map((item) => {
    const end = warrantyEnd({ ...item, warranty_months: (item.model_id === null ? null : months.get(item.model_id)) ?? null })
    return {
      ticket_id: ticket.id,
      item_id: item.id,
      ticket_number: ticket.number,
      is_main: false,
      warranty: verdictOn(day, end),
      warranty_until: end,
      verdict_on: day,
      added_at: work.now,
      added_by: work.actor.id,
    }
  })
  await db.insertInto('equipment_ticket_item').values(rows).execute()
  const { id, number, createdAt } = ticket
  await remember(
    work,
    db,
    added.flatMap((item) => memoriesOf(item, { id, number, createdAt })),
  )
}

/** Also of the place: whoever comes there wants to know what was the matter with what stands there. */
function memoriesOf({ id, company_id: companyId, object_id: objectId }: ItemTable, ticket: Memory['ticket'] & object): Memory[] {
  const memory = { kind: 'ticket', companyId, ticket } as const
  const own: Memory = { ...memory, of: { itemId: id } }
  return objectId === null ? [own] : [own, { ...memory, of: { objectId }, details: { itemId: id } }]
}

export async function takeOff(db: EquipmentWriter, ticketId: string, itemIds: readonly string[]): Promise<void> {
  if (!itemIds.length) return
  await db
    .deleteFrom('equipment_ticket_item')
    .where('ticket_id', '=', ticketId)
    .where('item_id', 'in', [...itemIds])
    .execute()
  await db
    .deleteFrom('equipment_history')
    .where('ticket_id', '=', ticketId)
    .where('item_id', 'in', [...itemIds])
    .execute()
  const atPlaces = await db
    .selectFrom('equipment_history')
    .select(['id', 'details_json'])
    .where('ticket_id', '=', ticketId)
    .where('object_id', 'is not', null)
    .execute()
  const gone = atPlaces.filter(({ details_json }) => itemIds.includes((details_json as HistoryDetails).itemId ?? ''))
  if (!gone.length) return
  await db
    .deleteFrom('equipment_history')
    .where(
      'id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute()
}
