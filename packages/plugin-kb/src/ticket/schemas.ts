import { about, Id, Instant, NextCursor, pageInput, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { type ArticleSheet, CreateArticle } from '../article/schemas.ts'

const Kind = Type.Enum(['source', 'answer', 'related'])
export const LinkTicket = Type.Object({
  ticketId: Id,
  articleId: Id,
  kind: Type.Optional(
    about(
      Type.Enum(['answer', 'related']),
      'Answer: the article answered the ticket; `related` unless told. `source` is what `createFromTicket` says',
    ),
  ),
})
export interface LinkTicket extends Static<typeof LinkTicket> {}
export const UnlinkTicket = Type.Object({ ticketId: Id, articleId: Id })
export interface UnlinkTicket extends Static<typeof UnlinkTicket> {}
export const TicketLink = Type.Object(
  {
    id: Id,
    ticketId: Id,
    articleId: Id,
    kind: about(Kind, 'Source: the article was made from the ticket; answer: it answered it; related: neither'),
    linkedAt: Instant,
  },
  { title: 'KbTicketLink' },
)
export interface TicketLink extends Static<typeof TicketLink> {}
export const TicketsOf = Type.Object({
  articleId: Id,
  limit: pageInput.limit,
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface TicketsOf extends Static<typeof TicketsOf> {}
export const LinkedTickets = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          id: Id,
          ticketId: Id,
          number: about(Type.Integer(), 'The number that people say'),
          subject: about(Type.String(), 'One line'),
          kind: about(Kind, 'Source: the article was made from the ticket; answer: it answered it; related: neither'),
          linkedAt: Instant,
        }),
      ),
      'What is on this page, the newest first',
    ),
    nextCursor: NextCursor,
  },
  { title: 'KbLinkedTickets' },
)
export interface LinkedTickets extends Static<typeof LinkedTickets> {}

/** The knowledge base's part of a ticket: `ticket.ext.kb`. */
export const TicketInput = Type.Object(
  {
    articleIds: staffOnly(about(Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }), 'Articles to link')),
  },
  { description: 'The knowledge base’s part: which articles are linked' },
)
export interface TicketInput extends Static<typeof TicketInput> {}
export const OnTicket = Type.Object(
  {
    articles: about(
      Type.Array(
        Type.Object({
          id: Id,
          kind: about(Kind, 'Source: the article was made from the ticket; answer: it answered it; related: neither'),
          title: about(Type.String(), 'What it is about, in a line'),
          language: about(Type.String(), 'That of the title (BCP 47)'),
          slug: about(Type.String(), 'Its name in an address'),
          versionId: about(Id, 'What readers have'),
        }),
      ),
      'Linked articles that the reader may read, in their language',
    ),
  },
  { description: 'The knowledge base’s part: linked articles' },
)
export interface OnTicket extends Static<typeof OnTicket> {}

const Find = Type.Enum(['internal', 'name', 'email', 'phone', 'address', 'account', 'secret'])
export const PrivateFinding = Type.Object(
  {
    kind: about(Find, 'What it looks like'),
    field: about(Type.String(), 'Where it stands: `title`, `summary`, `body`'),
    start: about(Type.Integer(), 'First place, in UTF-16 units, from 0'),
    end: about(Type.Integer(), 'The place after the last one'),
    text: about(Type.String(), 'What stands there'),
  },
  { title: 'KbPrivateFinding' },
)
export interface PrivateFinding extends Static<typeof PrivateFinding> {}
export const DraftFromTicket = Type.Object({
  ticketId: Id,
  messageIds: Type.Optional(
    about(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }), 'Messages to make it from; all public ones unless told'),
  ),
  confirmInternal: Type.Optional(about(Type.Boolean(), 'Internal notes are named on purpose')),
})
export interface DraftFromTicket extends Static<typeof DraftFromTicket> {}
export const TicketDraft = Type.Object(
  {
    ticketId: Id,
    language: about(Type.String(), 'In which it seems to be written (BCP 47)'),
    title: about(Type.String(), 'From the subject'),
    body: about(Type.String(), 'Markdown, from the messages'),
    findings: about(Type.Array(PrivateFinding), 'What in it is nobody else’s business'),
  },
  { title: 'KbTicketDraft' },
)
export interface TicketDraft extends Static<typeof TicketDraft> {}
export const CreateFromTicket = Type.Object({
  ...CreateArticle.properties,
  ticketId: about(Id, 'What it is made from'),
  confirmInternal: Type.Optional(about(Type.Boolean(), 'Something of an internal note stands in the text, and may')),
  confirmPrivate: Type.Optional(
    about(Type.Boolean(), 'Names, addresses, numbers and secrets that were found were looked at, and may stay'),
  ),
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
