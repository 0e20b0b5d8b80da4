import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import type { PresentPerson } from './schemas.ts'

/** How long a word of presence counts. */
export const LOOKING_MS = 45_000
export const WRITING_MS = 20_000

interface PresenceRow {
  ticket_id: string
  person_id: string
  name: string
  looking_until_ms: number
  writing_until_ms: number
}

const presentAt = forEachKind((kind) =>
  prepared<{ list: unknown; now: number }, PresenceRow, CoreTables>((db, param) =>
    db
      .selectFrom('presence')
      .innerJoin('person', 'person.id', 'presence.person_id')
      .select(['presence.ticket_id', 'presence.person_id', 'person.name', 'presence.looking_until_ms', 'presence.writing_until_ms'])
      .where(anyOf(kind, 'presence.ticket_id', 'uuid', param('list')))
      .where('presence.looking_until_ms', '>', param('now')),
  ),
)
const present = prepared<{ now: number }, PresenceRow, CoreTables>((db, param) =>
  db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select(['presence.ticket_id', 'presence.person_id', 'person.name', 'presence.looking_until_ms', 'presence.writing_until_ms'])
    .where('presence.looking_until_ms', '>', param('now')),
)

/** Who is at these tickets, or at any; by ticket, in the order of their ids. Tickets that nobody is at are not in it. */
export async function presentPeople(tx: Tx, ticketIds?: readonly string[]): Promise<Map<string, PresentPerson[]>> {
  const now = await tx.now()
  const { rows } = await (ticketIds ? tx.run(presentAt[tx.kind], { list: listParam(tx.kind, ticketIds), now }) : tx.run(present, { now }))
  const people = new Map<string, PresentPerson[]>()
  for (const row of rows.toSorted((a, b) => (a.person_id < b.person_id ? -1 : 1))) {
    const list = people.get(row.ticket_id) ?? []
    const isWriting = row.writing_until_ms > now
    const last = list.at(-1)
    // Somebody with several windows is there once, and writes as long as one of them says so.
    if (last?.person.id !== row.person_id)
      list.push({ person: { id: row.person_id, name: row.name }, doing: isWriting ? 'writing' : 'looking' })
    else if (isWriting) list[list.length - 1] = { ...last, doing: 'writing' }
    people.set(row.ticket_id, list)
  }
  return people
}
