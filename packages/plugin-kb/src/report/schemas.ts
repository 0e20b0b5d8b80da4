import { about, Id, Instant, Language, NextCursor, pageInput } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const count = Type.Integer({ minimum: 0 })

export const ListGaps = Type.Object({
  acting: Type.Optional(about(Type.Enum(['staff', 'customer']), 'Only what staff asked, or what customers asked')),
  language: Type.Optional(about(Language, 'Only what was asked in it')),
  ...pageInput,
})
export interface ListGaps extends Static<typeof ListGaps> {}
const Gap = Type.Object(
  {
    id: Id,
    question: about(Type.String(), 'As it was asked'),
    acting: about(Type.Enum(['staff', 'customer']), 'What staff ask and what customers ask is kept apart'),
    language: about(Type.String(), 'In which it was asked (BCP 47)'),
    count: about(count, 'How often; of the same question one in ten minutes counts'),
    firstAt: Instant,
    lastAt: Instant,
  },
  { title: 'KbGap' },
)
export const GapPage = Type.Object(
  { items: about(Type.Array(Gap), 'What is on this page, the most frequent first'), nextCursor: NextCursor },
  { title: 'KbGapPage' },
)
export interface GapPage extends Static<typeof GapPage> {}

export const ListStale = Type.Object({ ...pageInput })
export interface ListStale extends Static<typeof ListStale> {}
const StaleArticle = Type.Object(
  {
    articleId: Id,
    title: about(Type.String(), 'In the reader’s language, where it is there'),
    language: about(Type.String(), 'That of the title (BCP 47)'),
    reviewAt: about(Type.Union([Instant, Type.Null()]), 'When to look at it again; null: never'),
    isReviewDue: about(Type.Boolean(), 'It is to be looked at by now'),
    outdated: about(Type.Array(Type.String()), 'Published languages that are older than what they were made from'),
    helpful: about(count, 'Votes for what is published now'),
    unhelpful: about(count, 'Votes against it'),
  },
  { title: 'KbStaleArticle' },
)
export const StalePage = Type.Object(
  { items: about(Type.Array(StaleArticle), 'What is on this page'), nextCursor: NextCursor },
  { title: 'KbStalePage' },
)
export interface StalePage extends Static<typeof StalePage> {}

export const ListUnhelpful = Type.Object({ limit: pageInput.limit })
export interface ListUnhelpful extends Static<typeof ListUnhelpful> {}
export const UnhelpfulArticles = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          articleId: Id,
          title: about(Type.String(), 'In the reader’s language, where it is there'),
          language: about(Type.String(), 'That of the title (BCP 47)'),
          helpful: about(count, 'Votes for what is published now'),
          unhelpful: about(count, 'Votes against it'),
        }),
      ),
      'What was voted down most comes first; votes of what is published now',
    ),
  },
  { title: 'KbUnhelpfulArticles' },
)
export interface UnhelpfulArticles extends Static<typeof UnhelpfulArticles> {}

export const ListDeflections = Type.Object({
  from: Type.Optional(about(Instant, 'From then on')),
  to: Type.Optional(about(Instant, 'Before then')),
  limit: pageInput.limit,
})
export interface ListDeflections extends Static<typeof ListDeflections> {}
export const Deflections = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          articleId: Id,
          title: about(Type.String(), 'In the reader’s language, where it is there'),
          solved: about(count, 'Readers who are known and said that it solved their problem, once for a draft'),
          solvedByUnknown: about(count, 'The same by readers whom nobody knows'),
          inserted: about(count, 'Tickets into whose answers it was put'),
        }),
      ),
      'What spared most comes first',
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
