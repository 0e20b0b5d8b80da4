import { readableArticles, readerOf } from '../audience/policy.ts'
import { kit } from '../kit.ts'
import { ArticleById, ArticleSheet, ListSheets, SheetPage } from './schemas.ts'
import { sheetOf, sheetsOf } from './sheet.ts'

const { query } = kit

const MOST = 50

export const sheet = query({
  route: 'GET /sheets/:articleId',
  summary: 'An article with its languages and states, as those see it who write it.',
  permission: 'kb.write',
  audience: 'staff',
  input: ArticleById,
  output: ArticleSheet,
  run: (work, { articleId }) => sheetOf(work, articleId),
})

export const sheets = query({
  route: 'GET /sheets',
  summary: 'Articles as those see them who write them, also unpublished ones, the newest first.',
  permission: 'kb.write',
  audience: 'staff',
  input: ListSheets,
  output: SheetPage,
  async run(work, { categoryId, state, reviewDue, limit = MOST, cursor }) {
    let rows = work.db
      .selectFrom('kb_article')
      .selectAll()
      .where(readableArticles(readerOf(work)))
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (categoryId !== undefined) rows = rows.where('category_id', '=', categoryId)
    if (reviewDue !== undefined) rows = rows.where('review_at', reviewDue ? '<=' : '>', work.now)
    if (state !== undefined)
      rows = rows.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('kb_translation')
            .select('kb_translation.id')
            .whereRef('kb_translation.article_id', '=', 'kb_article.id')
            .where('kb_translation.state', '=', state),
        ),
      )
    // The cursor is the last article's id: it says nothing that the list does not, and opens nothing.
    if (cursor !== undefined) rows = rows.where('id', '<', cursor)
    const found = await rows.execute()
    const items = await sheetsOf(work, found.slice(0, limit))
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
