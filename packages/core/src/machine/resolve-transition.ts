import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { Acting } from '../operation/audience.ts'
import { reopens } from './category.ts'
import type { ClockFacts } from './clock-facts.ts'
import { listed } from './fault.ts'
import type { Command, Machine, Transition } from './machine.ts'
import { isTombstone } from './tombstone.ts'
import { type Calendars, reopenUntil } from './windows.ts'

/** What of a ticket decides which commands are possible. */
export interface TicketState extends Pick<ClockFacts, 'startedAt' | 'resolvedAt'> {
  readonly status: string
}
/** By whom and when. */
export interface Attempt {
  readonly acting: Acting
  /** Instant of the unit of work. */
  readonly now: string
  readonly calendars?: Calendars
}
export type CommandInput = Readonly<Record<string, unknown>>
export type TransitionResult = { readonly ok: true; readonly transition: Transition } | { readonly ok: false; readonly refusal: DeskError }

const refused = (refusal: DeskError): TransitionResult => ({ ok: false, refusal })
const isFor = (command: Command, acting: Acting): boolean => command.audience === 'both' || command.audience === acting

/** Why an arrow that exists can't be taken now: a rule of time, or null. */
export const timeRefusal = (machine: Machine, state: TicketState, transition: Transition, attempt: Attempt): DeskError | null => {
  const { command, fromCategory, toCategory } = transition
  if (attempt.acting === 'customer' && command.customerUntil === 'started' && state.startedAt !== null)
    return coreError('machine.work_started', { command: command.name })
  if (fromCategory === 'resolved' && reopens(fromCategory, toCategory)) {
    const until = reopenUntil(machine, state, attempt.calendars)
    if (until !== null && attempt.now > until) return coreError('machine.reopen_window_over', { until })
  }
  return null
}

/** A wait ends in the future. */
const waitRefusal = ({ toCategory }: Transition, now: string, { until }: CommandInput): DeskError | null =>
  toCategory === 'waiting' && until !== undefined && !(typeof until === 'string' && Date.parse(until) > Date.parse(now))
    ? coreError('machine.wait_until_past', { until: String(until) })
    : null

/** Commands that lead somewhere from here for this capacity and that no rule of time refuses. */
const possibleFrom = (machine: Machine, state: TicketState, attempt: Attempt): readonly string[] =>
  machine
    .commandsFrom(state.status)
    .filter((transition) => isFor(transition.command, attempt.acting) && timeRefusal(machine, state, transition, attempt) === null)
    .map(({ command }) => command.name)

const absent = (machine: Machine, commandName: string, { acting }: Attempt): DeskError => {
  const known = machine.commands.filter((command) => isFor(command, acting)).map(({ name }) => name)
  return coreError('machine.unknown_command', { type: machine.typeId, command: commandName, known: listed(known) }, { details: { known } })
}
const wrongCapacity = (name: string, { acting }: Attempt): DeskError =>
  coreError(acting === 'customer' ? 'machine.not_for_customers' : 'machine.not_for_staff', { name })
/** Customers read the category: statuses are the house's own names. */
const shownStatus = (machine: Machine, { status }: TicketState, { acting }: Attempt): string =>
  acting === 'staff' ? status : (machine.category(status) ?? 'closed')
const illegal = (machine: Machine, state: TicketState, command: string, attempt: Attempt): DeskError => {
  const possible = possibleFrom(machine, state, attempt)
  const status = shownStatus(machine, state, attempt)
  return coreError('machine.illegal_transition', { command, status, possible: listed(possible) }, { details: { status, possible } })
}

/**
 * The transition that a command makes now, or why it makes none: `machine.unknown_command` (422), `machine.not_for_customers` and
 * `machine.not_for_staff` (403), `machine.tombstone`, `machine.illegal_transition`, `machine.work_started`,
 * `machine.reopen_window_over` (409), `machine.wait_until_past` (422). What a refusal names as possible is so for this capacity.
 * `input` is the command's own, validated. Permissions and gates are the caller's part.
 */
export const resolveTransition = (
  machine: Machine,
  state: TicketState,
  commandName: string,
  attempt: Attempt,
  input: CommandInput = {},
): TransitionResult => {
  const transition = machine.transition(state.status, commandName)
  const command = transition?.command ?? machine.command(commandName)
  if (!command) return refused(absent(machine, commandName, attempt))
  if (!isFor(command, attempt.acting)) return refused(wrongCapacity(commandName, attempt))
  if (isTombstone(state.status)) return refused(coreError('machine.tombstone', { status: shownStatus(machine, state, attempt) }))
  if (!transition) return refused(illegal(machine, state, commandName, attempt))
  const refusal = timeRefusal(machine, state, transition, attempt) ?? waitRefusal(transition, attempt.now, input)
  return refusal ? refused(refusal) : { ok: true, transition }
}
