import { Code, Id, Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { ListedArticle } from '../reader/schemas.ts'

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 10 }))

export const Suggest = Type.Object({
  /** As far as it is typed. */
  subject: Type.String({ maxLength: 500 }),
  /** The beginning of the text is enough. */
  body: Type.Optional(Type.String({ maxLength: 2000 })),
  /** Of the ticket that is being written. */
  type: Type.Optional(Code),
  /** In which it is written; the reader's own unless told. */
  language: Type.Optional(Language),
  limit,
})
export interface Suggest extends Static<typeof Suggest> {}
export const SuggestForTicket = Type.Object({ ticketId: Id, limit })
export interface SuggestForTicket extends Static<typeof SuggestForTicket> {}

/** Where a person reads it: what a page that shows suggestions keeps on the same screen, whether there are any or not. */
const Person = Type.Object(
  {
    operation: Type.Literal('tickets.create'),
    method: Type.Literal('POST'),
    path: Type.String(),
  },
  { title: 'KbWayToAPerson' },
)
export const Suggestions = Type.Object(
  {
    /** Best first; none where nothing fits well. */
    items: Type.Array(ListedArticle),
    person: Person,
  },
  { title: 'KbSuggestions' },
)
export interface Suggestions extends Static<typeof Suggestions> {}
const TicketSuggestion = Type.Object(
  {
    ...ListedArticle.properties,
    /** Whether the requester may read it: what only staff may read must not be sent. */
    isForRequester: Type.Boolean(),
    /** It is linked to the ticket already. */
    isLinked: Type.Boolean(),
  },
  { title: 'KbTicketSuggestion' },
)
export interface TicketSuggestion extends Static<typeof TicketSuggestion> {}
export const TicketSuggestions = Type.Object({ items: Type.Array(TicketSuggestion) }, { title: 'KbTicketSuggestions' })
export interface TicketSuggestions extends Static<typeof TicketSuggestions> {}

export const InsertArticle = Type.Object({
  ticketId: Id,
  articleId: Id,
  /** Where it stood among the suggestions, from 1. */
  position: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export interface InsertArticle extends Static<typeof InsertArticle> {}
export const InsertedArticle = Type.Object(
  { articleId: Id, ticketId: Id, title: Type.String(), url: Type.String(), isForRequester: Type.Boolean() },
  { title: 'KbInsertedArticle' },
)
export interface InsertedArticle extends Static<typeof InsertedArticle> {}

export const SolvedBy = Type.Object({
  articleId: Id,
  /** Any id that the page made for this draft of a request: it counts once, whatever is read meanwhile. */
  draftId: Id,
  position: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export interface SolvedBy extends Static<typeof SolvedBy> {}
export const Solved = Type.Object({ articleId: Id, isThanked: Type.Boolean() }, { title: 'KbSolved' })
export interface Solved extends Static<typeof Solved> {}

export interface SuggestionEvents {
  'kb.article_inserted': { articleId: string; ticketId: string }
  'kb.request_solved': { articleId: string }
}
export interface SuggestionService {
  /** Articles that may answer a request while it is being written, and always the way to a person. */
  suggest(input: Suggest): Promise<Suggestions>
  /** The same on a ticket, for who works on it. */
  suggestForTicket(input: SuggestForTicket): Promise<TicketSuggestions>
  /** Writes down that an article goes into an answer, and gives what to put there. */
  insertArticle(input: InsertArticle): Promise<InsertedArticle>
  /** "This solved it": the reader says so, once for a draft. */
  solvedBy(input: SolvedBy): Promise<Solved>
}
