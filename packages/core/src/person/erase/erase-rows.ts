import { sql } from 'kysely'
import type { CallContext } from '../../operation/unit-of-work.ts'
import { eventsAbout } from './about.ts'
import { ERASED } from './erased.ts'
import { isTheirs, ownRows } from './own-rows.ts'
import { type TextsByTicket, withoutTexts } from './written-texts.ts'

/** Rows that are about nobody but the person go; in those that others need, nothing of theirs stays. */
export async function eraseRows({ unit }: CallContext, personId: string, own: ReadonlySet<string>, texts: TextsByTicket): Promise<void> {
  const { db, now } = unit
  const told = db.selectFrom('notification').select('id').where('person_id', '=', personId)
  const deliveries = db.selectFrom('notification_delivery').select('id').where('person_id', '=', personId)
  await db.deleteFrom('notification_item').where('notification_id', 'in', told).execute()
  await db.deleteFrom('notification_item').where('delivery_id', 'in', deliveries).execute()
  for (const rows of ownRows) {
    const { table, fate } = rows
    if (fate === 'gone') await sql`delete from ${sql.table(table)} where ${isTheirs(rows, personId)}`.execute(db)
    if (typeof fate === 'string') continue
    for (const column of fate)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${ERASED}
        where ${sql.ref(column)} is not null and ${isTheirs(rows, personId)}`.execute(db)
  }
  await eraseAsked(unit, own, texts)
  await eraseStaged(unit, personId, now)
  await eraseHistory(unit, personId, own, texts)
}

/** What was asked about requests of theirs is a copy of what stood in them. Its hash stays: it proves that what was voted on is what was shown, and tells nothing. */
async function eraseAsked({ db }: CallContext['unit'], own: ReadonlySet<string>, texts: TextsByTicket): Promise<void> {
  for (const ticketId of new Set([...own, ...texts.keys()])) {
    const asked = await db.selectFrom('approval').select(['id', 'content_json']).where('ticket_id', '=', ticketId).execute()
    for (const { id, content_json } of asked)
      await db
        .updateTable('approval')
        .set({ content_json: own.has(ticketId) ? {} : withoutTexts(content_json, texts.get(ticketId) ?? new Set(), ERASED) })
        .where('id', '=', id)
        .execute()
  }
}
async function eraseStaged({ db }: CallContext['unit'], personId: string, now: string): Promise<void> {
  const staged = await db
    .deleteFrom('file')
    .where('staged_by_kind', '=', 'person')
    .where('staged_by', '=', personId)
    .where('holder', 'is', null)
    .returning('storage_key')
    .execute()
  if (staged.length)
    await db
      .insertInto('file_removal')
      .values(staged.map(({ storage_key }) => ({ storage_key, created_at: now })))
      .execute()
}

const CHUNK = 500

/** That something changed stays in the history, with who did it as an id of nobody; from what to what goes. */
async function eraseHistory({ db }: CallContext['unit'], personId: string, own: ReadonlySet<string>, texts: TextsByTicket): Promise<void> {
  const nothing = { old_value: null, new_value: null }
  const theirs = db.selectFrom('event').select('id').where('actor_kind', '=', 'person').where('actor_id', '=', personId)
  await db.updateTable('change').set(nothing).where('event_id', 'in', theirs).execute()
  await db.updateTable('change').set(nothing).where('event_id', 'in', eventsAbout(db, personId)).execute()
  const subjects = [personId, ...own]
  for (let start = 0; start < subjects.length; start += CHUNK)
    await db
      .updateTable('change')
      .set(nothing)
      .where('subject_id', 'in', subjects.slice(start, start + CHUNK))
      .execute()
  // Who replaced a text of theirs has put down what it was before.
  for (const [ticketId, written] of texts)
    await db
      .updateTable('change')
      .set({ old_value: null })
      .where('subject_id', '=', ticketId)
      .where('old_value', 'in', [...written])
      .execute()
}
