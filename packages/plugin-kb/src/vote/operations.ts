import { Id } from '@deskwright/core'
import Type from 'typebox'
import { findArticle } from '../article/find-article.ts'
import { ArticleById } from '../article/schemas.ts'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { findPublished } from '../reader/read.ts'
import type { KbTables } from '../tables.ts'
import { GiveVote, TakeVote, Vote, VoteSummary } from './schemas.ts'

const { command, query } = kit
const MOST_COMMENTS = 100

export const vote = command({
  route: 'PUT /articles/:articleId/vote',
  summary: 'Says whether a text helped; another time replaces it.',
  permission: 'anyone',
  audience: 'both',
  input: GiveVote,
  output: Vote,
  async run(work, { articleId, versionId, isHelpful, reason, comment }) {
    const { personId } = work.caller
    if (personId === null) throw kbError('kb.no_person')
    const { texts } = await findPublished(work, articleId)
    if (!texts.some(({ version_id }) => version_id === versionId)) throw kbError('kb.version_not_found')
    const said = { is_helpful: isHelpful, reason: reason ?? null, comment: comment?.trim() || null, voted_at: work.now }
    const row: KbTables['kb_vote'] = { id: work.newId(), article_id: articleId, version_id: versionId, person_id: personId, ...said }
    await work.change('kb.voted', { articleId, versionId, isHelpful }, (db) =>
      db
        .insertInto('kb_vote')
        .values(row)
        .onConflict((conflict) => conflict.columns(['version_id', 'person_id']).doUpdateSet(said))
        .execute(),
    )
    return viewOf(row)
  },
})

export const unvote = command({
  route: 'DELETE /articles/:articleId/vote/:versionId',
  summary: 'Takes a vote back.',
  permission: 'anyone',
  audience: 'both',
  input: TakeVote,
  output: Type.Object({ versionId: Id }),
  async run(work, { articleId, versionId }) {
    const { personId } = work.caller
    if (personId === null) throw kbError('kb.no_person')
    await findPublished(work, articleId)
    await work.change('kb.vote_taken', { articleId, versionId }, async (db) => {
      const { numDeletedRows } = await db
        .deleteFrom('kb_vote')
        .where('article_id', '=', articleId)
        .where('version_id', '=', versionId)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
      if (numDeletedRows !== 1n) throw kbError('kb.no_vote')
    })
    return { versionId }
  },
})

export const votes = query({
  route: 'GET /sheets/:articleId/votes',
  summary: 'How an article was voted on, by version; who voted is not told.',
  permission: 'kb.write',
  audience: 'staff',
  input: ArticleById,
  output: VoteSummary,
  async run(work, { articleId }) {
    const article = await findArticle(work, articleId)
    const counts = await work.db
      .selectFrom('kb_vote')
      .innerJoin('kb_version', 'kb_version.id', 'kb_vote.version_id')
      .innerJoin('kb_translation', 'kb_translation.id', 'kb_version.translation_id')
      .select(({ fn }) => [
        'kb_vote.version_id',
        'kb_vote.is_helpful',
        'kb_translation.language',
        'kb_version.sequence',
        fn.countAll<number | string | bigint>().as('vote_count'),
      ])
      .where('kb_vote.article_id', '=', article.id)
      .groupBy(['kb_vote.version_id', 'kb_vote.is_helpful', 'kb_translation.language', 'kb_version.sequence'])
      .orderBy('kb_translation.language')
      .orderBy('kb_version.sequence')
      .execute()
    const comments = await work.db
      .selectFrom('kb_vote')
      .selectAll()
      .where('article_id', '=', article.id)
      .where(({ or, eb }) => or([eb('reason', 'is not', null), eb('comment', 'is not', null)]))
      .orderBy('voted_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_COMMENTS)
      .execute()
    const of = (rows: typeof counts, isHelpful: boolean): number =>
      rows.filter(({ is_helpful }) => is_helpful === isHelpful).reduce((sum, { vote_count }) => sum + Number(vote_count), 0)
    const versionIds = [...new Set(counts.map(({ version_id }) => version_id))]
    return {
      helpful: of(counts, true),
      unhelpful: of(counts, false),
      versions: versionIds.flatMap((versionId) => {
        const own = counts.filter(({ version_id }) => version_id === versionId)
        const [first] = own
        if (!first) return []
        return [{ versionId, language: first.language, sequence: first.sequence, helpful: of(own, true), unhelpful: of(own, false) }]
      }),
      comments: comments.map(viewOf),
    }
  },
})

const viewOf = (row: KbTables['kb_vote']): Vote => ({
  articleId: row.article_id,
  versionId: row.version_id,
  isHelpful: row.is_helpful,
  reason: row.reason,
  comment: row.comment,
  votedAt: row.voted_at,
})
