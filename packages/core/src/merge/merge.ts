import { coreError } from '../error/core-errors.ts'
import { isTombstone } from '../machine/tombstone.ts'
import { contextOf } from '../operation/context-of.ts'
import { expectUnmerged } from '../operation/merged-ticket.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { TicketView } from '../ticket/schemas.ts'
import { seeFor } from '../ticket/see-for.ts'
import { viewTicket } from '../ticket/view.ts'
import { shownTexts } from './conversation.ts'
import { giveCopies } from './copies.ts'
import { holdWithRoots, rootFor } from './root.ts'
import { MergeTicket } from './schemas.ts'
import { takeOverUnanswered } from './unanswered.ts'

const { command } = forContract<TicketsContract>()

export const merge = command({
  route: 'POST /tickets/:ticketId/merge',
  summary: 'Makes the ticket part of another one. It can be undone.',
  permission: 'ticket.merge',
  audience: 'staff',
  input: MergeTicket,
  output: TicketView,
  async run(work, { ticketId, intoId, expectedVersion }) {
    const context = contextOf(work)
    // Of two opposite merges the second finds what the first has done.
    await holdWithRoots(context, [ticketId, intoId])
    const source = await seeFor(context, ticketId, 'ticket.merge')
    const target = await seeFor(context, intoId, 'ticket.merge')
    await expectVersion(context, source, expectedVersion)
    const { number } = source.row
    if (source === target) throw coreError('merge.itself', { number })
    await expectUnmerged(context, source)
    if (isTombstone(source.row.status)) throw coreError('machine.tombstone', { status: source.row.status })
    const root = await rootFor(context, target, 'ticket.merge')
    if (root === source) throw coreError('merge.into_part', { number, target: target.row.number })
    if (root.row.category === 'closed') throw coreError('merge.target_closed', { target: root.row.number })
    expectSameCompany(context, source, root)
    await mergeInto(context, source, root)
    return viewTicket(context, ticketId)
  },
})

function expectSameCompany({ unit, actor }: CallContext, source: TicketState, root: TicketState): void {
  if (source.row.company_id === root.row.company_id) return
  const bit = unit.runtime.composition.permissions.bit('ticket.merge_across_companies')
  if (!unit.tickets.can(actor, bit, source) || !unit.tickets.can(actor, bit, root))
    throw coreError('merge.cross_company', { number: source.row.number, target: root.row.number })
}

/**
 * Both rows are held. The source keeps everything, its clocks too (what it owes is owed on the root as well), so that undoing it finds all as it was; only its status says where it is. Its
 * status being none of its type's, nothing that looks for waits or silence finds it.
 */
async function mergeInto(context: CallContext, source: TicketState, root: TicketState): Promise<void> {
  const { unit, actor } = context
  const [sourceId, rootId] = [source.row.id, root.row.id]
  const before = source.row
  const { status, category } = before
  const texts = await shownTexts(unit, sourceId)
  await unit.change(
    context,
    'ticket.merged',
    { ticketId: sourceId, otherId: rootId, from: status },
    async () => {
      // What was merged into the source comes along; whoever would change that holds the source.
      await unit.db.updateTable('ticket_merge').set({ root_id: rootId }).where('root_id', '=', sourceId).execute()
      await unit.db
        .insertInto('ticket_merge')
        .values({
          source_id: sourceId,
          target_id: rootId,
          root_id: rootId,
          source_status: status,
          source_category: category,
          merged_by: actor.id,
          created_at: unit.now,
        })
        .execute()
      source.patch({ status: 'merged', category: 'closed', is_open: false })
    },
    { isPublic: true, changes: [{ field: 'status', from: status, to: 'merged', isPublic: false }] },
  )
  const parts = await partsOf(context, sourceId, rootId)
  for (const text of texts) {
    unit.mark({ kind: 'message', ticketId: rootId, ...text })
    // What had been merged into the source is shown by the root alone now.
    if (parts.length) unit.mark({ kind: 'message_gone', ticketId: sourceId, ...text })
  }
  const added = { ticketId: rootId, otherId: sourceId }
  await unit.change(context, 'ticket.merge_added', added, () => takeOverUnanswered(before, root), { isPublic: true })
  await giveCopies(context, root, [sourceId, ...parts])
}

/** What was merged into a ticket, over any number of steps, given the root that it all has. */
export async function partsOf({ unit }: CallContext, ticketId: string, rootId: string): Promise<string[]> {
  const rows = await unit.db.selectFrom('ticket_merge').select(['source_id', 'target_id']).where('root_id', '=', rootId).execute()
  const parts = new Set([ticketId])
  for (let size = 0; size < parts.size; ) {
    size = parts.size
    for (const { source_id, target_id } of rows) if (parts.has(target_id)) parts.add(source_id)
  }
  parts.delete(ticketId)
  return [...parts].sort()
}
