import { readableArticles, readerOf } from '../audience/policy.ts'
import { kit } from '../kit.ts'
import { publishedTexts } from '../reader/choose-text.ts'
import { Deflections, ListDeflections } from './schemas.ts'

const { query } = kit

export const deflections = query({
  route: 'GET /reports/deflections',
  summary: 'How often readers said that an article solved it, and how often one was put into an answer.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ListDeflections,
  output: Deflections,
  async run(work, { from, to, limit = 50 }) {
    let rows = work.db
      .selectFrom('kb_suggestion')
      .innerJoin('kb_article', 'kb_article.id', 'kb_suggestion.article_id')
      .select(({ fn }) => [
        'kb_suggestion.article_id',
        fn.count<number>('kb_suggestion.solved_at').filterWhere('kb_suggestion.person_id', 'is not', null).as('solved'),
        fn.count<number>('kb_suggestion.solved_at').filterWhere('kb_suggestion.person_id', 'is', null).as('solved_by_unknown'),
        fn.count<number>('kb_suggestion.inserted_at').as('inserted'),
      ])
      .where(readableArticles(readerOf(work)))
      .groupBy('kb_suggestion.article_id')
      .orderBy('solved', 'desc')
      .orderBy('inserted', 'desc')
      .orderBy('kb_suggestion.article_id')
      .limit(limit)
    if (from !== undefined) rows = rows.where('kb_suggestion.shown_at', '>=', from)
    if (to !== undefined) rows = rows.where('kb_suggestion.shown_at', '<', to)
    const found = await rows.execute()
    const texts = await publishedTexts(
      work.db,
      found.map(({ article_id }) => article_id),
    )
    return {
      items: found.map((row) => ({
        articleId: row.article_id,
        title: texts.find(({ article_id }) => article_id === row.article_id)?.title ?? '',
        solved: Number(row.solved),
        solvedByUnknown: Number(row.solved_by_unknown),
        inserted: Number(row.inserted),
      })),
    }
  },
})
