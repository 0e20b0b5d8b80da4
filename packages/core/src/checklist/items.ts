import { coreError } from '../error/core-errors.ts'
import { titleIn } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import type { FieldChange } from '../operation/event-log.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { STEP } from './add-checklist.ts'
import { type ItemRow, itemOf, type LockedChecklist, lockChecklist } from './checklist-row.ts'
import { AddItem, ArrangeItems, type ChecklistsContract, ChecklistView, EditItem, ItemById, MOST_ITEMS } from './contract.ts'
import { inOneLanguage, textsOf } from './texts.ts'
import { viewChecklist } from './view.ts'

const { command } = forContract<ChecklistsContract>()

export const addItem = command({
  route: 'POST /checklists/:checklistId/items',
  summary: 'Adds an item, at the end or before another.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: AddItem,
  output: ChecklistView,
  async run(work, { checklistId, text, beforeItemId }) {
    const context = contextOf(work)
    const { unit } = context
    const locked = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    if (locked.items.length >= MOST_ITEMS) throw coreError('checklist.too_many_items', { most: MOST_ITEMS })
    const before = beforeItemId === undefined ? undefined : itemOf(locked, beforeItemId)
    const id = work.newId()
    await record(context, locked, 'checklist.item_added', id, { from: null, to: text }, async () => {
      const item = { id, checklist_id: checklistId, text_json: inOneLanguage(text), done_by_kind: null, done_by: null, done_at: null }
      const last = locked.items.at(-1)?.position ?? 0
      await unit.db
        .insertInto('checklist_item')
        .values({ ...item, position: last + STEP })
        .execute()
      if (!before) return
      const ids = locked.items.map((one) => one.id)
      await place(context, ids.toSpliced(ids.indexOf(before.id), 0, id))
    })
    return viewChecklist(context, checklistId)
  },
})

export const editItem = command({
  route: 'PATCH /checklists/:checklistId/items/:itemId',
  summary: 'Rewords an item that is not done yet.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: EditItem,
  output: ChecklistView,
  async run(work, { checklistId, itemId, text }) {
    const context = contextOf(work)
    const locked = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    const item = itemOf(locked, itemId)
    if (item.done_at !== null) throw coreError('checklist.item_done')
    const from = titleIn(textsOf(item.text_json), context.actor.languages)
    if (from !== text)
      await record(context, locked, 'checklist.item_edited', itemId, { from, to: text }, () =>
        context.unit.db
          .updateTable('checklist_item')
          .set({ text_json: inOneLanguage(text) })
          .where('id', '=', itemId)
          .execute(),
      )
    return viewChecklist(context, checklistId)
  },
})

export const removeItem = command({
  route: 'DELETE /checklists/:checklistId/items/:itemId',
  summary: 'Removes an item; the history says what stood there.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: ItemById,
  output: ChecklistView,
  async run(work, { checklistId, itemId }) {
    const context = contextOf(work)
    const locked = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    const item = itemOf(locked, itemId)
    await record(context, locked, 'checklist.item_removed', itemId, { from: textOf(item), to: null }, () =>
      context.unit.db.deleteFrom('checklist_item').where('id', '=', itemId).execute(),
    )
    return viewChecklist(context, checklistId)
  },
})

export const arrangeItems = command({
  route: 'PUT /checklists/:checklistId/order',
  summary: 'Puts the items of a checklist into another order; all of them are named.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: ArrangeItems,
  output: ChecklistView,
  async run(work, { checklistId, itemIds }) {
    const context = contextOf(work)
    const { checklist, items } = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    const known = new Set(items.map(({ id }) => id))
    const isPermutation = itemIds.length === known.size && new Set(itemIds).size === known.size && itemIds.every((id) => known.has(id))
    // Somebody else has added or removed one meanwhile, or one is forgotten.
    if (!isPermutation) throw coreError('checklist.order_incomplete')
    if (items.some(({ id }, index) => id !== itemIds[index]))
      await context.unit.change(
        context,
        'checklist.arranged',
        { ticketId: checklist.ticket_id, checklistId },
        () => place(context, itemIds),
        { isInternal: !checklist.is_public },
      )
    return viewChecklist(context, checklistId)
  },
})

export const check = command({
  route: 'POST /checklists/:checklistId/items/:itemId/check',
  summary: 'Says that something is done. What is done already stays with who did it.',
  permission: 'ticket.check_item',
  audience: 'staff',
  input: ItemById,
  output: ChecklistView,
  async run(work, { checklistId, itemId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const locked = await lockChecklist(context, checklistId, 'ticket.check_item')
    const item = itemOf(locked, itemId)
    if (item.done_at === null)
      await record(context, locked, 'checklist.item_checked', itemId, { from: null, to: textOf(item) }, () =>
        unit.db
          .updateTable('checklist_item')
          .set({ done_by_kind: actor.kind, done_by: actor.id, done_at: unit.now })
          .where('id', '=', itemId)
          .execute(),
      )
    return viewChecklist(context, checklistId)
  },
})

export const uncheck = command({
  route: 'POST /checklists/:checklistId/items/:itemId/uncheck',
  summary: 'Says that something is not done after all.',
  permission: 'ticket.check_item',
  audience: 'staff',
  input: ItemById,
  output: ChecklistView,
  async run(work, { checklistId, itemId }) {
    const context = contextOf(work)
    const locked = await lockChecklist(context, checklistId, 'ticket.check_item')
    const item = itemOf(locked, itemId)
    if (item.done_at !== null)
      await record(context, locked, 'checklist.item_unchecked', itemId, { from: textOf(item), to: null }, () =>
        context.unit.db
          .updateTable('checklist_item')
          .set({ done_by_kind: null, done_by: null, done_at: null })
          .where('id', '=', itemId)
          .execute(),
      )
    return viewChecklist(context, checklistId)
  },
})

const textOf = ({ text_json }: ItemRow): string => textsOf(text_json).en

function record(
  context: CallContext,
  { checklist }: LockedChecklist,
  event: keyof ChecklistsContract['events'] & `checklist.item_${string}`,
  itemId: string,
  { from, to }: Pick<FieldChange, 'from' | 'to'>,
  write: () => Promise<unknown>,
): Promise<unknown> {
  const { is_public: isPublic, ticket_id: ticketId, id: checklistId } = checklist
  return context.unit.change(context, event, { ticketId, checklistId, itemId }, write, {
    isInternal: !isPublic,
    changes: [{ field: 'item', from, to, isPublic }],
  })
}

/** Writes down an order, with gaps. */
async function place({ unit }: CallContext, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await unit.db
      .updateTable('checklist_item')
      .set({ position: (index + 1) * STEP })
      .where('id', '=', id)
      .execute()
}
