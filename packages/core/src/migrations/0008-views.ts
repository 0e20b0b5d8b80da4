import { type Kysely, sql } from 'kysely'

type SchemaWriter = Kysely<unknown>

/** Saved views, what lists and their counts walk, and bulk commands. */
export async function views(db: SchemaWriter): Promise<void> {
  await savedViews(db)
  await indexes(db)
  await bulk(db)
}

async function savedViews(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('saved_view')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.unique())
    .addColumn('acting', 'text', (c) => c.notNull().check(sql`acting in ('staff', 'customer')`))
    .addColumn('shared', 'text', (c) => c.notNull().check(sql`shared in ('nobody', 'team', 'desk')`))
    .addColumn('person_id', 'uuid', (c) => c.references('person.id'))
    .addColumn('team_id', 'uuid', (c) => c.references('team.id'))
    .addColumn('titles_json', 'jsonb', (c) => c.notNull())
    .addColumn('filter_json', 'jsonb', (c) => c.notNull())
    .addColumn('sort', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('columns_json', 'jsonb', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    // Whose it is says with whom it is shared, and the other way round.
    .addCheckConstraint('saved_view_person', sql`(shared = 'nobody') = (person_id is not null)`)
    .addCheckConstraint('saved_view_team', sql`(shared = 'team') = (team_id is not null)`)
    .execute()
  await db.schema.createIndex('saved_view_person').on('saved_view').column('person_id').execute()
  await db.schema.createIndex('saved_view_shared').on('saved_view').columns(['shared', 'team_id']).execute()
  await db.schema
    .createTable('saved_view_place')
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('view_id', 'uuid', (c) => c.notNull().references('saved_view.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('saved_view_place_pk', ['person_id', 'view_id'])
    .execute()
  await db.schema.createIndex('saved_view_place_view').on('saved_view_place').column('view_id').execute()
}

/** What a desk looks at all day, for each team: tickets that nobody has, those whose customer has no answer, and those that wait. All are few, so they cost little to keep. */
async function indexes(db: SchemaWriter): Promise<void> {
  await db.schema
    .createIndex('ticket_unassigned')
    .on('ticket')
    .columns(['team_id', 'is_open', 'number'])
    .where('assignee_id' as never, 'is', null)
    .execute()
  await db.schema
    .createIndex('ticket_unanswered')
    .on('ticket')
    .columns(['team_id', 'is_open', 'number'])
    .where('unanswered_since_at' as never, 'is not', null)
    .execute()
  await db.schema
    .createIndex('ticket_waiting')
    .on('ticket')
    .columns(['team_id', 'is_open', 'number'])
    .where('category' as never, '=', sql.lit('waiting'))
    .execute()
}

async function bulk(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('bulk')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('caller_json', 'jsonb', (c) => c.notNull())
    .addColumn('acting', 'text', (c) => c.notNull().check(sql`acting in ('staff', 'customer')`))
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('input_json', 'jsonb', (c) => c.notNull())
    .addColumn('is_atomic', 'boolean', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('running', 'done', 'cancelled')`))
    .addColumn('item_count', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('finished_at', 'timestamptz(3)')
    .execute()
  await db.schema.createIndex('bulk_actor').on('bulk').columns(['actor', 'id']).execute()
  await db.schema.createIndex('bulk_age').on('bulk').column('created_at').execute()
  await db.schema
    .createTable('bulk_item')
    .addColumn('bulk_id', 'uuid', (c) => c.notNull().references('bulk.id').onDelete('cascade'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    // No reference: what somebody names need not exist.
    .addColumn('ticket_id', 'uuid', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting', 'ok', 'failed')`))
    .addColumn('version', 'integer')
    .addColumn('code', 'text')
    .addColumn('message', 'text')
    .addColumn('details_json', 'jsonb')
    .addPrimaryKeyConstraint('bulk_item_pk', ['bulk_id', 'ordinal'])
    .execute()
}
