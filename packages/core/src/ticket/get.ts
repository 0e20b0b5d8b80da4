import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { TicketById, TicketView } from './schemas.ts'
import { viewTicket } from './view.ts'

const { query } = forContract<TicketsContract>()

export const get = query({
  route: 'GET /tickets/:ticketId',
  summary: 'One ticket.',
  permission: 'ticket.read',
  audience: 'both',
  input: TicketById,
  output: TicketView,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    return viewTicket(contextOf(work), ticketId)
  },
})
