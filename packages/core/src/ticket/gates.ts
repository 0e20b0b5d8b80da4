import { coreError } from '../error/core-errors.ts'
import { gatedLinks } from '../link/gated-links.ts'
import { factsAfterTransition } from '../machine/clock-facts.ts'
import { asksForLinks, failedGates } from '../machine/gates.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { factsOf } from './row-facts.ts'

/** One thing that is missing, by the type or by a plugin. */
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

/** Everything that a transition does not pass: the gates of its type, then those of plugins. */
export async function gateFailures(
  context: CallContext,
  { row }: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
): Promise<readonly Failure[]> {
  const { unit } = context
  const { command, from, to, fromCategory, toCategory } = transition
  const given = input as Readonly<Record<string, unknown>>
  const { resolutionText, resolution } = factsAfterTransition(factsOf(row), transition, unit.now, given)
  const fields = (row.fields_json ?? {}) as Record<string, unknown>
  await unit.tickets.flush()
  const links = asksForLinks(machine, transition) ? await gatedLinks(context, row.id) : []
  return [
    ...failedGates(machine, transition, {
      resolutionText: resolutionText ?? row.resolution_text,
      resolution: resolution ?? row.resolution,
      fields,
      links,
    }),
    ...(await unit.gates(context, {
      ticketId: row.id,
      ticketType: row.type,
      command: command.name,
      from,
      to,
      fromCategory,
      toCategory,
      input: { ...given },
    })),
  ]
}

/** Throws `ticket.gates_failed` with all failures; whoever may override them says why, and that is an event. */
export async function passGates(
  context: CallContext,
  ticket: TicketState,
  machine: Machine,
  transition: Transition,
  input: object,
  overrideReason: string | undefined,
): Promise<void> {
  const { unit, actor } = context
  const command = transition.command.name
  const failures = await gateFailures(context, ticket, machine, transition, input)
  if (!failures.length) return
  const codes = failures.map(({ code }) => code)
  if (overrideReason === undefined)
    throw coreError(
      'ticket.gates_failed',
      { command, codes: codes.join(', ') },
      { details: { gates: shownFailures(context, machine, failures) } },
    )
  const bit = unit.runtime.composition.permissions.bit('ticket.override_gates')
  if (!unit.tickets.can(actor, bit, ticket)) throw coreError('access.denied', { permission: 'ticket.override_gates' })
  await unit.change(
    { ...context, owner: 'core' },
    'ticket.gates_overridden',
    { ticketId: ticket.row.id, command, codes },
    () => undefined,
    { changes: [{ field: 'reason', from: null, to: overrideReason, isPublic: false }] },
  )
}
