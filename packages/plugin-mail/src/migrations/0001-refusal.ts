import type { Migrations } from '@deskwright/core'

/** One refused address for each person. */
export const refusal: Migrations[string] = async (db) => {
  await db.schema
    .createTable('mail_refusal')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('person_id', 'uuid', (column) => column.notNull().unique())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('code', 'integer', (column) => column.notNull())
    .addColumn('refused_at', 'timestamptz(3)', (column) => column.notNull())
    .execute()
}
