import type { OpenItem } from '../machine/gates.ts'
import { titleIn } from '../machine/titles.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { textsOf } from './texts.ts'

/** What is still to be done on a ticket, for the gates, in the reader's language. */
export async function openItems({ db }: UnitOfWork, ticketId: string, languages: readonly string[]): Promise<readonly OpenItem[]> {
  const rows = await db
    .selectFrom('checklist_item')
    .innerJoin('checklist', 'checklist.id', 'checklist_item.checklist_id')
    .select(['checklist_item.id', 'checklist_item.checklist_id', 'checklist_item.text_json', 'checklist.is_public'])
    .where('checklist.ticket_id', '=', ticketId)
    .where('checklist_item.done_at', 'is', null)
    .orderBy('checklist.id')
    .orderBy('checklist_item.position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    checklistId: row.checklist_id,
    text: titleIn(textsOf(row.text_json), languages),
    isPublic: row.is_public,
  }))
}
