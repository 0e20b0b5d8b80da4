import { about, Code, Id, Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { ListedArticle } from '../reader/schemas.ts'

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: 'Articles at most' }))

export const Suggest = Type.Object({
  subject: about(Type.String({ maxLength: 500 }), 'As far as it is typed'),
  body: Type.Optional(about(Type.String({ maxLength: 2000 }), 'The beginning of the text is enough')),
  type: Type.Optional(about(Code, 'Type of the ticket that is being written')),
  language: Type.Optional(about(Language, 'In which it is written; the reader’s own unless told')),
  limit,
})
export interface Suggest extends Static<typeof Suggest> {}
export const SuggestForTicket = Type.Object({ ticketId: Id, limit })
export interface SuggestForTicket extends Static<typeof SuggestForTicket> {}

/** Where a person reads it: what a page that shows suggestions keeps on the same screen, whether there are any or not. */
const Person = Type.Object(
  {
    operation: about(Type.Literal('tickets.create'), 'What opens a ticket'),
    method: about(Type.Literal('POST'), 'Of HTTP'),
    path: about(Type.String(), 'Where to send it'),
  },
  { title: 'KbWayToAPerson' },
)
export const Suggestions = Type.Object(
  {
    items: about(Type.Array(ListedArticle), 'Best first; none where nothing fits well'),
    person: about(Person, 'The way to a person: there whether anything fits or not'),
  },
  { title: 'KbSuggestions' },
)
export interface Suggestions extends Static<typeof Suggestions> {}
const TicketSuggestion = Type.Object(
  {
    ...ListedArticle.properties,
    isForRequester: about(Type.Boolean(), 'Whether the requester may read it: what only staff may read must not be sent'),
    isLinked: about(Type.Boolean(), 'It is linked to the ticket already'),
  },
  { title: 'KbTicketSuggestion' },
)
export interface TicketSuggestion extends Static<typeof TicketSuggestion> {}
export const TicketSuggestions = Type.Object(
  { items: about(Type.Array(TicketSuggestion), 'Best first; none where nothing fits well') },
  { title: 'KbTicketSuggestions' },
)
export interface TicketSuggestions extends Static<typeof TicketSuggestions> {}

export const InsertArticle = Type.Object({
  ticketId: Id,
  articleId: Id,
  position: Type.Optional(about(Type.Integer({ minimum: 1, maximum: 50 }), 'Where it stood among the suggestions, from 1')),
})
export interface InsertArticle extends Static<typeof InsertArticle> {}
export const InsertedArticle = Type.Object(
  {
    articleId: Id,
    ticketId: Id,
    title: about(Type.String(), 'Words for the link'),
    url: about(Type.String(), 'Where the requester reads it'),
    isForRequester: about(Type.Boolean(), 'Whether the requester may read it'),
  },
  { title: 'KbInsertedArticle' },
)
export interface InsertedArticle extends Static<typeof InsertedArticle> {}

export const SolvedBy = Type.Object({
  articleId: Id,
  draftId: about(Id, 'Any id that the page made for this draft of a request: it counts once, whatever is read meanwhile'),
  position: Type.Optional(about(Type.Integer({ minimum: 1, maximum: 50 }), 'Where it stood among the suggestions, from 1')),
})
export interface SolvedBy extends Static<typeof SolvedBy> {}
export const Solved = Type.Object({ articleId: Id, isThanked: about(Type.Boolean(), 'It is taken note of') }, { title: 'KbSolved' })
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
