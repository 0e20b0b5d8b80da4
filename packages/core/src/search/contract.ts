import Type, { type Static } from 'typebox'
import { TicketView } from '../ticket/schemas.ts'
import { Id, Instant, NextCursor, nullable, pageInput, staffOnly } from '../value/schema.ts'

const Range = Type.Object(
  { start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 1 }) },
  { title: 'MatchRange', description: 'UTF-16 offsets: what String.slice takes' },
)
export interface MatchRange extends Static<typeof Range> {}

/** A piece of text with what was asked for marked by ranges, never by HTML. */
const Excerpt = Type.Object(
  {
    text: Type.String(),
    matches: Type.Array(Range),
    /** Of a ticket: the message that it is from. */
    messageId: nullable(Id),
    /** Customers never see it. */
    isInternal: staffOnly(Type.Boolean()),
  },
  { title: 'Excerpt' },
)
export interface Excerpt extends Static<typeof Excerpt> {}

const SearchItem = Type.Object(
  {
    /** `ticket`, `person`, `company`, or what plugins bring: `<plugin>_<kind>`. */
    kind: Type.String(),
    id: Type.String(),
    /** Subject or name. */
    title: Type.String(),
    titleMatches: Type.Array(Range),
    excerpt: nullable(Excerpt),
    createdAt: Instant,
    /** Of tickets. */
    ticket: Type.Optional(TicketView),
  },
  { title: 'SearchItem' },
)
export interface SearchItem extends Static<typeof SearchItem> {}

export const SearchInput = Type.Object({
  ...pageInput,
  /** Words, `"a phrase"`, `-without`, `#42`, and filters such as `status:open` (see docs/guide/search.md). */
  query: Type.String({ maxLength: 1000 }),
  /** One kind of what can be found; all of them unless told. */
  kind: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
})
export interface SearchInput extends Static<typeof SearchInput> {}

export const SearchPage = Type.Object({ items: Type.Array(SearchItem), nextCursor: NextCursor }, { title: 'SearchPage' })
export interface SearchPage extends Static<typeof SearchPage> {}

export interface SearchService {
  /** Tickets, people, companies and plugins' documents that the caller may see: whose title has it first, then the newest. */
  find(input: SearchInput): Promise<SearchPage>
}

export interface SearchContract {
  id: 'search'
  service: SearchService
}
