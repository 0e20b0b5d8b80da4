import { putFieldValues } from '../../operation/field-values.ts'
import type { TicketPatch } from '../../operation/ticket-state.ts'
import type { CallContext } from '../../operation/unit-of-work.ts'
import { ERASED } from './erased.ts'
import { type TextsByTicket, withoutTexts } from './written-texts.ts'

const none: ReadonlySet<string> = new Set()

/** What the person wrote into tickets: all texts of their own requests, and of others what the history says to be theirs. */
export async function eraseInTickets(
  context: CallContext,
  personId: string,
  own: ReadonlySet<string>,
  texts: TextsByTicket,
): Promise<number> {
  const { unit } = context
  const { db } = unit
  for (const id of new Set([...own, ...texts.keys()])) {
    const row = await db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) continue
    const written = texts.get(id) ?? none
    const isOwn = own.has(id)
    const machine = unit.runtime.composition.machines.find(row.type)
    const patch: TicketPatch = {
      subject: isOwn || written.has(row.subject) ? ERASED : row.subject,
      resolution_text: row.resolution_text !== null && (isOwn || written.has(row.resolution_text)) ? ERASED : row.resolution_text,
      fields_json: fieldsWithout(row.fields_json, (name, value) => {
        if (value === personId) return true
        if (typeof value !== 'string') return false
        const kind = machine?.fields.find((field) => field.name === name)?.spec.kind
        return (kind === undefined || kind === 'string') && (isOwn || written.has(value))
      }),
    }
    await db.updateTable('ticket').set(patch).where('id', '=', id).execute()
    // Whoever holds it in this unit of work goes on with what is there now.
    unit.tickets.known(id)?.patch(patch)
    if (machine?.indexedFields.length) putFieldValues(unit, machine, { ...row, fields_json: patch.fields_json })
    unit.mark({ kind: 'ticket_changed', ticketId: id })
    if (written.size) {
      await db
        .deleteFrom('tag')
        .where('ticket_id', '=', id)
        .where('tag', 'in', [...written])
        .execute()
      await eraseInChecklists(context, id, written)
    }
  }
  return own.size
}

function fieldsWithout(fields: unknown, isGone: (name: string, value: unknown) => boolean): object {
  const given: object = typeof fields === 'object' && fields !== null ? fields : {}
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => !isGone(name, value)))
}

async function eraseInChecklists({ unit: { db } }: CallContext, ticketId: string, written: ReadonlySet<string>): Promise<void> {
  for (const { id, title_json: title } of await db
    .selectFrom('checklist')
    .select(['id', 'title_json'])
    .where('ticket_id', '=', ticketId)
    .execute()) {
    await db
      .updateTable('checklist')
      .set({ title_json: withoutTexts(title, written, ERASED) })
      .where('id', '=', id)
      .execute()
    const items = await db.selectFrom('checklist_item').select(['id', 'text_json']).where('checklist_id', '=', id).execute()
    for (const item of items)
      await db
        .updateTable('checklist_item')
        .set({ text_json: withoutTexts(item.text_json, written, ERASED) })
        .where('id', '=', item.id)
        .execute()
  }
}
