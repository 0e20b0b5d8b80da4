import type { CoreDb } from '../../operation/runtime.ts'

/** A line of a checklist that somebody wrote in making the list: the history has the title of a new list, and not its lines. */
export interface OwnItem {
  readonly id: string
  readonly ticketId: string
  readonly texts: readonly string[]
}

const byOthers = ['checklist.item_added', 'checklist.item_edited']

/** Lines of lists that the person made; not of those copied from a template, and none that somebody else has added or reworded. */
export async function itemsBy(db: CoreDb, personId: string): Promise<readonly OwnItem[]> {
  const made = await db
    .selectFrom('event')
    .select(['subject_id', 'payload_json'])
    .where('name', '=', 'checklist.added')
    .where('actor_kind', '=', 'person')
    .where('actor_id', '=', personId)
    .execute()
  const items: OwnItem[] = []
  for (const { subject_id: ticketId, payload_json: payload } of made) {
    const checklistId = keyOf(payload, 'checklistId')
    if (checklistId === undefined || keyOf(payload, 'templateId') !== undefined) continue
    const others = await db
      .selectFrom('event')
      .select(['payload_json', 'actor_kind', 'actor_id'])
      .where('subject_kind', '=', 'ticket')
      .where('subject_id', '=', ticketId)
      .where('name', 'in', byOthers)
      .execute()
    const theirs = new Set(
      others.flatMap((event) =>
        event.actor_kind === 'person' && event.actor_id === personId ? [] : [keyOf(event.payload_json, 'itemId')],
      ),
    )
    for (const { id, text_json } of await db
      .selectFrom('checklist_item')
      .select(['id', 'text_json'])
      .where('checklist_id', '=', checklistId)
      .execute())
      if (!theirs.has(id)) items.push({ id, ticketId, texts: stringsOf(text_json) })
  }
  return items
}

function keyOf(payload: unknown, key: string): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const value: unknown = Object.entries(payload).find(([name]) => name === key)?.[1]
  return typeof value === 'string' ? value : undefined
}

const stringsOf = (texts: unknown): readonly string[] =>
  typeof texts === 'object' && texts !== null ? Object.values(texts).filter((value): value is string => typeof value === 'string') : []
