import { Id, Instant, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { ArticleById } from '../article/schemas.ts'

const Reason = Type.Enum(['wrong', 'outdated', 'unclear', 'incomplete', 'off_topic', 'other'])
export const GiveVote = Type.Object({
  articleId: Id,
  /** The text that they read, as `read` said. */
  versionId: Id,
  isHelpful: Type.Boolean(),
  reason: Type.Optional(Reason),
  comment: Type.Optional(Type.String({ maxLength: 2000 })),
})
export interface GiveVote extends Static<typeof GiveVote> {}
export const TakeVote = Type.Object({ articleId: Id, versionId: Id })
export interface TakeVote extends Static<typeof TakeVote> {}
export const Vote = Type.Object(
  { articleId: Id, versionId: Id, isHelpful: Type.Boolean(), reason: nullable(Reason), comment: nullable(Type.String()), votedAt: Instant },
  { title: 'KbVote' },
)
export interface Vote extends Static<typeof Vote> {}
export const VoteSummary = Type.Object(
  {
    helpful: Type.Integer(),
    unhelpful: Type.Integer(),
    versions: Type.Array(
      Type.Object({ versionId: Id, language: Type.String(), sequence: Type.Integer(), helpful: Type.Integer(), unhelpful: Type.Integer() }),
    ),
    /** Those with a reason or a comment, the newest hundred. */
    comments: Type.Array(Vote),
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
