import { coreError } from '../error/core-errors.ts'
import { mergedRefusal } from '../operation/merged-ticket.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import { holdTickets } from '../ticket/see-for.ts'

export const mergeOf = (unit: UnitOfWork, sourceId: string) =>
  unit.db.selectFrom('ticket_merge').selectAll().where('source_id', '=', sourceId).executeTakeFirst()

/**
 * Locks tickets together with what they are part of, in one order and waiting: a root that were met later could not be waited for any more, and
 * the command would have to be repeated. Looked up without a lock, so it is looked at again afterwards.
 */
export async function holdWithRoots(context: CallContext, ids: readonly string[]): Promise<void> {
  const { unit } = context
  const merges = await unit.db.selectFrom('ticket_merge').select('root_id').where('source_id', 'in', ids).execute()
  await holdTickets(context, [...new Set([...ids, ...merges.map(({ root_id }) => root_id)])])
}

/**
 * The ticket that a merged one is part of now, held by this command, whether or not the actor may see it: for what follows from a right on the
 * source. What is no part of another one is its own root.
 */
export async function rootOf(context: CallContext, state: TicketState): Promise<TicketState> {
  const { unit, actor } = context
  let root = state
  if (state.row.status !== 'merged') return root
  // While this command waited for the root, that one may have been merged on, or what lies between the two taken out of it: only what is read
  // with the root in hand stays as it is.
  for (let merge = await mergeOf(unit, state.row.id); merge?.root_id !== root.row.id; merge = await mergeOf(unit, state.row.id)) {
    const next = merge && (await unit.tickets.follow(actor, merge.root_id))
    if (!next) throw coreError('ticket.conflict', { number: state.row.number, version: state.row.version })
    root = next
  }
  return root
}

/** The same for what the actor asks for: they must see it and have the right there too. */
export async function rootFor(context: CallContext, state: TicketState, permission: string): Promise<TicketState> {
  const { unit, actor } = context
  const { permissions } = unit.runtime.composition
  const root = await rootOf(context, state)
  if (root === state) return root
  if (!unit.tickets.can(actor, permissions.bit('ticket.read'), root)) throw await mergedRefusal(context, state)
  if (!unit.tickets.can(actor, permissions.bit(permission), root)) throw coreError('access.denied', { permission })
  return root
}
