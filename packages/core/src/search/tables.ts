import type { Generated } from 'kysely'

/**
 * What is in the inverted index for one ticket (its number) or document (its position below zero). On PostgreSQL its tokens stand here as
 * numbers, in `tokens`; on SQLite they are in FTS5 alone.
 */
export interface SearchPostingTable {
  position: number
  /** SQLite alone. Tokens that change with the row and not with its messages: subject, number, kind and scope. Separated by spaces. */
  head: string
}
/** SQLite alone: a new ticket that is not in FTS5 yet. Its tokens are those of its `head` and these. */
export interface SearchPendingTable {
  position: number
  /** Of its messages, separated by spaces. */
  words: string
}
/** Everything else that can be found: people, companies, and what plugins have put there. */
export interface SearchDocumentTable {
  position: Generated<number>
  /** `person`, `company`, or `<plugin>_<kind>`. */
  kind: string
  ref_id: string
  /** Texts of plugins' documents; of people and companies they stand in their own rows. */
  title: string | null
  public_text: string | null
  internal_text: string | null
  /** Tokens of which a reader of a plugin's document must have one, separated by spaces. */
  scope: string | null
  created_at: string
}

export interface SearchTables {
  search_posting: SearchPostingTable
  search_pending: SearchPendingTable
  search_document: SearchDocumentTable
}
