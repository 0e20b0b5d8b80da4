import { kbError } from '../errors.ts'
import type { KbWriter } from '../kit.ts'

const MOST = 80
const MOST_TRIES = 1000

/** Letters, marks and digits of any script; everything else is a hyphen. `Как настроить VPN?` → `как-настроить-vpn`. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200c\u200d]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '')
  return [...words].slice(0, MOST).join('').replace(/-+$/, '') || 'article'
}

/**
 * Gives a text its slug, or another one with a number behind it where somebody has it: an answer that told of a taken slug would tell of an article
 * that the writer may not see. All slugs that a text ever had stay its own and lead to it, so none leads to another slug, and none in a circle.
 */
export async function claimSlug(
  db: KbWriter,
  { language, translationId, now }: { readonly language: string; readonly translationId: string; readonly now: string },
  wanted: string,
): Promise<string> {
  for (let count = 1; count <= MOST_TRIES; count += 1) {
    const slug = count === 1 ? wanted : `${wanted}-${count}`
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('kb_slug')
      .values({ language, slug, translation_id: translationId, since_at: now })
      .onConflict((conflict) => conflict.columns(['language', 'slug']).doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) return slug
    const owner = await db
      .selectFrom('kb_slug')
      .select('translation_id')
      .where('language', '=', language)
      .where('slug', '=', slug)
      .executeTakeFirst()
    if (owner?.translation_id === translationId) return slug
  }
  throw kbError('kb.slug_taken', { slug: wanted })
}
