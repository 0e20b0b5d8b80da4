import { mayBeAssigned, mayTake } from '../access/entitled.ts'
import { calendarsOf } from '../calendar/calendars-by-key.ts'
import { coreError } from '../error/core-errors.ts'
import { isAtWork, reopens } from '../machine/category.ts'
import { factsAfterTransition } from '../machine/clock-facts.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import { type Attempt, resolveTransition } from '../machine/resolve-transition.ts'
import { resolveTrigger, type TriggerOutcome } from '../machine/resolve-trigger.ts'
import type { Category, Trigger } from '../machine/ticket-type.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import type { FieldChange } from '../operation/event-log.ts'
import { inputInvalid } from '../operation/input-check.ts'
import { expectUnmerged } from '../operation/merged-ticket.ts'
import { fieldChanges } from '../operation/recorder.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext, PerformTransition } from '../operation/unit-of-work.ts'
import { inputFaults } from './command-input.ts'
import { gateFailures, passGates } from './gates.ts'
import { handOver } from './hand-over.ts'
import { factsOf, patchOf } from './row-facts.ts'

/** Performs a command that somebody asks for: permission, input, machine, gates, change, events. */
export const performTransition: PerformTransition = async (context, ticket, commandName, input, options) => {
  const { unit, actor } = context
  const machine = unit.runtime.composition.machines.get(ticket.row.type)
  const attempt = await attemptOf(context, machine)
  const state = stateOf(ticket)
  const result = resolveTransition(machine, state, commandName, attempt)
  const command = machine.command(commandName)
  // The permission comes first: whoever may not do it learns that, and not what else stands in the way.
  if (command && options.permission !== undefined && options.permission !== command.permission)
    throw coreError('access.permit_wrong', { permission: options.permission, needed: command.permission })
  if (command && !unit.tickets.can(actor, unit.runtime.composition.permissions.bit(command.permission), ticket))
    throw coreError('access.denied', { permission: command.permission })
  if (command) await refuseIfVetoed(context, command.permission, ticket.row)
  await expectUnmerged(context, ticket)
  const faults = command ? inputFaults(machine, command, input, attempt.acting) : []
  if (faults.length) throw inputInvalid(faults)
  if (!result.ok) throw result.refusal
  const withInput = resolveTransition(machine, state, commandName, attempt, input as Readonly<Record<string, unknown>>)
  if (!withInput.ok) throw withInput.refusal
  await passGates(context, ticket, machine, withInput.transition, input, options.overrideReason)
  await applyTransition(context, ticket, machine, withInput.transition, input)
}

/** Performs what follows from an assignment, a message, or the end of a wait; nobody's permission for the command is asked. */
export async function performTriggered(
  context: CallContext,
  ticket: TicketState,
  trigger: Trigger,
): Promise<'transition' | 'none' | 'follow_up'> {
  const machine = context.unit.runtime.composition.machines.get(ticket.row.type)
  const outcome = await triggeredOutcome(context, ticket, trigger)
  if (outcome.outcome !== 'transition') return outcome.outcome
  // What was asked for stands; only what would have followed from it does not happen, and nobody is there to say why it should.
  if ((await gateFailures(context, ticket, machine, outcome.transition, {})).length) return 'none'
  await applyTransition(context, ticket, machine, outcome.transition, {})
  return 'transition'
}

/**
 * Performs a command that was arranged beforehand, such as what becomes of a request that is refused. False where machine, input or a gate
 * don't let it: then it is for somebody to decide. Nobody's permission for the command is asked.
 */
export async function performForeseen(context: CallContext, ticket: TicketState, commandName: string, input: object): Promise<boolean> {
  const machine = context.unit.runtime.composition.machines.get(ticket.row.type)
  const command = machine.command(commandName)
  if (!command || inputFaults(machine, command, input, 'staff').length) return false
  const attempt = await attemptOf(context, machine)
  const result = resolveTransition(machine, stateOf(ticket), commandName, attempt, input as Readonly<Record<string, unknown>>)
  if (!result.ok || (await gateFailures(context, ticket, machine, result.transition, input)).length) return false
  await applyTransition(context, ticket, machine, result.transition, input)
  return true
}

/** What would follow now, without doing it. */
export async function triggeredOutcome({ unit }: CallContext, ticket: TicketState, trigger: Trigger): Promise<TriggerOutcome> {
  const machine = unit.runtime.composition.machines.get(ticket.row.type)
  return resolveTrigger(machine, stateOf(ticket), trigger, unit.now, await calendarsOf(unit.runtime, unit.tx, machine))
}

/**
 * Whether a command is possible now and would no longer be once the trigger has done its part. Somebody who asks for it means it instead:
 * "thank you, you can close it" reopens nothing.
 */
export async function isInsteadOf(context: CallContext, ticket: TicketState, commandName: string, trigger: Trigger): Promise<boolean> {
  const { unit } = context
  const machine = unit.runtime.composition.machines.get(ticket.row.type)
  const state = stateOf(ticket)
  const attempt = await attemptOf(context, machine)
  if (!resolveTransition(machine, state, commandName, attempt).ok) return false
  const outcome = resolveTrigger(machine, state, trigger, unit.now, attempt.calendars)
  if (outcome.outcome !== 'transition') return outcome.outcome === 'follow_up'
  const { transition } = outcome
  const after = { ...state, ...factsAfterTransition(state, transition, unit.now), status: transition.to }
  return !resolveTransition(machine, after, commandName, attempt).ok
}

/** In which capacity and when, and by which calendar the type counts its days. */
export async function attemptOf({ unit, actor }: CallContext, machine: Machine): Promise<Attempt> {
  const calendars = await calendarsOf(unit.runtime, unit.tx, machine)
  return { acting: actor.capacity.acting, now: unit.now, ...(calendars ? { calendars } : {}) }
}

const stateOf = ({ row }: TicketState) => ({ ...factsOf(row), status: row.status })

async function applyTransition(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
): Promise<void> {
  const { unit } = context
  const { command, from, to, fromCategory, toCategory } = transition
  const { row } = ticket
  const patch = patchOf(factsAfterTransition(factsOf(row), transition, unit.now, input as Readonly<Record<string, unknown>>))
  const facts = factChanges(row, { ...row, ...patch })
  const payload = { ticketId: row.id, command: command.name, from, to, fromCategory, toCategory }
  await unit.change(
    { ...context, owner: 'core' },
    'ticket.transitioned',
    payload,
    () => ticket.patch({ ...patch, status: to, category: toCategory, is_open: isAtWork(toCategory) }),
    {
      changes: [{ field: 'status', from, to, isPublic: false }, ...reasonIn(context, input), ...facts],
      isPublic: facts.length > 0 || customersRead(machine, from) !== customersRead(machine, to),
    },
  )
  // Before the events that speak of work, so that their handlers find whose it is.
  const assigneeId = await assigneeAfter(context, ticket, transition)
  if (assigneeId !== undefined) await handOver(context, ticket, { assigneeId })
  for (const event of categoryEvents(fromCategory, toCategory))
    await unit.change({ ...context, owner: 'core' }, event, { ticketId: row.id }, () => undefined)
}

/** What customers see of how it ended and what it waits for. A solution that was none is taken out of the ticket and stays here. */
const factChanges = (before: TicketRow, after: TicketRow): FieldChange[] =>
  fieldChanges(shownFacts(before), shownFacts(after), ['resolution', 'resolutionText', 'waitingOn', 'waitingUntil']).map((change) => ({
    ...change,
    isPublic: true,
  }))

const shownFacts = (row: TicketRow) => ({
  resolution: row.resolution,
  resolutionText: row.resolution_text,
  waitingOn: row.waiting_on,
  waitingUntil: row.waiting_until_at,
})

/** Staff give their reasons to each other. */
const reasonIn = ({ actor }: CallContext, { reason }: { readonly reason?: unknown }): FieldChange[] =>
  typeof reason === 'string' ? [{ field: 'reason', from: null, to: reason, isPublic: actor.capacity.acting === 'customer' }] : []

/** Customers have their own word for a status; where it stays the same, nothing of theirs has moved. */
const customersRead = (machine: Machine, status: string): string | undefined => machine.status(status)?.customerTitle.en

/** What a change of category is called, for those who do not care for statuses. Back to work is a reopening, also when it waits at once. */
function categoryEvents(from: Category, to: Category): readonly CategoryEvent[] {
  if (from === to) return []
  const entered: readonly CategoryEvent[] = to === 'waiting' || to === 'resolved' || to === 'closed' ? [`ticket.${to}`] : []
  if (reopens(from, to)) return ['ticket.reopened', ...entered]
  if (to !== 'open') return entered
  return [from === 'waiting' ? 'ticket.resumed' : 'ticket.started']
}
type CategoryEvent = `ticket.${'started' | 'resumed' | 'waiting' | 'resolved' | 'closed' | 'reopened'}`

/** Undefined: stays as it is. */
async function assigneeAfter(context: CallContext, ticket: TicketState, { command }: Transition): Promise<string | null | undefined> {
  const { unit, actor } = context
  const { row } = ticket
  if (command.effects.assignee === 'actor_if_none') {
    if (row.assignee_id !== null || actor.personId === null) return undefined
    return (await mayTake(unit, actor, row.team_id)) ? actor.personId : undefined
  }
  if (command.effects.assignee === 'previous_or_team') {
    const previous = row.assignee_id ?? row.previous_assignee_id
    return previous !== null && (await mayBeAssigned(unit, previous, row.team_id)) ? previous : null
  }
  return undefined
}
