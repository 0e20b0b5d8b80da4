import { type Kysely, sql } from 'kysely'

/** Stored files, what is to be removed from the storage, uploads under way, and the files of messages. */
export async function files(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('storage_key', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('size_bytes', 'bigint', (c) => c.notNull().check(sql`size_bytes > 0`))
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('staged_by_kind', 'text', (c) => c.notNull())
    .addColumn('staged_by', 'text', (c) => c.notNull())
    .addColumn('scan', 'text', (c) => c.notNull().check(sql`scan in ('none', 'pending', 'clean', 'quarantined')`))
    .addColumn('scan_note', 'text')
    .addColumn('scan_count', 'integer', (c) => c.notNull())
    .addColumn('scan_at', 'timestamptz(3)')
    .addColumn('holder', 'text')
    .addColumn('used_at', 'timestamptz(3)')
    .addColumn('expires_at', 'timestamptz(3)')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    // Staged until it is used, and one of the two at any time.
    .addCheckConstraint('file_staged_or_used', sql`(holder is null) = (expires_at is not null) and (holder is null) = (used_at is null)`)
    .execute()
  await db.schema
    .createIndex('file_staged')
    .on('file')
    .columns(['staged_by', 'expires_at'])
    .where('expires_at' as never, 'is not', null)
    .execute()
  await db.schema
    .createIndex('file_expiry')
    .on('file')
    .column('expires_at')
    .where('expires_at' as never, 'is not', null)
    .execute()
  await db.schema.createIndex('file_scan').on('file').columns(['scan', 'scan_at']).execute()
  await db.schema
    .createTable('file_removal')
    .addColumn('storage_key', 'text', (c) => c.primaryKey())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('file_upload')
    .addColumn('sender', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull().check(sql`slot > 0`))
    .addColumn('upload_id', 'uuid', (c) => c.notNull().unique())
    .addColumn('lease_until_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('file_upload_slot', ['sender', 'slot'])
    .execute()
  await db.schema
    .createTable('attachment')
    .addColumn('file_id', 'uuid', (c) => c.primaryKey().references('file.id'))
    .addColumn('message_id', 'uuid', (c) => c.notNull().references('message.id'))
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addUniqueConstraint('attachment_place', ['message_id', 'ordinal'])
    .execute()
  await db.schema.createIndex('attachment_ticket').on('attachment').columns(['ticket_id', 'message_id']).execute()
}
