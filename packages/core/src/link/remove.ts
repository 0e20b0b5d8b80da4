import { coreError } from '../error/core-errors.ts'
import { linkKinds, roleOf } from '../machine/link-kinds.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { holdTickets } from '../ticket/see-for.ts'
import { tell } from './connect.ts'
import type { LinksContract } from './contract.ts'
import { linkRows } from './link-rows.ts'
import { linksOf } from './list.ts'
import { LinkPage, RemoveLink } from './schemas.ts'

const { command } = forContract<LinksContract>()

export const remove = command({
  route: 'DELETE /tickets/:ticketId/links/:linkId',
  summary: 'Removes a link.',
  permission: 'ticket.link',
  audience: 'staff',
  input: RemoveLink,
  output: LinkPage,
  async run(work, { ticketId, linkId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    // Whose other end is out of sight is no link of theirs to remove, and the answer is that of none.
    const find = () => linkRows(context, ticketId, undefined).where('ticket_link.id', '=', linkId).executeTakeFirst()
    const found = await find()
    await holdTickets(context, [ticketId, ...(found ? [found.other_id] : [])])
    await work.ticket(ticketId)
    const state = await unit.tickets.see(actor, ticketId)
    // Once more with both ends held: somebody may have been faster.
    const row = found && (await find())
    if (!row) throw coreError('link.not_found', { number: state.row.number, linkId })
    if (linkKinds[row.kind].isMade) throw coreError('link.made', { role: roleOf(row.kind, row.from_id === ticketId) })
    const other = await unit.tickets.see(actor, row.other_id)
    const [from, to] = row.from_id === ticketId ? [state, other] : [other, state]
    await tell(context, 'ticket.unlinked', row.kind, from, to, () => unit.db.deleteFrom('ticket_link').where('id', '=', linkId).execute())
    return linksOf(context, { ticketId })
  },
})
