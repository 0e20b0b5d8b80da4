import { ticketPredicate } from '../access/ticket-scope.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { TicketById } from '../ticket/schemas.ts'
import { MergedTickets } from './schemas.ts'

const { query } = forContract<TicketsContract>()

export const merged = query({
  route: 'GET /tickets/:ticketId/merged',
  summary: 'The tickets that are part of this one, as far as the caller may see them.',
  permission: 'ticket.read',
  audience: 'both',
  input: TicketById,
  output: MergedTickets,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    const { unit, actor } = contextOf(work)
    const rows = await unit.db
      .selectFrom('ticket_merge')
      .innerJoin('ticket', 'ticket.id', 'ticket_merge.source_id')
      .select(['ticket.id', 'ticket.number', 'ticket_merge.created_at'])
      .where('ticket_merge.root_id', '=', ticketId)
      .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
      .orderBy('ticket_merge.created_at')
      .orderBy('ticket.id')
      .execute()
    return { items: rows.map(({ id, number, created_at }) => ({ ticket: { id, number }, mergedAt: created_at })) }
  },
})
