import { presentPeople } from '../live/presence-rows.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { GetTicket, TicketView } from './schemas.ts'
import { viewTicket } from './view.ts'

const { query } = forContract<TicketsContract>()

export const get = query({
  route: 'GET /tickets/:ticketId',
  summary: 'One ticket.',
  permission: 'ticket.read',
  audience: 'both',
  input: GetTicket,
  output: TicketView,
  async run(work, { ticketId, presence }) {
    await work.ticket(ticketId)
    const context = contextOf(work)
    const view = await viewTicket(context, ticketId)
    if (!presence) return view
    return { ...view, presence: (await presentPeople(context.unit.tx, [ticketId])).get(ticketId) ?? [] }
  },
})
