import { sql } from 'kysely'
import type { ImportReader, ImportWriter } from './kit.ts'

/** Where somebody comes from. */
export const personalData = {
  columns: { imports_record: { target_id: 'person', source_id: 'kept' } } as const,
  async export(db: ImportReader, personId: string): Promise<object> {
    return {
      carriedOver: await db
        .selectFrom('imports_record')
        .select(['source', 'source_id', 'created_at'])
        .where('target_id', '=', personId)
        .execute(),
    }
  },
  async kept(db: ImportReader, personId: string) {
    const { row_count: count } = await db
      .selectFrom('imports_record')
      .select(sql<number>`count(*)`.as('row_count'))
      .where('target_id', '=', personId)
      .executeTakeFirstOrThrow()
    return [{ what: 'ids_of_another_desk', count: Number(count), why: 'not_to_be_brought_back' }]
  },
  /** The id of the other desk alone stays: without it the next run would bring the person back. */
  async erase(db: ImportWriter, personId: string): Promise<void> {
    await db.updateTable('imports_record').set({ target_id: null, hash: 'erased' }).where('target_id', '=', personId).execute()
  },
}
