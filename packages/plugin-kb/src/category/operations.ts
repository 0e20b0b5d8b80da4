import { Id } from '@deskwright/core'
import Type from 'typebox'
import { type Audience, everybody, isWithin, narrowed } from '../audience/audience.ts'
import { writePlaces } from '../audience/places.ts'
import { readableCategories, readerOf } from '../audience/policy.ts'
import { saidAudience } from '../audience/said-audience.ts'
import { kbError } from '../errors.ts'
import { type KbReader, type KbWork, type KbWriter, kit } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import type { CategoryRow } from '../tables.ts'
import { depthOf, MAX_DEPTH, pathOf, spreadAudience } from './change-tree.ts'
import { findCategory, lockTree } from './find-category.ts'
import { Category, CategoryById, type CategoryText, CategoryTree, CreateCategory, MoveCategory, UpdateCategory } from './schemas.ts'
import { categoryViews } from './view.ts'

const { command, query } = kit

export const categories = query({
  route: 'GET /categories',
  summary: 'The tree of categories as far as the caller may see it.',
  permission: 'anyone',
  audience: 'public',
  output: CategoryTree,
  async run(work) {
    const rows = await work.db
      .selectFrom('kb_category')
      .selectAll()
      .where(readableCategories(readerOf(work)))
      .orderBy('position')
      .orderBy('id')
      .execute()
    return { items: await categoryViews(work, inTreeOrder(rows)) }
  },
})

/** Above before below. A category is never wider than the one above, so nobody sees one without those above it. */
function inTreeOrder(rows: readonly CategoryRow[], parentId: string | null = null): CategoryRow[] {
  return rows.filter((row) => row.parent_id === parentId).flatMap((row) => [row, ...inTreeOrder(rows, row.id)])
}

export const createCategory = command({
  route: 'POST /categories',
  summary: 'Adds a category, at the end of those beside it.',
  permission: 'kb.manage',
  audience: 'staff',
  input: CreateCategory,
  output: Category,
  async run(work, { parentId, key, texts, audience, approval, reviewDays }) {
    const said = audience && (await saidAudience(work, audience))
    const id = work.newId()
    await work.change('kb.category_created', { categoryId: id }, async (db) => {
      await lockTree(db)
      const above = parentId === undefined ? null : await findCategory(work, parentId, db)
      const path = pathOf(above?.row.path ?? null, id)
      if (depthOf(path) > MAX_DEPTH) throw kbError('kb.tree_too_deep', { depth: MAX_DEPTH })
      const around = above?.audiences.effective ?? everybody
      const own = expectWithin(said ?? around, around)
      await expectFreeKey(db, key)
      await db
        .insertInto('kb_category')
        .values({
          id,
          parent_id: parentId ?? null,
          path,
          key,
          position: await lastPosition(db, parentId ?? null),
          audience: own.kind,
          effective_audience: own.kind,
          approval: approval ?? above?.row.approval ?? 'none',
          review_days: reviewDays === undefined ? (above?.row.review_days ?? null) : reviewDays,
          version: 1,
          created_at: work.now,
          updated_at: work.now,
        })
        .execute()
      await writePlaces(db, 'category', id, { own, effective: own })
      await writeTexts(db, id, texts)
    })
    return viewOf(work, id)
  },
})

export const updateCategory = command({
  route: 'PATCH /categories/:categoryId',
  summary: 'Changes what a category says; a narrower audience holds at once for everything in it.',
  permission: 'kb.manage',
  audience: 'staff',
  input: UpdateCategory,
  output: Category,
  async run(work, { categoryId, key, texts, audience, approval, reviewDays, expectedVersion }) {
    await findCategory(work, categoryId)
    const said = audience && (await saidAudience(work, audience))
    await work.change('kb.category_updated', { categoryId }, async (db) => {
      await lockTree(db)
      const { row } = await findCategory(work, categoryId, db)
      if (expectedVersion !== undefined && expectedVersion !== row.version) throw kbError('kb.changed', { version: row.version })
      if (key !== undefined && key !== row.key) await expectFreeKey(db, key)
      const around = await audienceAbove(work, db, row.parent_id)
      await db
        .updateTable('kb_category')
        .set({
          ...(key === undefined ? {} : { key }),
          ...(approval === undefined ? {} : { approval }),
          ...(reviewDays === undefined ? {} : { review_days: reviewDays }),
          ...(said ? { audience: said.kind } : {}),
          version: row.version + 1,
          updated_at: work.now,
        })
        .where('id', '=', categoryId)
        .execute()
      if (texts) {
        await db.deleteFrom('kb_category_text').where('category_id', '=', categoryId).execute()
        await writeTexts(db, categoryId, texts)
      }
      if (!said) return
      expectWithin(said, around)
      await writePlaces(db, 'category', categoryId, { own: said, effective: narrowed(said, around) })
      await spreadAudience(db, row.path, around)
    })
    return viewOf(work, categoryId)
  },
})

export const moveCategory = command({
  route: 'POST /categories/:categoryId/move',
  summary: 'Moves a category with everything in it, to another place or among its neighbours.',
  permission: 'kb.manage',
  audience: 'staff',
  input: MoveCategory,
  output: Category,
  async run(work, { categoryId, parentId, before }) {
    await findCategory(work, categoryId)
    await work.change('kb.category_moved', { categoryId }, async (db) => {
      await lockTree(db)
      const { row } = await findCategory(work, categoryId, db)
      const above = parentId === null ? null : await findCategory(work, parentId, db)
      if (above?.row.path.startsWith(row.path)) throw kbError('kb.tree_cycle')
      const path = pathOf(above?.row.path ?? null, categoryId)
      const branch = await db.selectFrom('kb_category').select(['id', 'path']).where('path', 'like', `${row.path}%`).execute()
      const deepest = Math.max(...branch.map((one) => depthOf(one.path))) - depthOf(row.path) + depthOf(path)
      if (deepest > MAX_DEPTH) throw kbError('kb.tree_too_deep', { depth: MAX_DEPTH })
      // From below: a path is unique, and no other's is in the way.
      for (const one of branch)
        await db
          .updateTable('kb_category')
          .set({ path: path + one.path.slice(row.path.length) })
          .where('id', '=', one.id)
          .execute()
      await db
        .updateTable('kb_category')
        .set({ parent_id: parentId, version: row.version + 1, updated_at: work.now })
        .where('id', '=', categoryId)
        .execute()
      await orderNeighbours(work, db, parentId, categoryId, before)
      await spreadAudience(db, path, above?.audiences.effective ?? everybody)
    })
    return viewOf(work, categoryId)
  },
})

export const removeCategory = command({
  route: 'DELETE /categories/:categoryId',
  summary: 'Removes a category that nothing is in.',
  permission: 'kb.manage',
  audience: 'staff',
  input: CategoryById,
  output: Type.Object({ id: Id }),
  async run(work, { categoryId }) {
    await findCategory(work, categoryId)
    await work.change('kb.category_removed', { categoryId }, async (db) => {
      await lockTree(db)
      const { row } = await findCategory(work, categoryId, db)
      const child = await db.selectFrom('kb_category').select('id').where('parent_id', '=', row.id).limit(1).executeTakeFirst()
      const article = await db.selectFrom('kb_article').select('id').where('category_id', '=', row.id).limit(1).executeTakeFirst()
      if (child || article) throw kbError('kb.category_not_empty')
      await db.deleteFrom('kb_category').where('id', '=', row.id).execute()
    })
    return { id: categoryId }
  },
})

async function viewOf(work: KbWork, categoryId: string): Promise<Category> {
  const { row } = await findCategory(work, categoryId)
  const [view] = await categoryViews(work, [row])
  if (!view) throw kbError('kb.category_not_found', { categoryId })
  return view
}

function expectWithin(audience: Audience, around: Audience): Audience {
  if (!isWithin(audience, around)) throw kbError('kb.audience_wider')
  return audience
}

/** The lock of the tree keeps it free until it is written. */
async function expectFreeKey(db: KbReader, key: string): Promise<void> {
  const taken = await db.selectFrom('kb_category').select('id').where('key', '=', key).executeTakeFirst()
  if (taken) throw kbError('kb.key_taken', { key })
}

async function audienceAbove(work: KbWork, db: KbReader, parentId: string | null): Promise<Audience> {
  return parentId === null ? everybody : (await findCategory(work, parentId, db)).audiences.effective
}

async function lastPosition(db: KbReader, parentId: string | null): Promise<number> {
  const last = await db
    .selectFrom('kb_category')
    .select('position')
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (last?.position ?? 0) + 1
}

async function orderNeighbours(
  work: KbWork,
  db: KbWriter,
  parentId: string | null,
  categoryId: string,
  before: string | undefined,
): Promise<void> {
  const neighbours = await db
    .selectFrom('kb_category')
    .select('id')
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .where('id', '!=', categoryId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const ids = neighbours.map(({ id }) => id)
  if (before !== undefined && before !== categoryId && !ids.includes((await findCategory(work, before, db)).row.id))
    throw kbError('kb.category_not_found', { categoryId: before })
  const at = before === undefined || before === categoryId ? ids.length : ids.indexOf(before)
  ids.splice(at, 0, categoryId)
  for (const [index, id] of ids.entries())
    await db
      .updateTable('kb_category')
      .set({ position: index + 1 })
      .where('id', '=', id)
      .execute()
}

async function writeTexts(db: KbWriter, categoryId: string, texts: readonly CategoryText[]): Promise<void> {
  const byLanguage = new Map(texts.map((text) => [canonicalLanguage(text.language), text]))
  await db
    .insertInto('kb_category_text')
    .values(
      [...byLanguage].map(([language, { title, description }]) => ({
        category_id: categoryId,
        language,
        title,
        description: description ?? '',
      })),
    )
    .execute()
}
