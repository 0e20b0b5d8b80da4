import { Id, Instant, Language, NextCursor, pageInput } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const count = Type.Integer({ minimum: 0 })

export const ListGaps = Type.Object({
  acting: Type.Optional(Type.Enum(['staff', 'customer'])),
  language: Type.Optional(Language),
  ...pageInput,
})
export interface ListGaps extends Static<typeof ListGaps> {}
const Gap = Type.Object(
  {
    id: Id,
    question: Type.String(),
    /** What staff ask and what customers ask is kept apart. */
    acting: Type.Enum(['staff', 'customer']),
    language: Type.String(),
    /** How often; of the same question one in ten minutes counts. */
    count,
    firstAt: Instant,
    lastAt: Instant,
  },
  { title: 'KbGap' },
)
export const GapPage = Type.Object({ items: Type.Array(Gap), nextCursor: NextCursor }, { title: 'KbGapPage' })
export interface GapPage extends Static<typeof GapPage> {}

export const ListStale = Type.Object({ ...pageInput })
export interface ListStale extends Static<typeof ListStale> {}
const StaleArticle = Type.Object(
  {
    articleId: Id,
    title: Type.String(),
    language: Type.String(),
    reviewAt: Type.Union([Instant, Type.Null()]),
    isReviewDue: Type.Boolean(),
    /** Published languages that are older than what they were made from. */
    outdated: Type.Array(Type.String()),
    helpful: count,
    unhelpful: count,
  },
  { title: 'KbStaleArticle' },
)
export const StalePage = Type.Object({ items: Type.Array(StaleArticle), nextCursor: NextCursor }, { title: 'KbStalePage' })
export interface StalePage extends Static<typeof StalePage> {}

export const ListUnhelpful = Type.Object({ limit: pageInput.limit })
export interface ListUnhelpful extends Static<typeof ListUnhelpful> {}
export const UnhelpfulArticles = Type.Object(
  {
    /** What was voted down most comes first; votes of what is published now. */
    items: Type.Array(Type.Object({ articleId: Id, title: Type.String(), language: Type.String(), helpful: count, unhelpful: count })),
  },
  { title: 'KbUnhelpfulArticles' },
)
export interface UnhelpfulArticles extends Static<typeof UnhelpfulArticles> {}

export const ListDeflections = Type.Object({ from: Type.Optional(Instant), to: Type.Optional(Instant), limit: pageInput.limit })
export interface ListDeflections extends Static<typeof ListDeflections> {}
export const Deflections = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        articleId: Id,
        title: Type.String(),
        /** Readers who are known and said that it solved their problem, once for a draft. */
        solved: count,
        /** The same by readers whom nobody knows. */
        solvedByUnknown: count,
        /** Tickets into whose answers it was put. */
        inserted: count,
      }),
    ),
  },
  { title: 'KbDeflections' },
)
export interface Deflections extends Static<typeof Deflections> {}

export interface ReportService {
  /** Searches that found nothing, the most frequent first. */
  gaps(input: ListGaps): Promise<GapPage>
  /** Articles to look at again: due, outdated in a language, or voted down by most. */
  stale(input: ListStale): Promise<StalePage>
  unhelpful(input: ListUnhelpful): Promise<UnhelpfulArticles>
  /** What articles spared, in a half-open period. */
  deflections(input: ListDeflections): Promise<Deflections>
}
