import { sql } from 'kysely'
import { readableArticles, readerOf } from '../audience/policy.ts'
import { kit } from '../kit.ts'
import { isOutdated, publishedTexts } from '../reader/choose-text.ts'
import { ListStale, StalePage } from './schemas.ts'
import { votesOf } from './votes.ts'

const { query } = kit

/** So many readers have to say so, and more than say the opposite. */
const MANY = 3

export const stale = query({
  route: 'GET /reports/stale',
  summary: 'Published articles to look at again: due, outdated in a language, or voted down by most.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ListStale,
  output: StalePage,
  async run(work, input) {
    const page = work.page('stale', input)
    let rows = work.db
      .selectFrom('kb_article')
      .selectAll('kb_article')
      .where(readableArticles(readerOf(work)))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('kb_translation')
            .select('kb_translation.id')
            .whereRef('kb_translation.article_id', '=', 'kb_article.id')
            .where('kb_translation.published_version_id', 'is not', null),
        ),
      )
      .where(({ eb, or, exists, selectFrom }) =>
        or([
          eb('kb_article.review_at', '<=', work.now),
          exists(
            selectFrom('kb_translation as other')
              .innerJoin('kb_translation as main', 'main.article_id', 'other.article_id')
              .innerJoin('kb_version as now', 'now.id', 'main.published_version_id')
              .leftJoin('kb_version as source', 'source.id', 'other.published_source_version_id')
              .select('other.id')
              .whereRef('other.article_id', '=', 'kb_article.id')
              .whereRef('main.language', '=', 'kb_article.primary_language')
              .whereRef('other.language', '!=', 'main.language')
              .where('other.published_version_id', 'is not', null)
              .where(({ eb: where, fn, ref }) => where(ref('now.sequence'), '>', fn.coalesce('source.sequence', sql<number>`0`))),
          ),
          exists(
            selectFrom('kb_vote')
              .innerJoin('kb_translation as voted', 'voted.published_version_id', 'kb_vote.version_id')
              .select('kb_vote.article_id')
              .whereRef('kb_vote.article_id', '=', 'kb_article.id')
              .groupBy('kb_vote.article_id')
              .having(({ eb: having, fn }) => having(fn.countAll().filterWhere('kb_vote.is_helpful', '=', false), '>=', MANY))
              .having(({ eb: having, fn }) =>
                having(
                  fn.countAll().filterWhere('kb_vote.is_helpful', '=', false),
                  '>',
                  fn.countAll().filterWhere('kb_vote.is_helpful', '=', true),
                ),
              ),
          ),
        ]),
      )
      .orderBy('kb_article.id')
      .limit(page.take)
    if (page.after) rows = rows.where('kb_article.id', '>', String(page.after[0]))
    const found = await rows.execute()
    const ids = found.map(({ id }) => id)
    const texts = await publishedTexts(work.db, ids)
    const votes = await votesOf(work, ids)
    return page.of(
      found,
      (row) => [row.id],
      found.map((row) => {
        const own = texts.filter(({ article_id }) => article_id === row.id)
        const text = own.find(({ language }) => language === row.primary_language) ?? own[0]
        return {
          articleId: row.id,
          title: text?.title ?? '',
          language: text?.language ?? row.primary_language,
          reviewAt: row.review_at,
          isReviewDue: row.review_at !== null && row.review_at <= work.now,
          outdated: own.filter((one) => isOutdated(one, own, row.primary_language)).map(({ language }) => language),
          ...(votes.get(row.id) ?? { helpful: 0, unhelpful: 0 }),
        }
      }),
    )
  },
})
