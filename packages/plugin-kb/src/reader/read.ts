import { viewOfAudience } from '../audience/audience.ts'
import { audiencesOf } from '../audience/places.ts'
import { readableArticles, readerOf } from '../audience/policy.ts'
import { kbError } from '../errors.ts'
import { type KbReading, kit } from '../kit.ts'
import { canonicalLanguage, directionOf } from '../language/best-language.ts'
import { renderMarkdown } from '../markdown/render.ts'
import { linksOf } from '../options.ts'
import type { ArticleRow } from '../tables.ts'
import { chooseText, isOutdated, type PublishedText, publishedTexts } from './choose-text.ts'
import { Article, FindBySlug, type ListedArticle, ReadArticle } from './schemas.ts'

const { query } = kit

export const read = query({
  route: 'GET /articles/:articleId',
  summary: 'A published article in the best language that there is for the reader.',
  permission: 'anyone',
  audience: 'public',
  input: ReadArticle,
  output: Article,
  async run(work, { articleId, language }) {
    const { row, texts } = await findPublished(work, articleId)
    return articleView(work, row, texts, language === undefined ? [] : [language])
  },
})

export const findBySlug = query({
  route: 'GET /slugs/:language/:slug',
  summary: 'A published article by its present slug in a language, or an older one.',
  permission: 'anyone',
  audience: 'public',
  input: FindBySlug,
  output: Article,
  async run(work, { language, slug }) {
    const wanted = canonicalLanguage(language)
    const key = slug.normalize('NFC').toLowerCase()
    const found = await work.db
      .selectFrom('kb_slug')
      .innerJoin('kb_translation', 'kb_translation.id', 'kb_slug.translation_id')
      .innerJoin('kb_article', 'kb_article.id', 'kb_translation.article_id')
      // In this look-up: a second one for what is hidden would be told from a missing one by the time it takes.
      .where(readableArticles(readerOf(work)))
      .select('kb_translation.article_id')
      .where('kb_slug.language', '=', wanted)
      .where('kb_slug.slug', '=', key)
      .where('kb_translation.published_version_id', 'is not', null)
      .executeTakeFirst()
    if (!found) throw kbError('kb.article_not_found', { article: slug })
    const { row, texts } = await findPublished(work, found.article_id, slug)
    return articleView(work, row, texts, [wanted])
  },
})

/** An article that the caller may read and that has a published text. `name`: what it was asked for by. Throws `kb.article_not_found`. */
export async function findPublished(
  work: KbReading,
  articleId: string,
  name = articleId,
): Promise<{ readonly row: ArticleRow; readonly texts: readonly PublishedText[] }> {
  const row = await work.db
    .selectFrom('kb_article')
    .selectAll()
    .where('id', '=', articleId)
    .where(readableArticles(readerOf(work)))
    .executeTakeFirst()
  const texts = row ? await publishedTexts(work.db, [row.id]) : []
  if (!row || !texts.length) throw kbError('kb.article_not_found', { article: name })
  return { row, texts }
}

export function listedView(row: ArticleRow, text: PublishedText, texts: readonly PublishedText[]): ListedArticle {
  return {
    id: row.id,
    categoryId: row.category_id,
    language: text.language,
    direction: directionOf(text.language),
    title: text.title,
    summary: text.summary,
    slug: text.slug,
    versionId: text.version_id,
    publishedAt: text.published_at,
    isOutdated: isOutdated(text, texts, row.primary_language),
  }
}

async function articleView(work: KbReading, row: ArticleRow, texts: readonly PublishedText[], asked: readonly string[]): Promise<Article> {
  const text = chooseText(work, texts, row.primary_language, asked)
  if (!text) throw kbError('kb.article_not_found', { article: row.id })
  const { body } = await work.db.selectFrom('kb_version').select('body').where('id', '=', text.version_id).executeTakeFirstOrThrow()
  const files = await filesOf(work, row.id)
  const links = linksOf(work.options)
  const { html, contents } = renderMarkdown(body, {
    direction: directionOf(text.language),
    files,
    fileUrl: (fileId) => links.file(row.id, fileId),
    articleUrl: links.article,
  })
  const audience = (await audiencesOf(work.db, 'article', [row])).get(row.id)
  return {
    ...listedView(row, text, texts),
    html,
    contents,
    languages: texts.map(({ language, slug, title }) => ({ language, slug, title })),
    body,
    ...(audience ? { audience: viewOfAudience(audience.effective) } : {}),
  }
}

export async function filesOf(work: KbReading, articleId: string): Promise<ReadonlyMap<string, { readonly isImage: boolean }>> {
  const rows = await work.db.selectFrom('kb_file').select(['id', 'content_type']).where('article_id', '=', articleId).execute()
  return new Map(rows.map(({ id, content_type }) => [id, { isImage: content_type.startsWith('image/') }]))
}
