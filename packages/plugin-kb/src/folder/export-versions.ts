import { findArticle } from '../article/find-article.ts'
import { kit } from '../kit.ts'
import { writeFrontMatter } from './front-matter.ts'
import { foldersOf, nameOf, WrittenHeads } from './places.ts'
import { ExportedVersions, ExportVersions } from './schemas.ts'

const { query } = kit
const USUAL = 20

/** Apart from the articles and page by page, as an article may have any number of them. */
export const exportVersions = query({
  route: 'GET /sheets/:articleId/history',
  summary: 'The versions of an article beside those that `exportArticles` gives, as files of Markdown with front matter.',
  permission: 'kb.manage',
  audience: 'staff',
  input: ExportVersions,
  output: ExportedVersions,
  async run(work, { articleId, limit = USUAL, cursor }) {
    const article = await findArticle(work, articleId)
    const primary = await work.db
      .selectFrom('kb_translation')
      .innerJoin('kb_version', (join) =>
        join.on(({ eb, ref, fn }) =>
          eb('kb_version.id', '=', fn.coalesce(ref('kb_translation.published_version_id'), ref('kb_translation.latest_version_id'))),
        ),
      )
      .select('kb_version.title')
      .where('kb_translation.article_id', '=', article.id)
      .where('kb_translation.language', '=', article.primary_language)
      .executeTakeFirst()
    let rows = work.db
      .selectFrom('kb_translation')
      .innerJoin('kb_version', 'kb_version.translation_id', 'kb_translation.id')
      .selectAll('kb_version')
      .select(['kb_translation.language', 'kb_translation.latest_version_id', 'kb_translation.source_version_id'])
      .where('kb_translation.article_id', '=', article.id)
      .where(({ eb, ref, fn }) =>
        eb('kb_version.id', '<>', fn.coalesce(ref('kb_translation.published_version_id'), ref('kb_translation.latest_version_id'))),
      )
      .orderBy('kb_version.id')
      .limit(limit + 1)
    if (cursor !== undefined) rows = rows.where('kb_version.id', '>', cursor)
    const found = await rows.execute()
    const page = found.slice(0, limit)
    const folder = foldersOf((await work.desk.kb.categories()).items).get(article.category_id) ?? ''
    const name = nameOf(article, primary?.title ?? '')
    const heads = new WrittenHeads(work)
    const items = []
    for (const row of page) {
      const source = row.id === row.latest_version_id ? row.source_version_id : null
      const head = {
        article: article.id,
        title: row.title,
        ...(row.summary ? { summary: row.summary } : {}),
        ...(row.slug === null ? {} : { slug: row.slug }),
        version: await heads.of(row),
        ...(source === null ? {} : { source }),
      }
      items.push({ path: `${folder}/_versions/${name}.${row.language}.${row.sequence}.md`, text: writeFrontMatter(head, row.body) })
    }
    return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})
