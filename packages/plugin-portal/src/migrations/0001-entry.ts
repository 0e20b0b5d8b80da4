import type { Migrations } from '@deskwright/core'
import { sql } from 'kysely'

/** Ways in, and who is in. People are core's, so what goes with them is taken away by events and not by a foreign key. */
export const entry: Migrations[string] = async (db) => {
  await db.schema
    .createTable('portal_link_request')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('address_hash', 'text', (column) => column.notNull().unique())
    .addColumn('asked_at', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('window_at', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('sent_count', 'bigint', (column) => column.notNull().check(sql`sent_count >= 0`))
    .execute()
  await db.schema
    .createTable('portal_entry')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('link', 'invitation', 'ticket')`))
    .addColumn('token_hash', 'text')
    .addColumn('address_hash', 'text')
    .addColumn('person_id', 'uuid', (column) => column.notNull())
    .addColumn('company_id', 'uuid')
    .addColumn('ticket_id', 'uuid')
    .addColumn('language', 'text')
    .addColumn('created_at', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz(3)', (column) => column.notNull())
    .addCheckConstraint('portal_entry_link', sql`(kind = 'link') = (address_hash is not null)`)
    .addUniqueConstraint('portal_entry_token', ['token_hash', 'person_id'])
    .execute()
  await db.schema.createIndex('portal_entry_person').on('portal_entry').column('person_id').execute()
  await db.schema.createIndex('portal_entry_address').on('portal_entry').column('address_hash').execute()
  await db.schema.createIndex('portal_entry_ticket').on('portal_entry').column('ticket_id').execute()
  await db.schema
    .createTable('portal_session')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'uuid', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz(3)', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('portal_session_person').on('portal_session').column('person_id').execute()
}
