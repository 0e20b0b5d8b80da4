import { viewOfAudience, viewOfEffective } from '../audience/audience.ts'
import { audiencesOf } from '../audience/places.ts'
import type { KbReading } from '../kit.ts'
import type { ArticleRow } from '../tables.ts'
import { findArticle } from './find-article.ts'
import type { ArticleSheet } from './schemas.ts'

export async function sheetOf(work: KbReading, articleId: string): Promise<ArticleSheet> {
  const [sheet] = await sheetsOf(work, [await findArticle(work, articleId)])
  if (!sheet) throw new TypeError('An article that was found has no sheet.')
  return sheet
}

export async function sheetsOf(work: KbReading, rows: readonly ArticleRow[]): Promise<ArticleSheet[]> {
  if (!rows.length) return []
  const texts = await work.db
    .selectFrom('kb_translation')
    .innerJoin('kb_version', 'kb_version.id', 'kb_translation.latest_version_id')
    .selectAll('kb_translation')
    .select(['kb_version.title', 'kb_version.sequence'])
    .where(
      'kb_translation.article_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('kb_translation.language')
    .execute()
  const audiences = await audiencesOf(work.db, 'article', rows)
  return rows.flatMap((row) => {
    const audience = audiences.get(row.id)
    if (!audience) return []
    const own = texts.filter(({ article_id }) => article_id === row.id)
    const primary = own.find(({ language }) => language === row.primary_language)
    return [
      {
        id: row.id,
        categoryId: row.category_id,
        primaryLanguage: row.primary_language,
        audience: viewOfAudience(audience.own),
        effectiveAudience: viewOfEffective(audience.effective),
        reviewAt: row.review_at,
        translations: own.map((text) => ({
          id: text.id,
          language: text.language,
          state: text.state,
          title: text.title,
          slug: text.slug,
          latestVersionId: text.latest_version_id,
          latestSequence: text.sequence,
          publishedVersionId: text.published_version_id,
          isOutdated: text.language !== row.primary_language && text.source_version_id !== primary?.latest_version_id,
          publishAt: text.publish_at,
          publishedAt: text.published_at,
          version: text.version,
          updatedAt: text.updated_at,
        })),
        version: row.version,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      },
    ]
  })
}
