import { coreError } from '../error/core-errors.ts'
import type { CoreDb } from '../operation/runtime.ts'
import type { Tx } from '../store/store.ts'

/** How far an import has come; stands in the database, written together with the rows. */
export interface ImportProgress {
  /** Digest of `export.json`: another export can't go on where this one was broken off. */
  readonly of: string
  readonly phase: 'rows' | 'index'
  readonly table: string
  /** Of a table whose rows refer to each other: the rows that are left wait for the next one. */
  readonly pass: number
  /** Lines of this pass that are done. */
  readonly line: number
  readonly inserted: number
  /** The first line of this pass that waits; 0: none does. */
  readonly waiting: number
}

export const IMPORT_KEY = 'import'

export async function readProgress(db: CoreDb): Promise<ImportProgress | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', IMPORT_KEY).executeTakeFirst()
  return row && (JSON.parse(row.value) as ImportProgress)
}

/** Only from where this process believes to be: of two imports into one desk one goes on. Throws `transfer.import_elsewhere`. */
export async function moveProgress(tx: Tx, from: ImportProgress, to: ImportProgress | null): Promise<void> {
  const db: CoreDb = tx.db
  const value = JSON.stringify(from)
  const changed = to
    ? (
        await db
          .updateTable('setting')
          .set({ value: JSON.stringify(to) })
          .where('key', '=', IMPORT_KEY)
          .where('value', '=', value)
          .executeTakeFirst()
      ).numUpdatedRows
    : (await db.deleteFrom('setting').where('key', '=', IMPORT_KEY).where('value', '=', value).executeTakeFirst()).numDeletedRows
  if (changed !== 1n) throw coreError('transfer.import_elsewhere')
}

/** Until all rows are there the desk is none; what is not indexed yet is only not found. Throws `transfer.unfinished`. */
export async function expectNoImport({ db }: Tx): Promise<void> {
  if ((await readProgress(db as CoreDb))?.phase === 'rows') throw coreError('transfer.unfinished')
}
