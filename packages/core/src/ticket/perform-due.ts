import { calendarsOf } from '../calendar/calendars-by-key.ts'
import { isTombstone } from '../machine/tombstone.ts'
import { autoCloseDueAt, closeWarningDueAt } from '../machine/windows.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { DueKind } from './due-queries.ts'
import { factsOf } from './row-facts.ts'
import { performTriggered } from './transition.ts'

/** Does what time brings about for one ticket, as it is now: read and held in this transaction. False where nothing is due any more, or a gate holds it. */
export async function performDue(context: CallContext, ticketId: string, kind: DueKind): Promise<boolean> {
  if (kind === 'wait') return endWait(context, ticketId)
  if (kind === 'warning') return announceClose(context, ticketId)
  const { unit, actor } = context
  return (await performTriggered(context, await unit.tickets.see(actor, ticketId), 'silence')) === 'transition'
}

/** In mode `act` work goes on; in mode `remind` that is told once, for somebody to decide. */
async function endWait(context: CallContext, ticketId: string): Promise<boolean> {
  const { unit, actor } = context
  const state = await unit.tickets.see(actor, ticketId)
  // Looked for a moment ago; meanwhile it may have been merged, and what is merged waits for nothing.
  if (isTombstone(state.row.status)) return false
  const { waiting_mode: mode, waiting_until_at: until } = state.row
  if (mode !== 'remind') return (await performTriggered(context, state, 'wait_over')) === 'transition'
  // What was merged or closed in another way waits for nothing any more.
  if (state.row.category !== 'waiting' || until === null || until > unit.now) return false
  await unit.change(context, 'ticket.wait_over', { ticketId }, () => state.patch({ waiting_mode: null }))
  return true
}

/** Tells once for each silence that it will close the ticket, and when. */
async function announceClose(context: CallContext, ticketId: string): Promise<boolean> {
  const { unit, actor } = context
  const state = await unit.tickets.see(actor, ticketId)
  const machine = unit.runtime.composition.machines.get(state.row.type)
  if (!machine.triggered(state.row.status, 'silence')) return false
  const calendars = await calendarsOf(unit.runtime, unit.tx, machine)
  const facts = factsOf(state.row)
  const due = closeWarningDueAt(machine, facts, calendars)
  if (due === null || due > unit.now) return false
  const closesAt = autoCloseDueAt(machine, { ...facts, closeWarnedAt: unit.now }, calendars)
  await unit.change(context, 'ticket.close_announced', { ticketId, closesAt }, () => state.patch({ close_warned_at: unit.now }))
  return true
}
