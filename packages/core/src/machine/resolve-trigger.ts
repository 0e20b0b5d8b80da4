import type { ClockFacts } from './clock-facts.ts'
import type { Machine, Transition } from './machine.ts'
import { timeRefusal } from './resolve-transition.ts'
import type { Trigger } from './ticket-type.ts'
import { isTombstone } from './tombstone.ts'
import { autoCloseDueAt, type Calendars } from './windows.ts'

export interface TriggeredState extends ClockFacts {
  readonly status: string
}
/** `follow_up`: a customer wrote to a ticket that can't be reopened any more, so the message opens a new one, linked `follow_up_of`. */
export type TriggerOutcome =
  | { readonly outcome: 'transition'; readonly transition: Transition }
  | { readonly outcome: 'none' }
  | { readonly outcome: 'follow_up' }

const none: TriggerOutcome = { outcome: 'none' }
const followUp: TriggerOutcome = { outcome: 'follow_up' }

/** Whoever waits for something else does not go on because of an approval; a status that waits without saying for what may. */
export const isOpenToOutcomes = ({ waitingOn }: Pick<ClockFacts, 'waitingOn'>): boolean => waitingOn === null || waitingOn === 'approval'

const outcomes: ReadonlySet<Trigger> = new Set(['approval_accepted', 'approval_refused', 'approval_void'])

const isDue = (machine: Machine, state: TriggeredState, trigger: Trigger, now: string, calendars: Calendars | undefined): boolean => {
  if (outcomes.has(trigger)) return isOpenToOutcomes(state)
  if (trigger === 'wait_over') return state.waitingMode === 'act' && state.waitingUntilAt !== null && state.waitingUntilAt <= now
  if (trigger !== 'silence') return true
  const due = autoCloseDueAt(machine, state, calendars)
  return due !== null && due <= now
}

/**
 * What something that happened does to the status. Asked inside the transaction, with the facts read there: a wait that was prolonged
 * or a silence that was broken meanwhile gives `none`. Messages that are automatic replies are not asked about.
 */
export const resolveTrigger = (
  machine: Machine,
  state: TriggeredState,
  trigger: Trigger,
  now: string,
  calendars?: Calendars,
): TriggerOutcome => {
  if (isTombstone(state.status)) return none
  const transition = machine.triggered(state.status, trigger)
  if (!transition) return trigger === 'customer_message' && machine.category(state.status) === 'closed' ? followUp : none
  if (!isDue(machine, state, trigger, now, calendars)) return none
  // Nobody performs it in a capacity, so only time can refuse.
  const refusal = timeRefusal(machine, state, transition, { acting: 'staff', now, ...(calendars ? { calendars } : {}) })
  if (!refusal) return { outcome: 'transition', transition }
  return trigger === 'customer_message' ? followUp : none
}
