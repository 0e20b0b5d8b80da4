import { type Audience, isWithin, narrowed } from '../audience/audience.ts'
import { audiencesOf, writePlaces } from '../audience/places.ts'
import type { KbWriter } from '../kit.ts'

export const MAX_DEPTH = 8
export const pathOf = (above: string | null, id: string): string => `${above ?? '/'}${id}/`
export const depthOf = (path: string): number => path.split('/').length - 2

/**
 * Counts anew who may read, for a category whose row is written already and for everything below it: what each says itself, narrowed by what the
 * one above leaves. Under the lock of the tree; the rows of categories are written before their articles are looked for, so that an article which
 * comes or moves at the same time (`lockCategory`) is either found here or counts from the new audience.
 */
export async function spreadAudience(db: KbWriter, path: string, above: Audience): Promise<void> {
  const rows = await db.selectFrom('kb_category').selectAll().where('path', 'like', `${path}%`).orderBy('path').execute()
  const said = await audiencesOf(db, 'category', rows)
  const left = new Map<string, Audience>()
  for (const row of rows) {
    const own = said.get(row.id)?.own
    if (!own) continue
    const effective = narrowed(own, (row.path === path ? undefined : left.get(row.parent_id ?? '')) ?? above)
    left.set(row.id, effective)
    await db.updateTable('kb_category').set({ effective_audience: effective.kind }).where('id', '=', row.id).execute()
    await writePlaces(db, 'category', row.id, { own, effective })
  }
  for (const [categoryId, audience] of left) await spreadToArticles(db, categoryId, audience)
}

async function spreadToArticles(db: KbWriter, categoryId: string, above: Audience): Promise<void> {
  const rows = await db.selectFrom('kb_article').selectAll().where('category_id', '=', categoryId).orderBy('id').execute()
  const said = await audiencesOf(db, 'article', rows)
  for (const row of rows) {
    const audience = said.get(row.id)
    if (!audience) continue
    const effective = narrowed(audience.own, above)
    if (isWithin(effective, audience.effective) && isWithin(audience.effective, effective)) continue
    await db.updateTable('kb_article').set({ effective_audience: effective.kind }).where('id', '=', row.id).execute()
    await writePlaces(db, 'article', row.id, { own: audience.own, effective })
  }
}
