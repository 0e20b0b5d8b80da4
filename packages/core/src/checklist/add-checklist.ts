import type { Titles } from '../machine/ticket-type.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { expectNotClosed } from './checklist-row.ts'

/** Items lie this far apart, so that one fits between two. */
export const STEP = 1000

export interface NewChecklist {
  readonly titles: Titles
  readonly items: readonly Titles[]
  readonly isPublic: boolean
  /** What it was copied from, for the history; nothing refers back to it. */
  readonly templateId: string | null
}

/** Puts a checklist onto a ticket that the actor may write checklists on. Inside a unit of work; returns the checklist's id. */
export async function addChecklist(context: CallContext, ticket: TicketState, list: NewChecklist): Promise<string> {
  const { unit } = context
  expectNotClosed(ticket)
  const id = unit.runtime.newId()
  const items = list.items.map((text_json, index) => ({
    id: unit.runtime.newId(),
    checklist_id: id,
    position: (index + 1) * STEP,
    text_json,
    done_by_kind: null,
    done_by: null,
    done_at: null,
  }))
  await unit.change(
    { ...context, owner: 'core' },
    'checklist.added',
    { ticketId: ticket.row.id, checklistId: id, templateId: list.templateId },
    async () => {
      await unit.db
        .insertInto('checklist')
        .values({ id, ticket_id: ticket.row.id, title_json: list.titles, is_public: list.isPublic, created_at: unit.now })
        .execute()
      if (items.length) await unit.db.insertInto('checklist_item').values(items).execute()
    },
    { isInternal: !list.isPublic, changes: [{ field: 'checklist', from: null, to: list.titles.en, isPublic: list.isPublic }] },
  )
  return id
}
