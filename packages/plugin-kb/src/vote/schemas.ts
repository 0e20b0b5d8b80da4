import { about, Id, Instant, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { ArticleById } from '../article/schemas.ts'

const Reason = Type.Enum(['wrong', 'outdated', 'unclear', 'incomplete', 'off_topic', 'other'])
export const GiveVote = Type.Object({
  articleId: Id,
  versionId: about(Id, 'The text that they read, as `read` said'),
  isHelpful: about(Type.Boolean(), 'Whether it helped'),
  reason: Type.Optional(about(Reason, 'Why it did not')),
  comment: Type.Optional(about(Type.String({ maxLength: 2000 }), 'In their own words')),
})
export interface GiveVote extends Static<typeof GiveVote> {}
export const TakeVote = Type.Object({ articleId: Id, versionId: Id })
export interface TakeVote extends Static<typeof TakeVote> {}
export const Vote = Type.Object(
  {
    articleId: Id,
    versionId: Id,
    isHelpful: about(Type.Boolean(), 'Whether it helped'),
    reason: about(nullable(Reason), 'Why it did not; null: not said'),
    comment: about(nullable(Type.String()), 'In their own words; null: none'),
    votedAt: Instant,
  },
  { title: 'KbVote' },
)
export interface Vote extends Static<typeof Vote> {}
export const VoteSummary = Type.Object(
  {
    helpful: about(Type.Integer(), 'Votes for it, of all versions'),
    unhelpful: about(Type.Integer(), 'Votes against it, of all versions'),
    versions: about(
      Type.Array(
        Type.Object({
          versionId: Id,
          language: about(Type.String(), 'BCP 47'),
          sequence: about(Type.Integer(), 'Its number in its language, from 1'),
          helpful: about(Type.Integer(), 'Votes for it'),
          unhelpful: about(Type.Integer(), 'Votes against it'),
        }),
      ),
      'The same by version',
    ),
    comments: about(Type.Array(Vote), 'Votes with a reason or a comment, the newest hundred'),
  },
  { title: 'KbVoteSummary' },
)
export interface VoteSummary extends Static<typeof VoteSummary> {}

export interface VoteService {
  /** Whether a text helped: one vote of a person for each version, and the last one counts. Throws `kb.version_not_found`. */
  vote(input: GiveVote): Promise<Vote>
  unvote(input: TakeVote): Promise<{ versionId: string }>
  votes(input: ArticleById): Promise<VoteSummary>
}
export interface VoteEvents {
  'kb.voted': { articleId: string; versionId: string; isHelpful: boolean }
  'kb.vote_taken': { articleId: string; versionId: string }
}
