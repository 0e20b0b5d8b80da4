import type { Migrations } from '@deskwright/core'
import { type Kysely, sql } from 'kysely'

/** Further lists of teams of which each must let a reader in; most articles have none. And by which analysis a text was indexed. */
export const readers: Migrations[string] = async (db: Kysely<unknown>): Promise<void> => {
  for (const owner of ['article', 'category'] as const)
    await db.schema
      .createTable(`kb_${owner}_further`)
      .addColumn(`${owner}_id`, 'uuid', (c) => c.notNull().references(`kb_${owner}.id`).onDelete('cascade'))
      .addColumn('layer', 'text', (c) => c.notNull().check(sql`layer in ('own', 'effective')`))
      .addColumn('list_position', 'bigint', (c) => c.notNull())
      .addColumn('place_id', 'uuid', (c) => c.notNull())
      .addPrimaryKeyConstraint(`kb_${owner}_further_pk`, [`${owner}_id`, 'layer', 'list_position', 'place_id'])
      .execute()
  await db.schema
    .alterTable('kb_search_text')
    .addColumn('analysis_version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
}
