import type { Kysely } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreTables } from '../../src/tables.ts'

/** Events of a subject in the order in which they were written, with the values that stand beside them. */
export async function historyOf(desk: Desk, subjectId: string) {
  return desk['~store'].read(async (tx) => {
    const db: Kysely<CoreTables> = tx.db
    const events = await db.selectFrom('event').selectAll().where('subject_id', '=', subjectId).orderBy('sequence').execute()
    const changes = await db.selectFrom('change').selectAll().where('subject_id', '=', subjectId).orderBy('ordinal').execute()
    return events.map(({ payload_json: payload, ...event }) => ({
      ...event,
      payload,
      changes: changes
        .filter((change) => change.event_id === event.id)
        .map(({ field, old_value, new_value }) => ({ field, old_value, new_value })),
    }))
  })
}
