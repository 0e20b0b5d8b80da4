import { type Bytes, Id, Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { readableArticles, readerOf } from '../audience/policy.ts'
import { findCategory } from '../category/find-category.ts'
import { kit } from '../kit.ts'
import { linksOf } from '../options.ts'
import { chooseText, publishedTexts } from '../reader/choose-text.ts'
import { type AtomEntry, atomOf } from './atom.ts'

const { stream } = kit
const MOST = 50

const FeedOf = Type.Object({ categoryId: Type.Optional(Id), language: Type.Optional(Language) })
export interface FeedOf extends Static<typeof FeedOf> {}
export interface FeedService {
  /** What was published last, as Atom, for whoever asks: each reader has their own. */
  feed(input: FeedOf): Promise<Bytes>
}

export const feed = stream({
  route: 'GET /feed',
  summary: 'The fifty articles that were published last, of those that the caller may read, as Atom.',
  permission: 'anyone',
  audience: 'public',
  input: FeedOf,
  contentType: 'application/atom+xml; charset=utf-8',
  async expect(work, { categoryId }) {
    if (categoryId !== undefined) await findCategory(work, categoryId)
  },
  async *run(work, { categoryId, language }) {
    yield await work.read(async (batch) => {
      let rows = batch.db
        .selectFrom('kb_translation')
        .innerJoin('kb_article', 'kb_article.id', 'kb_translation.article_id')
        .select(['kb_article.id', 'kb_article.primary_language', 'kb_translation.published_at'])
        .where(readableArticles(readerOf(batch)))
        .where('kb_translation.published_version_id', 'is not', null)
        .orderBy('kb_translation.published_at', 'desc')
        .orderBy('kb_translation.id', 'desc')
        .limit(MOST * 4)
      if (categoryId !== undefined) {
        const { row } = await findCategory(batch, categoryId)
        rows = rows.where('kb_article.category_id', 'in', ({ selectFrom }) =>
          selectFrom('kb_category').select('kb_category.id').where('kb_category.path', 'like', `${row.path}%`),
        )
      }
      const newest = new Map((await rows.execute()).reverse().map((row) => [row.id, row]))
      const articles = [...newest.values()].reverse()
      const texts = await publishedTexts(batch.db, [...newest.keys()])
      const links = linksOf(batch.options)
      const entries = articles.flatMap(({ id, primary_language }): AtomEntry[] => {
        const own = texts.filter(({ article_id }) => article_id === id)
        const text = chooseText(batch, own, primary_language, language === undefined ? [] : [language])
        if (!text) return []
        const { title, summary, published_at: updated } = text
        return [{ id, title, summary, updated, language: text.language, url: links.article(id) }]
      })
      entries.sort((one, other) => other.updated.localeCompare(one.updated) || other.id.localeCompare(one.id))
      return atomOf({ language: language ?? batch.caller.languages[0] ?? 'en', now: batch.now, entries: entries.slice(0, MOST) })
    })
  },
})
