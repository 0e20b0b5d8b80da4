import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { LinksContract } from './contract.ts'
import { type LinkRow, linkRows, viewLink } from './link-rows.ts'
import { LinkPage, ListLinks } from './schemas.ts'

const { query } = forContract<LinksContract>()

export const list = query({
  route: 'GET /tickets/:ticketId/links',
  summary: 'The links of a ticket to others that the caller may see, newest first.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListLinks,
  output: LinkPage,
  async run(work, input) {
    await work.ticket(input.ticketId)
    return linksOf(contextOf(work), input)
  },
})

export async function linksOf(context: CallContext, input: ListLinks) {
  const { ticketId, role, open } = input
  const page = new Page(context, 'links.list', input)
  let rows = linkRows(context, ticketId, role)
  if (open !== undefined) rows = rows.where('ticket.is_open', '=', open)
  if (page.after) rows = rows.where('ticket_link.id', '<', String(page.after[0]))
  const found: LinkRow[] = await rows.orderBy('ticket_link.id', 'desc').limit(page.take).execute()
  const items = found.map((row) => viewLink(context, ticketId, row))
  return page.of(found, (row) => [row.id], items)
}
