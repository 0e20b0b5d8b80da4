import type { ImportReader, ImportWriter } from './kit.ts'

/** Where somebody comes from. */
export const personalData = {
  async export(db: ImportReader, personId: string): Promise<object> {
    return {
      carriedOver: await db
        .selectFrom('imports_record')
        .select(['source', 'source_id', 'created_at'])
        .where('kind', '=', 'person')
        .where('target_id', '=', personId)
        .execute(),
    }
  },
  /** The id of the other desk alone stays: without it the next run would bring the person back. */
  async erase(db: ImportWriter, personId: string): Promise<void> {
    await db
      .updateTable('imports_record')
      .set({ target_id: null, hash: 'erased' })
      .where('kind', '=', 'person')
      .where('target_id', '=', personId)
      .execute()
  },
}
