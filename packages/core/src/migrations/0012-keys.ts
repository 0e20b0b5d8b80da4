import type { Kysely } from 'kysely'

/** Keys of services, of which only a digest is stored, and how much of somebody's minute is used up. */
export async function keys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_key')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('prefix', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_by', 'uuid')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz(3)')
    .addColumn('revoked_at', 'timestamptz(3)')
    .addColumn('last_used_at', 'timestamptz(3)')
    .execute()
  await db.schema
    .createTable('rate_limit')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('window_ms', 'bigint', (c) => c.notNull())
    .addColumn('taken_count', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('rate_limit_window').on('rate_limit').column('window_ms').execute()
  await db.schema.createIndex('api_key_person').on('api_key').columns(['person_id', 'id']).execute()
}
