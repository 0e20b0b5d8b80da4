import type { KbReading } from '../kit.ts'
import { readMarkdown } from '../markdown/read.ts'
import { chooseText, type PublishedText, publishedTexts } from '../reader/choose-text.ts'
import { listedView } from '../reader/read.ts'
import type { ListedArticle } from '../reader/schemas.ts'
import { excerptOf, matchesIn } from './excerpt.ts'
import type { RankedArticle } from './rank.ts'
import type { FoundArticle } from './schemas.ts'

export interface ListedFind {
  readonly listed: ListedArticle
  readonly ranked: RankedArticle
}

/** Articles in the reader's best language, in the order in which they were found. */
export async function listedFinds(work: KbReading, articles: readonly RankedArticle[], language?: string): Promise<ListedFind[]> {
  if (!articles.length) return []
  const ids = articles.map(({ articleId }) => articleId)
  const [found, published] = await Promise.all([
    work.db.selectFrom('kb_article').selectAll().where('id', 'in', ids).execute(),
    publishedTexts(work.db, ids),
  ])
  const rows = new Map(found.map((row) => [row.id, row]))
  const texts = new Map<string, PublishedText[]>()
  for (const text of published) texts.set(text.article_id, [...(texts.get(text.article_id) ?? []), text])
  return articles.flatMap((ranked) => {
    const row = rows.get(ranked.articleId)
    const own = texts.get(ranked.articleId) ?? []
    const text = row && chooseText(work, own, row.primary_language, language === undefined ? [] : [language])
    return row && text ? [{ listed: listedView(row, text, own), ranked }] : []
  })
}

/** With pieces of the texts around what was found. */
export async function foundViews(work: KbReading, finds: readonly ListedFind[]): Promise<FoundArticle[]> {
  if (!finds.length) return []
  const bodies = await work.db
    .selectFrom('kb_version')
    .select(['id', 'body'])
    .where(
      'id',
      'in',
      finds.map(({ listed }) => listed.versionId),
    )
    .execute()
  const byId = new Map(bodies.map(({ id, body }) => [id, body]))
  return finds.map(({ listed, ranked }) => {
    const forms = new Set(ranked.found.values())
    return {
      ...listed,
      foundIn: ranked.language,
      titleMatches: matchesIn(listed.title, forms),
      excerpt: excerptOf(readMarkdown(byId.get(listed.versionId) ?? '').text, forms),
    }
  })
}
