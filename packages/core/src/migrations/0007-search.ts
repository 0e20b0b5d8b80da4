import { type Kysely, SqliteAdapter, sql } from 'kysely'
import { sqlitePrefix } from '../store/compile/table-names.ts'

type SchemaWriter = Kysely<unknown>

/**
 * The inverted index. Its tokens are ours, so the databases only keep lists of numbers: on SQLite FTS5 without positions and without the
 * text (new tickets wait beside it until there are enough of them), on PostgreSQL an array of their numbers under GIN.
 */
export async function search(db: SchemaWriter): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const posting = db.schema.createTable('search_posting').addColumn('position', 'bigint', (c) => c.primaryKey())
  await (isSqlite
    ? posting.addColumn('head', 'text', (c) => c.notNull())
    : posting.addColumn('tokens', sql`bigint[]`, (c) => c.notNull())
  ).execute()
  if (isSqlite) {
    await db.schema
      .createTable('search_pending')
      .addColumn('position', 'bigint', (c) => c.primaryKey().references('search_posting.position').onDelete('cascade'))
      .addColumn('words', 'text', (c) => c.notNull())
      .execute()
    await sql`create virtual table ${sql.raw(`"${sqlitePrefix}search_token"`)} using fts5(tokens, content='', columnsize=0, detail=none, tokenize="ascii tokenchars '+#_'")`.execute(
      db,
    )
  } else await db.schema.createIndex('search_posting_token').on('search_posting').using('gin').column('tokens').execute()
  await db.schema
    .createTable('search_document')
    .addColumn('position', 'bigint', (c) => c.generatedAlwaysAsIdentity().primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ref_id', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('public_text', 'text')
    .addColumn('internal_text', 'text')
    .addColumn('scope', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addUniqueConstraint('search_document_once', ['kind', 'ref_id'])
    .execute()
}
