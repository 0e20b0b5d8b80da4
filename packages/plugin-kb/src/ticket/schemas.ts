import { Id, Instant, NextCursor, pageInput, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { type ArticleSheet, CreateArticle } from '../article/schemas.ts'

const Kind = Type.Enum(['source', 'answer', 'related'])
export const LinkTicket = Type.Object({
  ticketId: Id,
  articleId: Id,
  /** `answer`: the article answered the ticket; `related` unless told. `source` is what `createFromTicket` says. */
  kind: Type.Optional(Type.Enum(['answer', 'related'])),
})
export interface LinkTicket extends Static<typeof LinkTicket> {}
export const UnlinkTicket = Type.Object({ ticketId: Id, articleId: Id })
export interface UnlinkTicket extends Static<typeof UnlinkTicket> {}
export const TicketLink = Type.Object({ id: Id, ticketId: Id, articleId: Id, kind: Kind, linkedAt: Instant }, { title: 'KbTicketLink' })
export interface TicketLink extends Static<typeof TicketLink> {}
export const TicketsOf = Type.Object({ articleId: Id, limit: pageInput.limit, cursor: Type.Optional(Id) })
export interface TicketsOf extends Static<typeof TicketsOf> {}
export const LinkedTickets = Type.Object(
  {
    items: Type.Array(Type.Object({ id: Id, ticketId: Id, number: Type.Integer(), subject: Type.String(), kind: Kind, linkedAt: Instant })),
    nextCursor: NextCursor,
  },
  { title: 'KbLinkedTickets' },
)
export interface LinkedTickets extends Static<typeof LinkedTickets> {}

/** The knowledge base's part of a ticket: `ticket.ext.kb`. */
export const TicketInput = Type.Object({
  /** Articles to link. */
  articleIds: staffOnly(Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true })),
})
export interface TicketInput extends Static<typeof TicketInput> {}
export const OnTicket = Type.Object({
  /** Linked articles that the reader may read, in their language. */
  articles: Type.Array(
    Type.Object({ id: Id, kind: Kind, title: Type.String(), language: Type.String(), slug: Type.String(), versionId: Id }),
  ),
})
export interface OnTicket extends Static<typeof OnTicket> {}

const Find = Type.Enum(['internal', 'name', 'email', 'phone', 'address', 'account', 'secret'])
export const PrivateFinding = Type.Object(
  {
    kind: Find,
    /** Where it stands: `title`, `summary`, `body`. */
    field: Type.String(),
    start: Type.Integer(),
    end: Type.Integer(),
    text: Type.String(),
  },
  { title: 'KbPrivateFinding' },
)
export interface PrivateFinding extends Static<typeof PrivateFinding> {}
export const DraftFromTicket = Type.Object({
  ticketId: Id,
  /** All public ones unless told. */
  messageIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true })),
  /** Internal notes are named on purpose only. */
  confirmInternal: Type.Optional(Type.Boolean()),
})
export interface DraftFromTicket extends Static<typeof DraftFromTicket> {}
export const TicketDraft = Type.Object(
  { ticketId: Id, language: Type.String(), title: Type.String(), body: Type.String(), findings: Type.Array(PrivateFinding) },
  { title: 'KbTicketDraft' },
)
export interface TicketDraft extends Static<typeof TicketDraft> {}
export const CreateFromTicket = Type.Object({
  ...CreateArticle.properties,
  ticketId: Id,
  /** Something of an internal note stands in the text, and may. */
  confirmInternal: Type.Optional(Type.Boolean()),
  /** Names, addresses, numbers and secrets that were found were looked at, and may stay. */
  confirmPrivate: Type.Optional(Type.Boolean()),
})
export interface CreateFromTicket extends Static<typeof CreateFromTicket> {}

export interface TicketLinkService {
  /** Links an article that the caller may read to a ticket. Throws `kb.article_not_found`. */
  link(input: LinkTicket): Promise<TicketLink>
  /** Throws `kb.not_linked`. */
  unlink(input: UnlinkTicket): Promise<TicketLink>
  /** Tickets of the caller's that an article is linked to, the newest first. */
  ticketsOf(input: TicketsOf): Promise<LinkedTickets>
  /** What an article could be made from, and what in it is nobody else's business. Throws `kb.internal_source`. */
  draftFromTicket(input: DraftFromTicket): Promise<TicketDraft>
  /** A draft that is linked to its ticket. Throws `kb.private_found`, `kb.internal_source`, each with what was found. */
  createFromTicket(input: CreateFromTicket): Promise<ArticleSheet>
}
export interface TicketLinkEvents {
  'kb.ticket_linked': { ticketId: string; articleId: string; linkId: string }
  'kb.ticket_unlinked': { ticketId: string; articleId: string; linkId: string }
}
