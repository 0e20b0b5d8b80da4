import { type Kysely, sql } from 'kysely'

type SchemaWriter = Kysely<unknown>

/** Macros, and the catalogue of ready-made requests with every version that something was asked by. */
export async function catalogue(db: SchemaWriter): Promise<void> {
  await macros(db)
  await entries(db)
}

async function macros(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('macro')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('shared', 'text', (c) => c.notNull().check(sql`shared in ('nobody', 'team', 'desk')`))
    .addColumn('person_id', 'uuid', (c) => c.references('person.id'))
    .addColumn('team_id', 'uuid', (c) => c.references('team.id'))
    .addColumn('titles_json', 'jsonb', (c) => c.notNull())
    .addColumn('actions_json', 'jsonb', (c) => c.notNull())
    .addColumn('is_active', 'boolean', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    // Whose it is says with whom it is shared, and the other way round.
    .addCheckConstraint('macro_person', sql`(shared = 'nobody') = (person_id is not null)`)
    .addCheckConstraint('macro_team', sql`(shared = 'team') = (team_id is not null)`)
    .execute()
  await db.schema.createIndex('macro_person').on('macro').column('person_id').execute()
  await db.schema.createIndex('macro_team').on('macro').column('team_id').execute()
}

async function entries(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('catalogue_entry')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('audience', 'text', (c) => c.notNull().check(sql`audience in ('staff', 'both', 'companies')`))
    .addColumn('is_active', 'boolean', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version >= 1`))
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('catalogue_company')
    .addColumn('entry_id', 'uuid', (c) => c.notNull().references('catalogue_entry.id').onDelete('cascade'))
    .addColumn('company_id', 'uuid', (c) => c.notNull().references('company.id'))
    .addPrimaryKeyConstraint('catalogue_company_pk', ['entry_id', 'company_id'])
    .execute()
  await db.schema.createIndex('catalogue_company_company').on('catalogue_company').column('company_id').execute()
  // Never changed: what was asked by a version can be read for as long as the ticket.
  await db.schema
    .createTable('catalogue_version')
    .addColumn('entry_id', 'uuid', (c) => c.notNull().references('catalogue_entry.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('content_json', 'jsonb', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addPrimaryKeyConstraint('catalogue_version_pk', ['entry_id', 'version'])
    .execute()
  await db.schema
    .createTable('catalogue_request')
    .addColumn('ticket_id', 'uuid', (c) => c.primaryKey().references('ticket.id'))
    .addColumn('entry_id', 'uuid', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addForeignKeyConstraint('catalogue_request_version', ['entry_id', 'version'], 'catalogue_version', ['entry_id', 'version'])
    .execute()
  await db.schema.createIndex('catalogue_request_entry').on('catalogue_request').columns(['entry_id', 'version']).execute()
}
