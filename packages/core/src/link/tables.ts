import type { LinkKind } from '../machine/link-kinds.ts'

/** Stored once, in one direction: `from` blocks, causes, is parent of `to`. */
export interface TicketLinkTable {
  id: string
  kind: LinkKind
  from_id: string
  to_id: string
  /** The two ends in the order of their ids, so that a pair has one link of a kind. */
  low_id: string
  high_id: string
  added_by: string
  created_at: string
}
export interface LinkTables {
  ticket_link: TicketLinkTable
}
