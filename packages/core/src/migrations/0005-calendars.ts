import { type Kysely, sql } from 'kysely'

/** Calendars, and what finds the tickets that time moves: a look costs what is due, and not what exists. */
export async function calendars(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calendar')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('hours_json', 'jsonb', (c) => c.notNull())
    .addColumn('special_days_json', 'jsonb', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema.alterTable('ticket').addColumn('close_warned_at', 'timestamptz(3)').execute()
  await db.schema
    .createIndex('ticket_wait_due')
    .on('ticket')
    .columns(['waiting_until_at', 'number'])
    .where('waiting_mode' as never, 'is not', null)
    .execute()
  await db.schema
    .createIndex('ticket_silent')
    .on('ticket')
    .columns(['type', 'resolved_at', 'number'])
    .where(sql.ref('category'), '=', sql.lit('resolved'))
    .execute()
}
