import { readableArticles, readerOf } from '../audience/policy.ts'
import { findCategory } from '../category/find-category.ts'
import { kit } from '../kit.ts'
import { chooseText, publishedTexts } from './choose-text.ts'
import { listedView } from './read.ts'
import { ArticlePage, ListArticles } from './schemas.ts'

const { query } = kit
const MOST = 50

export const list = query({
  route: 'GET /articles',
  summary: 'Published articles that the caller may read, the newest first.',
  permission: 'anyone',
  audience: 'public',
  input: ListArticles,
  output: ArticlePage,
  async run(work, { categoryId, language, limit = MOST, cursor }) {
    let rows = work.db
      .selectFrom('kb_article')
      .selectAll()
      .where(readableArticles(readerOf(work)))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('kb_translation')
            .select('kb_translation.id')
            .whereRef('kb_translation.article_id', '=', 'kb_article.id')
            .where('kb_translation.published_version_id', 'is not', null),
        ),
      )
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (categoryId !== undefined) {
      const { row } = await findCategory(work, categoryId)
      rows = rows.where('category_id', 'in', ({ selectFrom }) =>
        selectFrom('kb_category').select('kb_category.id').where('kb_category.path', 'like', `${row.path}%`),
      )
    }
    // The cursor is the last article's id: it says nothing that the list does not, and opens nothing.
    if (cursor !== undefined) rows = rows.where('id', '<', cursor)
    const found = await rows.execute()
    const page = found.slice(0, limit)
    const texts = await publishedTexts(
      work.db,
      page.map(({ id }) => id),
    )
    const items = page.flatMap((row) => {
      const own = texts.filter(({ article_id }) => article_id === row.id)
      const text = chooseText(work, own, row.primary_language, language === undefined ? [] : [language])
      return text ? [listedView(row, text, own)] : []
    })
    return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})
