import type { Migrations } from '@deskwright/core'
import { type Kysely, sql } from 'kysely'

/** The index of published texts, and what makes a deflection count once. */
export const search: Migrations[string] = async (db) => {
  await index(db)
  await words(db)
  await db.schema
    .createIndex('kb_suggestion_solved_once')
    .on('kb_suggestion')
    .column('batch_id')
    .unique()
    .where(sql<boolean>`solved_at is not null`)
    .execute()
}

async function index(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kb_search_state')
    .addColumn('id', 'text', (c) => c.primaryKey().check(sql`id = 'search'`))
    .addColumn('change_count', 'bigint', (c) => c.notNull())
    .addColumn('analysis_version', 'integer', (c) => c.notNull())
    .execute()
  await (db as Kysely<{ kb_search_state: { id: string; change_count: number; analysis_version: number } }>)
    .insertInto('kb_search_state')
    .values({ id: 'search', change_count: 0, analysis_version: 1 })
    .execute()
  await db.schema
    .createTable('kb_search_text')
    .addColumn('position', 'bigint', (c) => c.generatedAlwaysAsIdentity().primaryKey())
    .addColumn('translation_id', 'uuid', (c) => c.notNull().unique().references('kb_translation.id').onDelete('cascade'))
    .addColumn('article_id', 'uuid', (c) => c.notNull().references('kb_article.id').onDelete('cascade'))
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('version_id', 'uuid', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('kb_search_text_article').on('kb_search_text').column('article_id').execute()
  await db.schema
    .createTable('kb_search_posting')
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull().references('kb_search_text.position').onDelete('cascade'))
    .addColumn('weight', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('kb_search_posting_pk', ['token', 'position'])
    .execute()
  await db.schema.createIndex('kb_search_posting_weight').on('kb_search_posting').columns(['token', 'weight', 'position']).execute()
  await db.schema.createIndex('kb_search_posting_text').on('kb_search_posting').columns(['position', 'token']).execute()
}

async function words(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kb_search_word')
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('text_count', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('kb_search_word_pk', ['word', 'language'])
    .execute()
  await db.schema
    .createTable('kb_search_variant')
    .addColumn('variant', 'text', (c) => c.notNull())
    .addColumn('word', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('kb_search_variant_pk', ['variant', 'word'])
    .execute()
  await db.schema.createIndex('kb_search_variant_word').on('kb_search_variant').column('word').execute()
}
