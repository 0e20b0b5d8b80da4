import { viewOfAudience, viewOfEffective } from '../audience/audience.ts'
import { audiencesOf } from '../audience/places.ts'
import type { KbReading } from '../kit.ts'
import { bestLanguage } from '../language/best-language.ts'
import type { CategoryRow } from '../tables.ts'
import type { Category } from './schemas.ts'

/** In the reader's language, else the desk's, else any. */
export async function categoryViews(work: KbReading, rows: readonly CategoryRow[]): Promise<Category[]> {
  if (!rows.length) return []
  const texts = await work.db
    .selectFrom('kb_category_text')
    .selectAll()
    .where(
      'category_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('language')
    .execute()
  const audiences = await audiencesOf(work.db, 'category', rows)
  return rows.map((row) => {
    const own = texts.filter(({ category_id }) => category_id === row.id)
    const best = bestLanguage(
      work.caller.languages,
      own.map(({ language }) => language),
    )
    const text = own.find(({ language }) => language === best) ?? own[0]
    const audience = audiences.get(row.id)
    return {
      id: row.id,
      parentId: row.parent_id,
      key: row.key,
      title: text?.title ?? row.key,
      description: text?.description ?? '',
      language: text?.language ?? work.caller.deskLanguage,
      texts: own.map(({ language, title, description }) => ({ language, title, description })),
      ...(audience ? { audience: viewOfAudience(audience.own), effectiveAudience: viewOfEffective(audience.effective) } : {}),
      approval: row.approval,
      reviewDays: row.review_days,
      version: row.version,
    }
  })
}
