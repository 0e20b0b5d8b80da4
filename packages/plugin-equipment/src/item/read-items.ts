import { kindsBelow } from '../directory/attributes.ts'
import { equipmentError } from '../errors.ts'
import { historyOf } from '../history/read.ts'
import { HistoryPage, ItemHistory } from '../history/schemas.ts'
import { query } from '../kit.ts'
import { behind, keyOf } from '../names.ts'
import { objectsInside, seeObject } from '../object/object-row.ts'
import { seeItem, seenItems } from './item-row.ts'
import { viewItem, viewItems } from './item-view.ts'
import { Item, ItemById, ItemPage, ListItems, ScanLabel } from './schemas.ts'

export const items = query({
  route: 'GET /items',
  summary: 'Equipment that the caller may see, newest first.',
  permission: 'equipment.see',
  audience: 'both',
  input: ListItems,
  output: ItemPage,
  async run(work, input) {
    const page = work.page('items', input)
    // Whoever asks for a company or a place that they may not know of gets the answer for one that there is not.
    if (input.companyId !== undefined) await work.company(input.companyId)
    if (input.objectId !== undefined) await seeObject(work, input.objectId)
    let rows = work.db
      .selectFrom('equipment_item')
      .selectAll()
      .where((eb) => eb.or([...seenItems(work)]))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (input.objectId !== undefined) rows = rows.where('object_id', 'in', await objectsInside(work, input.objectId))
    if (input.kindId !== undefined) rows = rows.where('kind_id', 'in', await kindsBelow(work, input.kindId))
    if (input.modelId !== undefined) rows = rows.where('model_id', '=', input.modelId)
    if (input.contactId !== undefined) rows = rows.where('contact_id', '=', input.contactId)
    if (input.status !== undefined) rows = rows.where('status', '=', input.status)
    else if (input.withRetired !== true) rows = rows.where('status', '<>', 'retired')
    if (input.forTicketId !== undefined) {
      const { companyId } = (await work.ticket(input.forTicketId, 'ticket.read')).ticket
      rows = rows.where((eb) => eb.or([eb('company_id', 'is', null), ...(companyId === null ? [] : [eb('company_id', '=', companyId)])]))
    }
    const key = keyOf(input.find ?? '')
    if (key.length) {
      const next = behind(key)
      rows = rows.where((eb) =>
        eb.or(
          (['inventory_key', 'serial_key', 'name_key'] as const).map((column) => eb.and([eb(column, '>=', key), eb(column, '<', next)])),
        ),
      )
    }
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], await viewItems(work, found.slice(0, page.limit)))
  },
})

export const item = query({
  route: 'GET /items/:itemId',
  summary: 'An item of equipment.',
  permission: 'equipment.see',
  audience: 'both',
  input: ItemById,
  output: Item,
  async run(work, { itemId }) {
    return viewItem(work, await seeItem(work, itemId))
  },
})

export const scan = query({
  route: 'GET /labels/:label',
  summary: 'The item that a label is stuck on.',
  permission: 'equipment.see',
  audience: 'both',
  input: ScanLabel,
  output: Item,
  async run(work, { label }) {
    const row = await work.db
      .selectFrom('equipment_item')
      .selectAll()
      .where('label', '=', label.toUpperCase())
      .where((eb) => eb.or([...seenItems(work)]))
      .executeTakeFirst()
    if (!row) throw equipmentError('equipment.item_not_found')
    return viewItem(work, row)
  },
})

export const itemHistory = query({
  route: 'GET /items/:itemId/history',
  summary: 'Everything with an item: tickets, moves, changes, parts; newest first.',
  permission: 'equipment.see',
  audience: 'both',
  input: ItemHistory,
  output: HistoryPage,
  async run(work, input) {
    // Whether the item is seen is asked together with its entries; of a page without any, alone.
    const page = await historyOf(work, 'item_id', [input.itemId], input)
    if (!page.items.length) await seeItem(work, input.itemId)
    return page
  },
})
