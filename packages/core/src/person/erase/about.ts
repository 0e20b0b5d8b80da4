import { type SelectQueryBuilder, sql } from 'kysely'
import type { CoreDb } from '../../operation/runtime.ts'
import type { CoreTables } from '../../tables.ts'

/** Events in which the person stands without being their subject: a position in a company, a role and why it was given. */
export const eventsAbout = (db: CoreDb, personId: string): SelectQueryBuilder<CoreTables, 'event', { id: string }> =>
  db
    .selectFrom('event')
    .select('id')
    .where('subject_kind', '<>', 'ticket')
    .where(sql<boolean>`cast(${sql.ref('event.payload_json')} as text) like ${`%${personId}%`}`)
