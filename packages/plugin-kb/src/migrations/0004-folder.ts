import type { Migrations } from '@deskwright/core'
import type { Kysely } from 'kysely'

/** What comes with a folder from another desk: who wrote a version there, who brought it here, and files under the ids that texts know them by. */
export const folder: Migrations[string] = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('kb_version').addColumn('author_name', 'text').execute()
  await db.schema.alterTable('kb_version').addColumn('imported_by', 'uuid').execute()
  await db.schema.alterTable('kb_file').addColumn('stored_id', 'uuid').execute()
}
