import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { countTickets } from '../ticket/count.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import { CountViews, ViewCounts, type ViewsContract } from './contract.ts'
import { filterFaults } from './filter-faults.ts'
import { seeView, type ViewRow, viewsOf } from './view-row.ts'

const { query } = forContract<ViewsContract>()

export const counts = query({
  route: 'GET /views/counts',
  summary: 'How many tickets each of the caller’s views has, for this caller.',
  permission: 'ticket.read',
  audience: 'both',
  input: CountViews,
  output: ViewCounts,
  async run(work, { viewIds }) {
    const context = contextOf(work)
    const rows: ViewRow[] = []
    if (viewIds) for (const viewId of viewIds) rows.push(await seeView(context, viewId))
    else rows.push(...(await viewsOf(context)))
    // All at once: on PostgreSQL they are on their way together, and the server has one after the other.
    return { items: await Promise.all(rows.map((row) => countOf(context, row))) }
  },
})

/** A view that no longer fits says so, and the others are counted. */
async function countOf(context: CallContext, row: ViewRow): Promise<ViewCounts['items'][number]> {
  // By the caller's audience, as that is how it would be listed.
  const faults = filterFaults(context, context.actor.capacity.acting, row.filter_json)
  if (faults.length) return { viewId: row.id, count: null, hasMore: false, faults: [...faults] }
  return { viewId: row.id, ...(await countTickets(context, row.filter_json as TicketFilter)), faults: [] }
}
