import { gatedApprovals } from '../approval/gated-approvals.ts'
import { openItems } from '../checklist/open-items.ts'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import { gatedLinks } from '../link/gated-links.ts'
import { factsAfterTransition } from '../machine/clock-facts.ts'
import { failedGates, type GatedTicket, gatesBefore } from '../machine/gates.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { factsOf } from './row-facts.ts'

/** One thing that is missing, by the type or by a plugin. */
export interface Failure {
  readonly code: string
  readonly field?: string
  readonly message?: string
}
/** With what decides who is told, and whether the command can be given so that it passes. */
interface GateFailure extends Failure {
  /** Core's own: a sentence in the reader's language. */
  readonly error?: DeskError
  readonly isPublic: boolean
  readonly isAvoidable: boolean
}

/**
 * All of it to staff. Customers are told what they can see themselves; whatever else there is, is one thing to them: that the desk has
 * something left to do.
 */
export function shownFailures({ unit, actor }: CallContext, failures: readonly GateFailure[]): readonly Failure[] {
  const { texts } = unit.runtime.composition
  const isStaff = actor.capacity.acting === 'staff'
  const shown = failures
    .filter(({ isPublic }) => isStaff || isPublic)
    .map(({ code, field, message, error }) => {
      const sentence = error ? texts.error(error, actor.languages).text : message
      return { code, ...(field === undefined ? {} : { field }), ...(sentence === undefined ? {} : { message: sentence }) }
    })
  if (shown.length === failures.length) return shown
  const left = coreError('ticket.work_left')
  return [...shown, { code: left.code, message: texts.error(left, actor.languages).text }]
}

/** Everything that a transition does not pass: the gates of its type, then those of plugins. */
export async function gateFailures(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
): Promise<readonly GateFailure[]> {
  const { unit } = context
  const { row } = ticket
  const { command, from, to, fromCategory, toCategory } = transition
  const given = input as Readonly<Record<string, unknown>>
  await unit.tickets.flush()
  const plugins = await unit.gates(context, {
    ticketId: row.id,
    ticketType: row.type,
    command: command.name,
    from,
    to,
    fromCategory,
    toCategory,
    input: { ...given },
  })
  return [
    ...failedGates(machine, transition, await gatedTicket(context, ticket, machine, transition, given)),
    ...plugins.map(({ audience, ...failure }) => ({ ...failure, isPublic: audience === 'both', isAvoidable: false })),
  ]
}

/** The ticket as the gates in the way look at it; what none of them asks for is not read. */
async function gatedTicket(
  context: CallContext,
  { row }: TicketState,
  machine: Machine,
  transition: Transition,
  given: Readonly<Record<string, unknown>>,
): Promise<GatedTicket> {
  const { unit, actor } = context
  const asked = new Set(gatesBefore(machine, transition).map(({ spec }) => spec.gate))
  const { resolutionText, resolution } = factsAfterTransition(factsOf(row), transition, unit.now, given)
  return {
    resolutionText: resolutionText ?? row.resolution_text,
    resolution: resolution ?? row.resolution,
    fields: (row.fields_json ?? {}) as Record<string, unknown>,
    ...(asked.has('no_open_children') || asked.has('linked') ? { links: await gatedLinks(context, row.id) } : {}),
    ...(asked.has('approvals_done') ? { approvals: await gatedApprovals(unit, row) } : {}),
    ...(asked.has('checklist_done') ? { openItems: await openItems(unit, row.id, actor.languages) } : {}),
  }
}

/**
 * What of it no input of the command gets around: a text that the command itself can bring, and what another resolution would do without,
 * are no reason to call it impossible.
 */
export const inTheWay = (failures: readonly GateFailure[], { command }: Transition): readonly GateFailure[] => {
  const own = Object.keys(command.input.properties)
  return failures.filter(
    ({ field, isAvoidable }) => !own.some((key) => field === `/${key}`) && !(isAvoidable && own.includes('resolution')),
  )
}

export const mayOverrideGates = ({ unit, actor }: CallContext, ticket: TicketState): boolean =>
  unit.tickets.can(actor, unit.runtime.composition.permissions.bit('ticket.override_gates'), ticket)

export const codesOf = (failures: readonly Failure[]): string[] => [...new Set(failures.map(({ code }) => code))]

/** Throws `ticket.gates_failed` with all failures; whoever may override them says why, and that is an event. */
export async function passGates(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
  overrideReason: string | undefined,
): Promise<void> {
  const { unit } = context
  const command = transition.command.name
  const failures = await gateFailures(context, ticket, machine, transition, input)
  if (!failures.length) return
  if (overrideReason === undefined) {
    const gates = shownFailures(context, failures)
    throw coreError('ticket.gates_failed', { command, codes: codesOf(gates).join(', ') }, { details: { gates } })
  }
  if (!mayOverrideGates(context, ticket)) throw coreError('access.denied', { permission: 'ticket.override_gates' })
  await unit.change(
    { ...context, owner: 'core' },
    'ticket.gates_overridden',
    { ticketId: ticket.row.id, command, codes: codesOf(failures) },
    () => undefined,
    { changes: [{ field: 'reason', from: null, to: overrideReason, isPublic: false }] },
  )
}
