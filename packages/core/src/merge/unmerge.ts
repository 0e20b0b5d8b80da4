import { coreError } from '../error/core-errors.ts'
import { isAtWork } from '../machine/category.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { TicketView } from '../ticket/schemas.ts'
import { seeFor } from '../ticket/see-for.ts'
import { viewTicket } from '../ticket/view.ts'
import { shownTexts } from './conversation.ts'
import { takeCopies } from './copies.ts'
import { partsOf } from './merge.ts'
import { holdWithRoots, mergeOf, rootFor } from './root.ts'
import { UnmergeTicket } from './schemas.ts'
import { giveBackUnanswered } from './unanswered.ts'

const { command } = forContract<TicketsContract>()

export const unmerge = command({
  route: 'POST /tickets/:ticketId/unmerge',
  summary: 'Takes the ticket out of the one that it was merged into, as it was before. What came in meanwhile stays there.',
  permission: 'ticket.merge',
  audience: 'staff',
  input: UnmergeTicket,
  output: TicketView,
  async run(work, { ticketId, expectedVersion }) {
    const context = contextOf(work)
    await holdWithRoots(context, [ticketId])
    const source = await seeFor(context, ticketId, 'ticket.merge')
    await expectVersion(context, source, expectedVersion)
    if (source.row.status !== 'merged') throw coreError('merge.not_merged', { number: source.row.number })
    // With source and root in hand nobody else moves this part of the tree.
    await separate(context, source, await rootFor(context, source, 'ticket.merge'))
    return viewTicket(context, ticketId)
  },
})

async function separate(context: CallContext, source: TicketState, root: TicketState): Promise<void> {
  const { unit } = context
  const [sourceId, rootId] = [source.row.id, root.row.id]
  const merge = await mergeOf(unit, sourceId)
  if (!merge) throw coreError('merge.not_merged', { number: source.row.number })
  const before = stateBefore(context, source.row, merge)
  const parts = await partsOf(context, sourceId, rootId)
  await unit.change(
    context,
    'ticket.unmerged',
    { ticketId: sourceId, otherId: rootId, to: before.status },
    async () => {
      await takeCopies(context, [sourceId, ...parts])
      await unit.db.deleteFrom('ticket_merge').where('source_id', '=', sourceId).execute()
      // What had been merged into it before stays merged into it.
      if (parts.length) await unit.db.updateTable('ticket_merge').set({ root_id: sourceId }).where('source_id', 'in', parts).execute()
      source.patch(before)
    },
    { isPublic: true, changes: [{ field: 'status', from: 'merged', to: before.status, isPublic: false }] },
  )
  for (const text of await shownTexts(unit, sourceId)) {
    unit.mark({ kind: 'message_gone', ticketId: rootId, ...text })
    if (parts.length) unit.mark({ kind: 'message', ticketId: sourceId, ...text })
  }
  const removed = { ticketId: rootId, otherId: sourceId }
  await unit.change(context, 'ticket.merge_removed', removed, () => giveBackUnanswered(unit, source.row, root), { isPublic: true })
}

/** Also where the status went with a plugin meanwhile: then another one of the same category. */
function stateBefore(
  { unit }: CallContext,
  { type, number }: TicketRow,
  { source_status, source_category }: { readonly source_status: string; readonly source_category: TicketRow['category'] },
): Pick<TicketRow, 'status' | 'category' | 'is_open'> {
  const machine = unit.runtime.composition.machines.get(type)
  const status = machine.status(source_status) ?? machine.statuses.find(({ category }) => category === source_category)
  if (!status) throw coreError('merge.status_gone', { number, status: source_status })
  return { status: status.name, category: status.category, is_open: isAtWork(status.category) }
}
