import { isTombstone } from '../machine/tombstone.ts'
import type { TicketTable } from '../ticket/tables.ts'

/** For how long a solution can be rated, and the rating changed. Longer than most windows of reopening: whoever was away can still say it. */
const RATING_DAYS = 30
const DAY_MS = 86_400_000

export type SolvedTicket = Pick<
  TicketTable,
  'status' | 'category' | 'resolved_at' | 'resolution_text' | 'first_response_at' | 'reopen_count'
>
export interface OpenSolution {
  /** 1 is the first. */
  readonly sequence: number
  readonly solvedAt: string
  readonly until: string
}

/**
 * The solution that can be rated now: the last one, if it stands. Never of what was merged away, is spam, was withdrawn, or ended without a
 * word of the house: there nobody solved anything.
 */
export function openSolution(ticket: SolvedTicket, now: string): OpenSolution | null {
  const { category, status, resolved_at: solvedAt } = ticket
  if (solvedAt === null || (category !== 'resolved' && category !== 'closed') || isTombstone(status)) return null
  if (ticket.first_response_at === null && !ticket.resolution_text) return null
  const until = new Date(Date.parse(solvedAt) + RATING_DAYS * DAY_MS).toISOString()
  return now < until ? { sequence: ticket.reopen_count + 1, solvedAt, until } : null
}
