import Type, { type Static } from 'typebox'
import { TicketView } from '../ticket/schemas.ts'
import { about, Id, Instant, NextCursor, nullable, pageInput, staffOnly } from '../value/schema.ts'

const Range = Type.Object(
  { start: about(Type.Integer({ minimum: 0 }), 'First character'), end: about(Type.Integer({ minimum: 1 }), 'Behind the last character') },
  { title: 'MatchRange', description: 'UTF-16 offsets: what String.slice takes' },
)
export interface MatchRange extends Static<typeof Range> {}

/** A piece of text with what was asked for marked by ranges, never by HTML. */
const Excerpt = Type.Object(
  {
    text: about(Type.String(), 'Plain text'),
    matches: about(Type.Array(Range), 'Where in the text it stands'),
    messageId: about(nullable(Id), 'Of a ticket: the message that it is from; null: from none'),
    isInternal: staffOnly(about(Type.Boolean(), 'Customers never see it')),
  },
  { title: 'Excerpt' },
)
export interface Excerpt extends Static<typeof Excerpt> {}

const SearchItem = Type.Object(
  {
    kind: about(Type.String(), '`ticket`, `person`, `company`, or what plugins bring: `<plugin>_<kind>`.'),
    id: about(Type.String(), 'Of what was found'),
    title: about(Type.String(), 'Subject or name'),
    titleMatches: about(Type.Array(Range), 'Where in the title it stands'),
    excerpt: about(nullable(Excerpt), 'A piece of its text; null: only the title fits'),
    createdAt: Instant,
    ticket: Type.Optional(about(TicketView, 'Of tickets: the ticket')),
  },
  { title: 'SearchItem' },
)
export interface SearchItem extends Static<typeof SearchItem> {}

export const SearchInput = Type.Object({
  ...pageInput,
  query: about(
    Type.String({ maxLength: 1000 }),
    'Words, `"a phrase"`, `-without`, `#42`, and filters such as `status:open` (see docs/guide/search.md)',
  ),
  kind: Type.Optional(about(Type.String({ minLength: 1, maxLength: 80 }), 'One kind of what can be found; all of them unless told')),
})
export interface SearchInput extends Static<typeof SearchInput> {}

const SearchNote = Type.Object(
  {
    filter: about(Type.String(), 'The filter, such as `type`'),
    value: about(Type.String(), 'What was asked for'),
    code: about(Type.String(), 'Code of the error registry'),
    message: about(Type.String(), 'Its sentence, in the reader’s language'),
    values: about(Type.Array(Type.String()), 'What would do, as far as the reader may know'),
  },
  { title: 'SearchNote' },
)
export interface SearchNote extends Static<typeof SearchNote> {}

export const SearchPage = Type.Object(
  {
    items: about(Type.Array(SearchItem), 'What is on this page'),
    nextCursor: NextCursor,
    notes: about(Type.Array(SearchNote), 'Values of filters that nothing is called by, with those that there are'),
  },
  { title: 'SearchPage' },
)
export interface SearchPage extends Static<typeof SearchPage> {}

export interface SearchService {
  /** Tickets, people, companies and plugins' documents that the caller may see: whose title has it first, then the newest. */
  find(input: SearchInput): Promise<SearchPage>
}

export interface SearchContract {
  id: 'search'
  service: SearchService
}
