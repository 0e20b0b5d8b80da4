import { Id, Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { ListedArticle } from '../reader/schemas.ts'

const Range = Type.Object({ start: Type.Integer(), end: Type.Integer() })

export const SearchArticles = Type.Object({
  /** Words as people say them; signs mean nothing. The first forty words count. */
  query: Type.String({ maxLength: 1000 }),
  /** Its texts come first; the reader's own languages unless told. */
  language: Type.Optional(Language),
  /** With the categories below it. */
  categoryId: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export interface SearchArticles extends Static<typeof SearchArticles> {}

export const FoundArticle = Type.Object(
  {
    ...ListedArticle.properties,
    /** The language of the text that fits best, where that is not the one that is given. */
    foundIn: Type.String(),
    /** A piece of the text around what was found, with places to mark, in UTF-16 units; null where the title says it all. */
    excerpt: Type.Union([Type.Object({ text: Type.String(), matches: Type.Array(Range) }), Type.Null()]),
    /** Places to mark in the title. */
    titleMatches: Type.Array(Range),
  },
  { title: 'KbFoundArticle' },
)
export interface FoundArticle extends Static<typeof FoundArticle> {}
export const SearchAnswer = Type.Object(
  {
    /** Best first. There is no page after these: who needs more asks for more. */
    items: Type.Array(FoundArticle),
    /** The question as it was understood, where a word was taken for another one. */
    didYouMean: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'KbSearchAnswer' },
)
export interface SearchAnswer extends Static<typeof SearchAnswer> {}

export const RecordMiss = Type.Object({
  acting: Type.Enum(['staff', 'customer']),
  language: Type.String({ maxLength: 35 }),
  question: Type.String({ maxLength: 1000 }),
})
export interface RecordMiss extends Static<typeof RecordMiss> {}
/** Without an id: all that nobody has asked for half a year. */
export const ForgetMisses = Type.Object({ missId: Type.Optional(Id) })
export interface ForgetMisses extends Static<typeof ForgetMisses> {}

export interface SearchEvents {
  'kb.search_missed': { missId: string; acting: string }
  'kb.misses_forgotten': { missId: string }
}
export interface SearchService {
  /** Published articles that the caller may read, by how much they are about the question. */
  search(input: SearchArticles): Promise<SearchAnswer>
  /** For the plugin itself: a search that found nothing. */
  recordMiss(input: RecordMiss): Promise<{ isKept: boolean }>
  /** Forgets one search without a result, or all that nobody has asked for half a year. */
  forgetMisses(input: ForgetMisses): Promise<{ forgotten: number }>
}
