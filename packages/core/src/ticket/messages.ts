import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { namedAuthors } from './author-names.ts'
import type { TicketsContract } from './contract.ts'
import { authorOf, viewMessage } from './message.ts'
import { ListOfTicket, MessagePage } from './schemas.ts'

const { query } = forContract<TicketsContract>()

export const messages = query({
  route: 'GET /tickets/:ticketId/messages',
  summary: 'The conversation, oldest first; customers get its public part.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListOfTicket,
  output: MessagePage,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const page = new Page(context, 'tickets.messages', input)
    let rows = context.unit.db.selectFrom('message').selectAll().where('ticket_id', '=', input.ticketId)
    if (context.actor.capacity.acting === 'customer') rows = rows.where('visibility', '=', 'public')
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.orderBy('id').limit(page.take).execute()
    const named = await namedAuthors(context, found.map(authorOf))
    const items = found.map((row) => viewMessage(row, named(authorOf(row))))
    return page.of(found, (row) => [row.id], items)
  },
})
