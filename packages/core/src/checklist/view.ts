import { titleIn } from '../machine/titles.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { namedAuthors } from '../ticket/author-names.ts'
import { type ChecklistRow, type ItemRow, itemsOf } from './checklist-row.ts'
import type { ChecklistView } from './contract.ts'
import { textsOf } from './texts.ts'

/** Read again after what this unit of work changed. */
export async function viewChecklist(context: CallContext, checklistId: string): Promise<ChecklistView> {
  const rows = await context.unit.db.selectFrom('checklist').selectAll().where('id', '=', checklistId).execute()
  const [view] = await viewChecklists(context, rows)
  if (!view) throw new TypeError('there is no such checklist')
  return view
}

export async function checklistsOfTicket(context: CallContext, ticketId: string): Promise<ChecklistView[]> {
  let rows = context.unit.db.selectFrom('checklist').selectAll().where('ticket_id', '=', ticketId)
  if (context.actor.capacity.acting === 'customer') rows = rows.where('is_public', '=', true)
  return viewChecklists(context, await rows.orderBy('id').execute())
}

async function viewChecklists(context: CallContext, rows: readonly ChecklistRow[]): Promise<ChecklistView[]> {
  if (!rows.length) return []
  const items = await itemsOf(
    context.unit,
    rows.map(({ id }) => id),
  )
  const named = await namedAuthors(
    context,
    items.flatMap(({ done_by_kind: kind, done_by: id }) => (kind !== null && id !== null ? [{ kind, id }] : [])),
  )
  const { languages } = context.actor
  const viewItem = ({ id, text_json, done_by_kind: kind, done_by, done_at }: ItemRow) => ({
    id,
    text: titleIn(textsOf(text_json), languages),
    isDone: done_at !== null,
    doneBy: kind !== null && done_by !== null ? { ...named({ kind, id: done_by }) } : null,
    doneAt: done_at,
  })
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    title: titleIn(textsOf(row.title_json), languages),
    audience: row.is_public ? 'both' : 'staff',
    items: items.filter(({ checklist_id }) => checklist_id === row.id).map(viewItem),
    createdAt: row.created_at,
  }))
}
