import { sql } from 'kysely'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { listedNumbers, type Sorting } from './list-branches.ts'
import { openStates } from './list-filter.ts'
import { searchFor } from './list-plan.ts'
import { ListTickets, TicketPage } from './list-schema.ts'
import { type NamedTicketRow, ticketsOfNumbers, viewTickets } from './view.ts'

const { query } = forContract<TicketsContract>()

export const list = query({
  route: 'GET /tickets',
  summary: 'The tickets in the caller’s scope, by keyset.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListTickets,
  output: TicketPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'tickets.list', input)
    const sorting = sortingOf(input.sort ?? 'created', input.order ?? 'newest', context.actor.capacity.acting)
    const { filter, following, lead, teams } = await searchFor(context, input)
    const numbers = listedNumbers(context, {
      filter: sql`${sql.join([filter, ...following], sql` and `)}`,
      lead,
      teams,
      open: openStates(input),
      sorting,
      after: page.after,
      take: page.take,
    })
    if (!numbers) return { items: [], nextCursor: null }
    const { rows } = await sql<{ n: number }>`${numbers}`.execute(context.unit.db)
    const found = await ticketsOfNumbers(
      context,
      rows.map((row) => row.n),
    )
    const keyOf = (row: NamedTicketRow) => (sorting.column === 'number' ? [row.number] : [row[sorting.column], row.number])
    return page.of(found, keyOf, await viewTickets(context, found.slice(0, page.limit)))
  },
})

/** Customers sort by what they see: a note moves nothing of theirs. */
const sortingOf = (sort: 'created' | 'updated' | 'priority', order: 'newest' | 'oldest', acting: 'staff' | 'customer'): Sorting => ({
  column: sort === 'created' ? 'number' : sort === 'priority' ? 'priority' : acting === 'staff' ? 'updated_at' : 'public_updated_at',
  descending: order === 'newest',
})
