import { type Kysely, sql } from 'kysely'

type SchemaWriter = Kysely<unknown>

/** Links between tickets, merges, and messages that were split off. */
export async function links(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('ticket_link')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`kind in ('relates', 'duplicates', 'blocks', 'causes', 'parent_of', 'follow_up_of', 'split_from', 'corrects', 'verifies')`,
        ),
    )
    .addColumn('from_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('to_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    // The two ends in the order of their ids: one link of a kind for each pair, whichever way it points, and none to itself.
    .addColumn('low_id', 'uuid', (c) => c.notNull())
    .addColumn('high_id', 'uuid', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addUniqueConstraint('ticket_link_once', ['low_id', 'high_id', 'kind'])
    .addCheckConstraint(
      'ticket_link_ends',
      sql`low_id < high_id and ((from_id = low_id and to_id = high_id) or (from_id = high_id and to_id = low_id))`,
    )
    .execute()
  await db.schema.createIndex('ticket_link_from').on('ticket_link').columns(['from_id', 'kind']).execute()
  await db.schema.createIndex('ticket_link_to').on('ticket_link').columns(['to_id', 'kind']).execute()
  await merges(db)
  await splits(db)
}

async function merges(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('ticket_merge')
    // A ticket is in one place at a time.
    .addColumn('source_id', 'uuid', (c) => c.primaryKey().references('ticket.id'))
    .addColumn('target_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('root_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('source_status', 'text', (c) => c.notNull())
    .addColumn('source_category', 'text', (c) =>
      c.notNull().check(sql`source_category in ('new', 'open', 'waiting', 'resolved', 'closed')`),
    )
    .addColumn('merged_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addCheckConstraint('ticket_merge_elsewhere', sql`source_id <> target_id and source_id <> root_id`)
    .execute()
  await db.schema.createIndex('ticket_merge_root').on('ticket_merge').columns(['root_id', 'source_id']).execute()
  await db.schema.createIndex('ticket_merge_target').on('ticket_merge').columns(['target_id', 'source_id']).execute()
  await db.schema
    .createTable('merge_copy')
    .addColumn('source_id', 'uuid', (c) => c.notNull().references('ticket_merge.source_id'))
    .addColumn('ticket_id', 'uuid', (c) => c.notNull())
    .addColumn('person_id', 'uuid', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind = 'cc'`))
    .addPrimaryKeyConstraint('merge_copy_pk', ['ticket_id', 'person_id', 'kind', 'source_id'])
    // Whoever is taken out of copy by hand holds nothing by a merge any more.
    .addForeignKeyConstraint(
      'merge_copy_participant',
      ['ticket_id', 'person_id', 'kind'],
      'participant',
      ['ticket_id', 'person_id', 'kind'],
      (c) => c.onDelete('cascade'),
    )
    .execute()
  await db.schema.createIndex('merge_copy_source').on('merge_copy').column('source_id').execute()
}

async function splits(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('split_message')
    // The ticket that shows it besides the one where it stays.
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('message_id', 'uuid', (c) => c.notNull().references('message.id'))
    .addColumn('event_sequence', 'bigint', (c) => c.notNull().references('event.sequence'))
    .addPrimaryKeyConstraint('split_message_pk', ['ticket_id', 'message_id'])
    .execute()
  await db.schema.createIndex('split_message_message').on('split_message').columns(['message_id', 'ticket_id']).execute()
}
