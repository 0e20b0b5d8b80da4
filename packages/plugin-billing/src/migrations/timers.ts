import type { Kysely } from 'kysely'

export async function timers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('billing_timer')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().unique())
    .addColumn('ticket_id', 'uuid', (c) => c.notNull())
    .addColumn('work_kind_id', 'uuid', (c) => c.notNull().references('billing_work_kind.id'))
    .addColumn('started_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('note', 'text')
    .execute()
  await db.schema.createIndex('billing_timer_ticket').on('billing_timer').column('ticket_id').execute()
}
