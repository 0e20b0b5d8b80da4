import { about, Id, Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { ListedArticle } from '../reader/schemas.ts'

const Range = Type.Object({
  start: about(Type.Integer(), 'First place, in UTF-16 units, from 0'),
  end: about(Type.Integer(), 'The place after the last one'),
})

export const SearchArticles = Type.Object({
  query: about(Type.String({ maxLength: 1000 }), 'Words as people say them; signs mean nothing. The first forty words count'),
  language: Type.Optional(about(Language, 'Its texts come first; the reader’s own languages unless told')),
  categoryId: Type.Optional(about(Id, 'With the categories below it')),
  limit: Type.Optional(about(Type.Integer({ minimum: 1, maximum: 50 }), 'Articles at most')),
})
export interface SearchArticles extends Static<typeof SearchArticles> {}

export const FoundArticle = Type.Object(
  {
    ...ListedArticle.properties,
    foundIn: about(Type.String(), 'The language of the text that fits best (BCP 47): not always that of the one that is given'),
    excerpt: about(
      Type.Union([
        Type.Object({ text: about(Type.String(), 'Plain text'), matches: about(Type.Array(Range), 'Places to mark in it') }),
        Type.Null(),
      ]),
      'A piece of the text around what was found; null: the title says it all',
    ),
    titleMatches: about(Type.Array(Range), 'Places to mark in the title'),
  },
  { title: 'KbFoundArticle' },
)
export interface FoundArticle extends Static<typeof FoundArticle> {}
export const SearchAnswer = Type.Object(
  {
    items: about(Type.Array(FoundArticle), 'Best first. There is no page after these: who needs more asks for more'),
    didYouMean: about(
      Type.Union([Type.String(), Type.Null()]),
      'The question as it was understood, where a word was taken for another one; null: as it was asked',
    ),
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
export const ForgetMisses = Type.Object({
  missId: Type.Optional(about(Id, 'The one to forget; all that nobody has asked for half a year unless told')),
})
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
