import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type ListTickets, type TicketFilter, TicketPage } from '../ticket/list-schema.ts'
import { TicketsOfView, type ViewsContract } from './contract.ts'
import { filterFaults } from './filter-faults.ts'
import { seeView } from './view-row.ts'

const { query } = forContract<ViewsContract>()

/** There is one list of tickets: this is it, with what the view says. Its cursors serve `tickets.list` with the same filter, too. */
export const tickets = query({
  route: 'GET /views/:viewId/tickets',
  summary: 'The tickets of a view, by keyset.',
  permission: 'ticket.read',
  audience: 'both',
  input: TicketsOfView,
  output: TicketPage,
  async run(work, { viewId, ...page }) {
    const context = contextOf(work)
    const input: ListTickets = { ...(await listInputOf(context, viewId)), ...page }
    return work.desk.tickets.list(input)
  },
})

/** Input of `tickets.list` as the view has it, for this caller. Throws `view.not_found`, `view.unfit`. */
export async function listInputOf(context: CallContext, viewId: string): Promise<ListTickets> {
  const row = await seeView(context, viewId)
  const faults = filterFaults(context, context.actor.capacity.acting, row.filter_json)
  if (faults.length)
    throw coreError(
      'view.unfit',
      { faults: faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ') },
      { details: { faults } },
    )
  return { ...(row.filter_json as TicketFilter), sort: row.sort, order: row.direction }
}
