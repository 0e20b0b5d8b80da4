import { type Kysely, sql } from 'kysely'

type SchemaWriter = Kysely<unknown>

/** What brings committed events to `after` handlers, and the embedded queue of jobs. */
export async function delivery(db: SchemaWriter): Promise<void> {
  await handlers(db)
  await jobs(db)
}

async function handlers(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('handler')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('events_json', 'jsonb', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint', (c) => c.notNull())
    .addColumn('crash_count', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('delivery')
    .addColumn('handler', 'text', (c) => c.notNull().references('handler.name'))
    .addColumn('event_position', 'bigint', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('done', 'retry', 'dead')`))
    .addColumn('attempt_count', 'bigint', (c) => c.notNull())
    .addColumn('due_ms', 'bigint', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint', (c) => c.notNull())
    .addColumn('error', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .addPrimaryKeyConstraint('delivery_pk', ['handler', 'event_position'])
    .execute()
  await db.schema.createIndex('delivery_due').on('delivery').columns(['state', 'handler', 'due_ms']).execute()
  // The chain of causes is walked from event to event by id.
  await db.schema.createIndex('event_id').unique().on('event').column('id').execute()
}

async function jobs(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('job')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('input_json', 'jsonb', (c) => c.notNull())
    .addColumn('dedupe_key', 'text')
    .addColumn('cause_id', 'uuid')
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting', 'started', 'dead')`))
    .addColumn('attempt_count', 'bigint', (c) => c.notNull())
    .addColumn('due_ms', 'bigint', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint', (c) => c.notNull())
    .addColumn('error', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('job_due')
    .on('job')
    .columns(['name', 'due_ms'])
    .where('state' as never, '!=', sql.lit('dead'))
    .execute()
  await db.schema
    .createIndex('job_waiting_once')
    .unique()
    .on('job')
    .columns(['name', 'dedupe_key'])
    .where('state' as never, '=', sql.lit('waiting'))
    .execute()
  await db.schema
    .createTable('job_schedule')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('anchor_ms', 'bigint', (c) => c.notNull())
    .addColumn('interval_ms', 'bigint', (c) => c.notNull())
    .addColumn('next_due_ms', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
}
