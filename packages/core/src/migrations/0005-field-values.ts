import { type Kysely, sql } from 'kysely'

/** Values of the custom fields that lists are filtered and sorted by, placed beside their ticket's team so that each team's walk has its own index. */
export async function fieldValues(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('field_value')
    .addColumn('ticket_number', 'integer', (c) => c.notNull().references('ticket.number').onDelete('cascade'))
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('key', 'bytea', (c) => c.notNull())
    .addColumn('team_id', 'uuid', (c) => c.notNull())
    .addColumn('is_open', 'boolean', (c) => c.notNull())
    .addPrimaryKeyConstraint('field_value_pk', ['ticket_number', 'field'])
    .execute()
  await db.schema
    .createIndex('field_value_team')
    .on('field_value')
    .columns(['team_id', 'is_open', 'field', 'key', 'ticket_number'])
    .execute()
  await db.schema
    .createTable('field_index')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('declared', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('building', 'ready', 'leaving')`))
    .addColumn('done_count', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('field_index_pk', ['type', 'field'])
    .execute()
}
