import { v7 } from 'uuid'
import { messageTokens } from '../../../packages/core/src/search/index-ticket.ts'
import { ticketHead } from '../../../packages/core/src/search/ticket-head.ts'
import { tokenCodes } from '../../../packages/core/src/search/token-code.ts'
import { ticketTexts } from './texts.ts'

export interface SearchWorld {
  readonly size: number
  readonly teams: readonly string[]
  readonly companies: readonly string[]
  readonly requesters: readonly string[]
}
export type BenchTicket = ReturnType<typeof benchTicket>

const START = Date.parse('2024-01-01T00:00:00.000Z')

/** Half of the tickets are of the first team; companies have one in twenty each, but for the last, which has one in a thousand. */
export function benchTicket(index: number, { teams, companies, requesters }: SearchWorld) {
  const isOpen = index % 10 === 3
  const isRare = index % 1_000 === 17
  // Languages go round by six: every team has all of them.
  const sixth = Math.floor(index / 6)
  return {
    number: index + 1,
    id: v7(),
    is_open: isOpen,
    category: isOpen ? 'open' : 'closed',
    priority: (index % 4) + 1,
    requester_id: requesters[isRare ? requesters.length - 1 : index % (requesters.length - 1)] ?? '',
    company_id: companies[isRare ? companies.length - 1 : index % (companies.length - 1)] ?? '',
    team_id: teams[sixth % 2 === 0 ? 0 : 1 + ((sixth >> 1) % (teams.length - 1))] ?? '',
    assignee_id: null,
    at: START + index * 30_000,
    ...ticketTexts(index),
  }
}

/** What the desk itself would write for a ticket, by the functions by which it does: words on SQLite, an array of numbers on PostgreSQL. */
export interface BenchPosting {
  readonly number: number
  readonly head: string
  readonly tokens: string
}

export function benchPosting(kind: 'sqlite' | 'postgres', index: number, world: SearchWorld): BenchPosting {
  const ticket = benchTicket(index, world)
  const head = ticketHead(kind, ticket, [])
  const texts = ticket.messages.map(({ body, isInternal }) => ({
    visibility: isInternal ? ('internal' as const) : ('public' as const),
    body,
  }))
  const tokens = [...head, ...messageTokens(texts)]
  return kind === 'sqlite'
    ? { number: ticket.number, head: head.join(' '), tokens: tokens.join(' ') }
    : { number: ticket.number, head: '', tokens: tokenCodes(tokens) }
}
