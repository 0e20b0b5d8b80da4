import { mayBeAssigned } from '../access/entitled.ts'
import { coreError } from '../error/core-errors.ts'
import { isAtWork, reopens } from '../machine/category.ts'
import { factsAfterTransition } from '../machine/clock-facts.ts'
import { failedGates } from '../machine/gates.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import { resolveTransition } from '../machine/resolve-transition.ts'
import { resolveTrigger } from '../machine/resolve-trigger.ts'
import type { Category, Trigger } from '../machine/ticket-type.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import type { FieldChange } from '../operation/event-log.ts'
import { inputCheck, inputInvalid } from '../operation/input-check.ts'
import { plainSchema } from '../operation/plain-schema.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext, PerformTransition } from '../operation/unit-of-work.ts'
import { factsOf, patchOf } from './row-facts.ts'

/** Performs a command that somebody asks for: permission, input, machine, gates, change, events. */
export const performTransition: PerformTransition = async (context, ticket, commandName, input, options) => {
  const { unit, actor } = context
  const machine = unit.runtime.composition.machines.get(ticket.row.type)
  const attempt = { acting: actor.capacity.acting, now: unit.now }
  const state = { ...factsOf(ticket.row), status: ticket.row.status }
  const result = resolveTransition(machine, state, commandName, attempt)
  const command = machine.command(commandName)
  // The permission comes first: whoever may not do it learns that, and not what else stands in the way.
  if (command && options.permission !== undefined && options.permission !== command.permission)
    throw coreError('access.permit_wrong', { permission: options.permission, needed: command.permission })
  if (command && !unit.tickets.can(actor, unit.runtime.composition.permissions.bit(command.permission), ticket))
    throw coreError('access.denied', { permission: command.permission })
  if (command) await refuseIfVetoed(context, command.permission, ticket.row)
  if (command) checkInput(machine, command, input, attempt.acting)
  if (!result.ok) throw result.refusal
  const withInput = resolveTransition(machine, state, commandName, attempt, input as Readonly<Record<string, unknown>>)
  if (!withInput.ok) throw withInput.refusal
  await applyTransition(context, ticket, machine, withInput.transition, input, options.overrideReason)
}

/** Performs what follows from an assignment, a message, or the end of a wait; nobody's permission for the command is asked. */
export async function performTriggered(
  context: CallContext,
  ticket: TicketState,
  trigger: Trigger,
): Promise<'transition' | 'none' | 'follow_up'> {
  const { unit } = context
  const machine = unit.runtime.composition.machines.get(ticket.row.type)
  const outcome = resolveTrigger(machine, { ...factsOf(ticket.row), status: ticket.row.status }, trigger, unit.now)
  if (outcome.outcome === 'transition') await applyTransition(context, ticket, machine, outcome.transition, {}, undefined)
  return outcome.outcome
}

const checks = new WeakMap<object, ReturnType<typeof inputCheck>>()

function checkInput(
  machine: Machine,
  command: { readonly name: string; readonly input: object },
  input: object,
  acting: 'staff' | 'customer',
): void {
  let check = checks.get(command)
  if (!check) {
    check = inputCheck(plainSchema(command.input as never, acting))
    checks.set(command, check)
  }
  const faults = check.faults(input).map((fault) => ({ ...fault, pointer: `/input${fault.pointer}` }))
  const { on, resolution } = input as { on?: unknown; resolution?: unknown }
  const known = (value: unknown, codes: Readonly<Record<string, unknown>>, pointer: string) => {
    if (typeof value === 'string' && Object.keys(codes).length > 0 && !Object.hasOwn(codes, value))
      faults.push({ pointer, code: 'enum', message: `must be one of ${Object.keys(codes).join(', ')}` })
  }
  known(on, machine.waitingFor, '/input/on')
  known(resolution, machine.resolutions, '/input/resolution')
  if (faults.length) throw inputInvalid(faults)
}

async function applyTransition(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
  overrideReason: string | undefined,
): Promise<void> {
  const { unit } = context
  const { row } = ticket
  const { command, from, to, fromCategory, toCategory } = transition
  const given = input as Readonly<Record<string, unknown>>
  const facts = factsAfterTransition(factsOf(row), transition, unit.now, given)
  const assigneeId = await assigneeAfter(context, ticket, transition)
  await passGates(context, ticket, machine, transition, { ...given }, facts.resolutionText ?? row.resolution_text, overrideReason)
  const changes: FieldChange[] = [
    { field: 'status', from, to, isPublic: false },
    ...(typeof given.reason === 'string' ? [{ field: 'reason', from: null, to: given.reason, isPublic: true }] : []),
  ]
  const payload = { ticketId: row.id, command: command.name, from, to, fromCategory, toCategory }
  await unit.change(
    { ...context, owner: 'core' },
    'ticket.transitioned',
    payload,
    () =>
      ticket.patch({
        ...patchOf(facts),
        status: to,
        category: toCategory,
        is_open: isAtWork(toCategory),
        ...(assigneeId === undefined ? {} : { assignee_id: assigneeId, previous_assignee_id: row.assignee_id ?? row.previous_assignee_id }),
      }),
    { changes, isPublic: customerSees(machine, from, to) },
  )
  for (const event of categoryEvents(fromCategory, toCategory))
    await unit.change({ ...context, owner: 'core' }, event, { ticketId: row.id }, () => undefined)
  if (assigneeId !== undefined && assigneeId !== row.assignee_id)
    await unit.change(
      { ...context, owner: 'core' },
      'ticket.assigned',
      { ticketId: row.id, assigneeId, previousAssigneeId: row.assignee_id, teamId: row.team_id },
      () => undefined,
    )
}

/** Customers see their own word for a status; where it stays the same, nothing of theirs has moved. */
const customerSees = (machine: Machine, from: string, to: string): boolean => {
  const before = machine.status(from)?.customerTitle
  const after = machine.status(to)?.customerTitle
  return before?.en !== after?.en
}

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
    if (row.assignee_id !== null || actor.personId === null || actor.capacity.acting !== 'staff') return undefined
    return (await mayBeAssigned(unit, actor.personId, row.team_id)) ? actor.personId : undefined
  }
  if (command.effects.assignee === 'previous_or_team') {
    const previous = row.assignee_id ?? row.previous_assignee_id
    return previous !== null && (await mayBeAssigned(unit, previous, row.team_id)) ? previous : null
  }
  return undefined
}

interface Failure {
  readonly code: string
  readonly field?: string
  readonly message?: string
}

/** All of it to staff. Customers learn by its code that something is missing, and what it is where they can see it themselves. */
function shownFailures({ actor }: CallContext, machine: Machine, failures: readonly Failure[]): readonly Failure[] {
  if (actor.capacity.acting === 'staff') return failures
  const seen = new Set(machine.fields.filter(({ audience }) => audience === 'both').map(({ name }) => `/fields/${name}`))
  return failures.map((failure) =>
    failure.code.startsWith('machine.') && (failure.field === '/text' || seen.has(failure.field ?? '')) ? failure : { code: failure.code },
  )
}

async function passGates(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: Record<string, unknown>,
  resolutionText: string | null,
  overrideReason: string | undefined,
): Promise<void> {
  const { unit, actor } = context
  const { row } = ticket
  const { command, from, to, fromCategory, toCategory } = transition
  const fields = (row.fields_json ?? {}) as Record<string, unknown>
  await unit.tickets.flush()
  const failures = [
    ...failedGates(machine, transition, { resolutionText, fields }),
    ...(await unit.gates(context, {
      ticketId: row.id,
      ticketType: row.type,
      command: command.name,
      from,
      to,
      fromCategory,
      toCategory,
      input,
    })),
  ]
  if (!failures.length) return
  const codes = failures.map(({ code }) => code)
  if (overrideReason === undefined)
    throw coreError(
      'ticket.gates_failed',
      { command: command.name, codes: codes.join(', ') },
      { details: { gates: shownFailures(context, machine, failures) } },
    )
  const bit = unit.runtime.composition.permissions.bit('ticket.override_gates')
  if (!unit.tickets.can(actor, bit, ticket)) throw coreError('access.denied', { permission: 'ticket.override_gates' })
  await unit.change(
    { ...context, owner: 'core' },
    'ticket.gates_overridden',
    { ticketId: row.id, command: command.name, codes },
    () => undefined,
    {
      changes: [{ field: 'reason', from: null, to: overrideReason, isPublic: false }],
    },
  )
}
