import type { Migrations } from '@deskwright/core'
import { sql } from 'kysely'

/** Source id → our id. */
export const records: Migrations[string] = async (db) => {
  await db.schema
    .createTable('imports_record')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('company', 'person', 'ticket', 'message')`))
    .addColumn('source_id', 'text', (c) => c.notNull())
    .addColumn('target_id', 'uuid')
    .addColumn('target_version', 'integer')
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .addPrimaryKeyConstraint('imports_record_pk', ['source', 'kind', 'source_id'])
    .execute()
  await db.schema.createIndex('imports_record_target').on('imports_record').column('target_id').execute()
}
