import { attachmentsOf } from '../attachment/attachments-of.ts'
import { conversationOf } from '../merge/conversation.ts'
import { messagePlaces } from '../merge/message-places.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { namedAuthors } from './author-names.ts'
import type { TicketsContract } from './contract.ts'
import { MessagePage } from './conversation-schemas.ts'
import { authorOf, viewMessage } from './message.ts'
import { ListOfTicket } from './schemas.ts'

const { query } = forContract<TicketsContract>()

export const messages = query({
  route: 'GET /tickets/:ticketId/messages',
  summary: 'The conversation with what was merged into it, oldest first; customers get its public part.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListOfTicket,
  output: MessagePage,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const page = new Page(context, 'tickets.messages', input)
    const { ticketIds, split } = await conversationOf(context, input.ticketId)
    let rows = context.unit.db.selectFrom('message').selectAll()
    rows = split.length
      ? rows.where(({ eb, or }) =>
          or([
            eb('ticket_id', 'in', ticketIds),
            eb(
              'id',
              'in',
              split.map(({ messageId }) => messageId),
            ),
          ]),
        )
      : rows.where('ticket_id', 'in', ticketIds)
    if (context.actor.capacity.acting === 'customer') rows = rows.where('visibility', '=', 'public')
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.orderBy('id').limit(page.take).execute()
    const named = await namedAuthors(context, found.map(authorOf))
    const placeOf = await messagePlaces(context, input.ticketId, found)
    const attached = await attachmentsOf(
      context,
      found.map(({ id }) => id),
    )
    const items = found.map((row) => viewMessage(row, named(authorOf(row)), attached(row.id), placeOf(row)))
    return page.of(found, (row) => [row.id], items)
  },
})
