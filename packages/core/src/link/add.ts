import { coreError } from '../error/core-errors.ts'
import { linkKinds, roleFacts, roleOf } from '../machine/link-kinds.ts'
import { contextOf } from '../operation/context-of.ts'
import { expectUnmerged } from '../operation/merged-ticket.ts'
import { forContract } from '../plugin/kit.ts'
import { holdTickets } from '../ticket/see-for.ts'
import { leadsTo } from './circle.ts'
import { connect, pairOf } from './connect.ts'
import type { LinksContract } from './contract.ts'
import { linkRows, viewLink } from './link-rows.ts'
import { lockLinks } from './lock-links.ts'
import { AddLink, LinkView } from './schemas.ts'

const { command } = forContract<LinksContract>()

export const add = command({
  route: 'POST /tickets/:ticketId/links',
  summary: 'Links a ticket to another one that the caller may see.',
  permission: 'ticket.link',
  audience: 'staff',
  input: AddLink,
  output: LinkView,
  async run(work, { ticketId, role, otherId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const { kind, isFrom } = roleFacts(role)
    if (linkKinds[kind].isMade) throw coreError('link.made', { role })
    await holdTickets(context, [ticketId, otherId])
    await work.ticket(ticketId)
    const state = await unit.tickets.see(actor, ticketId)
    const other = await unit.tickets.see(actor, otherId)
    const { number } = state.row
    if (state === other) throw coreError('link.itself', { number })
    await expectUnmerged(context, other)
    const [from, to] = isFrom ? [state, other] : [other, state]
    // Whoever links these two holds both, so nobody else adds the same meanwhile.
    const { low_id, high_id } = pairOf(ticketId, otherId)
    const held = await unit.db
      .selectFrom('ticket_link')
      .select('from_id')
      .where('low_id', '=', low_id)
      .where('high_id', '=', high_id)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (held) throw coreError('link.exists', { number, other: other.row.number, role: roleOf(kind, held.from_id === ticketId) })
    if (linkKinds[kind].isAcyclic) {
      await lockLinks(unit)
      if (await leadsTo(unit, kind, to.row.id, from.row.id)) throw coreError('link.cycle', { role, number, other: other.row.number })
    }
    const id = await connect(context, kind, from, to)
    const row = await linkRows(context, ticketId, role).where('ticket_link.id', '=', id).executeTakeFirstOrThrow()
    return viewLink(context, ticketId, row)
  },
})
