import { isAtWork } from '../machine/category.ts'
import { tagName } from '../ticket/tag-name.ts'
import type { FollowTickets } from './schemas.ts'
import type { LiveTicket } from './ticket-facts.ts'

/** What of everything that somebody may see a stream is about. */
export interface Topic {
  /** Undefined: all of them. */
  readonly ticketIds: ReadonlySet<string> | undefined
  readonly hasFilter: boolean
  readonly hasPresence: boolean
  /** False: only views or counts were asked for. */
  readonly hasTickets: boolean
  readonly hasUnread: boolean
  /** Whether a ticket fits the filter as it is now. The same keys in SQL: `filterPredicate`. */
  fits(ticket: LiveTicket): boolean
}

type Test = (ticket: LiveTicket) => boolean

export function topicOf(input: FollowTickets): Topic {
  const tests: Test[] = []
  const { open, type, requesterId, companyId, teamId, assigneeId, unassigned, tag } = input
  if (open !== undefined) tests.push(({ category }) => isAtWork(category) === open)
  if (type) tests.push((ticket) => type.includes(ticket.type))
  if (requesterId !== undefined) tests.push((ticket) => ticket.requesterId === requesterId)
  if (companyId !== undefined) tests.push((ticket) => ticket.companyId === companyId)
  if (teamId !== undefined) tests.push((ticket) => ticket.teamId === teamId)
  if (assigneeId !== undefined) tests.push((ticket) => ticket.assigneeId === assigneeId)
  if (unassigned !== undefined) tests.push((ticket) => (ticket.assigneeId === null) === unassigned)
  if (tag !== undefined) {
    const name = tagName(tag)
    tests.push(({ tags }) => tags.includes(name))
  }
  return {
    ticketIds: input.ticketId && new Set(input.ticketId),
    hasFilter: tests.length > 0,
    hasPresence: input.presence ?? input.ticketId !== undefined,
    hasTickets: input.ticketId !== undefined || tests.length > 0 || !(input.viewId || input.unread),
    hasUnread: input.unread ?? false,
    fits: (ticket) => tests.every((test) => test(ticket)),
  }
}

/** Events that add to a ticket and move nothing that a filter asks for: whatever else happens may have taken the ticket out of a list. */
const additions: ReadonlySet<string> = new Set(['ticket.replied', 'ticket.noted', 'ticket.wait_over', 'ticket.gates_overridden'])

export const mayMove = (event: string): boolean => !additions.has(event)
