import { contextOf } from '../operation/context-of.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { TagTicket, TicketView } from './schemas.ts'
import { tagName } from './tag-name.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const tag = command({
  route: 'POST /tickets/:ticketId/tags',
  summary: 'Adds and removes tags.',
  permission: 'ticket.tag',
  audience: 'staff',
  input: TagTicket,
  output: TicketView,
  async run(work, { ticketId, add = [], remove = [], expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const state = await context.unit.tickets.see(context.actor, ticketId)
    await expectVersion(context, state, expectedVersion)
    await changeTags(context, state, add, remove)
    return viewTicket(context, ticketId)
  },
})

export const addTags = (context: CallContext, state: TicketState, tags: readonly string[]) => changeTags(context, state, tags, [])

async function changeTags(context: CallContext, { row }: TicketState, add: readonly string[], remove: readonly string[]): Promise<void> {
  const { unit } = context
  const existing = new Set(
    (await unit.db.selectFrom('tag').select('tag').where('ticket_id', '=', row.id).execute()).map((found) => found.tag),
  )
  const added = [...new Set(add.map(tagName))].filter((name) => name && !existing.has(name))
  const removed = [...new Set(remove.map(tagName))].filter((name) => existing.has(name) && !added.includes(name))
  if (!added.length && !removed.length) return
  await unit.change(
    context,
    'ticket.tagged',
    { ticketId: row.id },
    async () => {
      if (removed.length) await unit.db.deleteFrom('tag').where('ticket_id', '=', row.id).where('tag', 'in', removed).execute()
      if (added.length)
        await unit.db
          .insertInto('tag')
          .values(added.map((name) => ({ ticket_id: row.id, tag: name, ticket_number: row.number })))
          .execute()
    },
    {
      changes: [
        ...added.map((name) => ({ field: 'tag', from: null, to: name, isPublic: false })),
        ...removed.map((name) => ({ field: 'tag', from: name, to: null, isPublic: false })),
      ],
    },
  )
}
