import { readableArticles, readerOf } from '../audience/policy.ts'
import { type KbReading, kit } from '../kit.ts'
import { ListUnhelpful, UnhelpfulArticles } from './schemas.ts'

const { query } = kit

export interface VoteCount {
  readonly helpful: number
  readonly unhelpful: number
}

export const unhelpful = query({
  route: 'GET /reports/unhelpful',
  summary: 'Articles of which readers said that they did not help, the worst first.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ListUnhelpful,
  output: UnhelpfulArticles,
  async run(work, { limit = 50 }) {
    const rows = await work.db
      .selectFrom('kb_vote')
      .innerJoin('kb_translation', 'kb_translation.published_version_id', 'kb_vote.version_id')
      .innerJoin('kb_version', 'kb_version.id', 'kb_vote.version_id')
      .innerJoin('kb_article', 'kb_article.id', 'kb_vote.article_id')
      .select(({ fn }) => [
        'kb_vote.article_id',
        'kb_version.title',
        'kb_translation.language',
        fn.countAll<number>().filterWhere('kb_vote.is_helpful', '=', true).as('helpful'),
        fn.countAll<number>().filterWhere('kb_vote.is_helpful', '=', false).as('unhelpful'),
      ])
      .where(readableArticles(readerOf(work)))
      .groupBy(['kb_vote.article_id', 'kb_version.title', 'kb_translation.language'])
      .having(({ eb, fn }) => eb(fn.countAll().filterWhere('kb_vote.is_helpful', '=', false), '>', 0))
      .orderBy('unhelpful', 'desc')
      .orderBy('kb_vote.article_id')
      .orderBy('kb_translation.language')
      .limit(limit)
      .execute()
    return {
      items: rows.map(({ article_id, title, language, ...votes }) => ({
        articleId: article_id,
        title,
        language,
        helpful: Number(votes.helpful),
        unhelpful: Number(votes.unhelpful),
      })),
    }
  },
})

/** Votes of what is published now, by article. */
export async function votesOf(work: KbReading, articleIds: readonly string[]): Promise<ReadonlyMap<string, VoteCount>> {
  if (!articleIds.length) return new Map()
  const rows = await work.db
    .selectFrom('kb_vote')
    .innerJoin('kb_translation', 'kb_translation.published_version_id', 'kb_vote.version_id')
    .select(({ fn }) => [
      'kb_vote.article_id',
      fn.countAll<number>().filterWhere('kb_vote.is_helpful', '=', true).as('helpful'),
      fn.countAll<number>().filterWhere('kb_vote.is_helpful', '=', false).as('unhelpful'),
    ])
    .where('kb_vote.article_id', 'in', articleIds)
    .groupBy('kb_vote.article_id')
    .execute()
  return new Map(rows.map((row) => [row.article_id, { helpful: Number(row.helpful), unhelpful: Number(row.unhelpful) }]))
}
