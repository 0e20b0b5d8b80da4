import { type Audiences, audiencesOf } from '../audience/places.ts'
import { readableCategories, readerOf } from '../audience/policy.ts'
import { kbError } from '../errors.ts'
import type { KbReader, KbReading, KbWriter } from '../kit.ts'
import type { CategoryRow } from '../tables.ts'

export interface FoundCategory {
  readonly row: CategoryRow
  readonly audiences: Audiences
}

/** Throws `kb.category_not_found`, also for what the caller may not see. */
export async function findCategory(work: KbReading, categoryId: string, db: KbReader = work.db): Promise<FoundCategory> {
  const row = await db
    .selectFrom('kb_category')
    .selectAll()
    .where('id', '=', categoryId)
    .where(readableCategories(readerOf(work)))
    .executeTakeFirst()
  if (!row) throw kbError('kb.category_not_found', { categoryId })
  const audiences = (await audiencesOf(db, 'category', [row])).get(row.id)
  if (!audiences) throw new TypeError('A category without an audience.')
  return { row, audiences }
}

/**
 * Locks the tree until the commit: its shape and its audiences change one command after the other. Commands of articles lock the row of their
 * category instead (`lockCategory`), which everything that changes audiences writes as well.
 */
export async function lockTree(db: KbWriter): Promise<void> {
  await db
    .updateTable('kb_tree')
    .set(({ eb }) => ({ change_count: eb('change_count', '+', 1) }))
    .where('id', '=', 'tree')
    .execute()
}

/**
 * Locks a category until the commit and gives what it allows now: an article's audience is counted from it, and approval asked for by it, while
 * nobody can change either. Throws `kb.category_not_found`.
 */
export async function lockCategory(work: KbReading, db: KbWriter, categoryId: string): Promise<FoundCategory> {
  await db
    .updateTable('kb_category')
    .set(({ ref }) => ({ position: ref('position') }))
    .where('id', '=', categoryId)
    .execute()
  return findCategory(work, categoryId, db)
}
