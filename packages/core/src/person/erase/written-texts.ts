import type { UnitOfWork } from '../../operation/unit-of-work.ts'
import { itemsBy } from './own-items.ts'

/** What somebody has written on a ticket, as far as its history tells: subjects, fields, tags, reasons, items of checklists. */
export type TextsByTicket = ReadonlyMap<string, ReadonlySet<string>>

/** New values of all changes that the person made, by ticket. A value that somebody else put there is none of theirs. */
export async function textsOf({ db }: UnitOfWork, personId: string): Promise<TextsByTicket> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('change', 'change.event_id', 'event.id')
    .select(['change.subject_id', 'change.new_value'])
    .where('event.actor_kind', '=', 'person')
    .where('event.actor_id', '=', personId)
    .where('event.subject_kind', '=', 'ticket')
    .where('change.new_value', 'is not', null)
    .execute()
  const found = new Map<string, Set<string>>()
  const note = (ticketId: string, text: string): void => void found.set(ticketId, (found.get(ticketId) ?? new Set<string>()).add(text))
  for (const { subject_id, new_value } of rows) if (new_value !== null) note(subject_id, new_value)
  for (const { ticketId, texts } of await itemsBy(db, personId)) for (const text of texts) note(ticketId, text)
  return found
}

/** The same JSON with every text that is one of these taken out of it. */
export function withoutTexts(value: unknown, texts: ReadonlySet<string>, instead: string | null): unknown {
  if (typeof value === 'string') return texts.has(value) ? instead : value
  if (Array.isArray(value)) return value.map((item) => withoutTexts(item, texts, instead))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutTexts(item, texts, instead)]))
}
