import { reopens } from './category.ts'
import type { Transition } from './machine.ts'

/** What a ticket's row remembers so that every clock can be replayed. Instants are ISO 8601 in UTC with milliseconds. */
export interface ClockFacts {
  /** Work began: first time in `open`, or resolved at once. Set once. */
  readonly startedAt: string | null
  /** First public message by staff. Set once. */
  readonly firstResponseAt: string | null
  /** Oldest public message of the customer that no staff has answered. */
  readonly unansweredSinceAt: string | null
  readonly lastCustomerMessageAt: string | null
  readonly lastStaffMessageAt: string | null
  /** Of the first solution, kept through every reopening. */
  readonly firstResolvedAt: string | null
  readonly firstResolution: string | null
  /** Of the solution that stands; null while at work. */
  readonly resolvedAt: string | null
  readonly resolution: string | null
  readonly resolutionText: string | null
  readonly closedAt: string | null
  /** When it was told that silence will close it; null where it was not, or something was said since. */
  readonly closeWarnedAt: string | null
  readonly reopenCount: number
  /** Set while the category is `waiting`, and only then. */
  readonly waitingSinceAt: string | null
  readonly waitingOn: string | null
  readonly waitingUntilAt: string | null
  readonly waitingMode: 'remind' | 'act' | null
  /** Milliseconds in `waiting`, without the waiting that still goes on. */
  readonly waitedMs: number
}
export type ClockPatch = Partial<ClockFacts>

/** Facts of a ticket that was just created. */
export const newClockFacts: ClockFacts = Object.freeze({
  startedAt: null,
  firstResponseAt: null,
  unansweredSinceAt: null,
  lastCustomerMessageAt: null,
  lastStaffMessageAt: null,
  firstResolvedAt: null,
  firstResolution: null,
  resolvedAt: null,
  resolution: null,
  resolutionText: null,
  closedAt: null,
  closeWarnedAt: null,
  reopenCount: 0,
  waitingSinceAt: null,
  waitingOn: null,
  waitingUntilAt: null,
  waitingMode: null,
  waitedMs: 0,
})

type Input = Readonly<Record<string, unknown>>
const textIn = (input: Input, key: string): string | null => {
  const value = input[key]
  return typeof value === 'string' ? value : null
}

const waitingPatch = (facts: ClockFacts, { fromCategory, toCategory }: Transition, now: string, input: Input): ClockPatch => {
  const wasWaiting = fromCategory === 'waiting'
  if (toCategory === 'waiting') {
    // A wait for something else within waiting: the clock goes on. A command that says nothing of it changes nothing of it.
    if (wasWaiting && textIn(input, 'on') === null) return {}
    const until = textIn(input, 'until')
    return {
      ...(wasWaiting ? {} : { waitingSinceAt: now }),
      waitingOn: textIn(input, 'on'),
      waitingUntilAt: until,
      waitingMode: until === null ? null : textIn(input, 'mode') === 'act' ? 'act' : 'remind',
    }
  }
  if (!wasWaiting) return {}
  // The wall clock may have been set back; time already waited is never taken away again.
  const waited = facts.waitingSinceAt === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(facts.waitingSinceAt))
  return { waitingSinceAt: null, waitingOn: null, waitingUntilAt: null, waitingMode: null, waitedMs: facts.waitedMs + waited }
}

/** A silence that was broken, or begins anew, has been told of to nobody. */
const unwarned = ({ closeWarnedAt }: ClockFacts): ClockPatch => (closeWarnedAt === null ? {} : { closeWarnedAt: null })

const endPatch = (facts: ClockFacts, { command, fromCategory, toCategory }: Transition, now: string, input: Input): ClockPatch => {
  if (reopens(fromCategory, toCategory))
    return {
      resolvedAt: null,
      resolution: null,
      resolutionText: null,
      closedAt: null,
      reopenCount: facts.reopenCount + 1,
      ...unwarned(facts),
    }
  if (toCategory !== 'resolved' && toCategory !== 'closed') return {}

  const resolution = command.effects.resolution ?? textIn(input, 'resolution')
  const text = textIn(input, 'text')
  const answer: ClockPatch = { ...(resolution === null ? {} : { resolution }), ...(text === null ? {} : { resolutionText: text }) }
  if (toCategory === 'closed') return { ...answer, ...(fromCategory === 'closed' ? {} : { closedAt: now }) }
  if (fromCategory === 'resolved') return answer
  return {
    ...answer,
    resolvedAt: now,
    ...unwarned(facts),
    ...(facts.firstResolvedAt === null ? { firstResolvedAt: now, firstResolution: resolution } : {}),
  }
}

/**
 * What a transition does to the facts, by categories alone. `input` is the command's input, validated: `on`, `until` and `mode` count
 * into waiting, `resolution` and `text` into resolved and closed. Returns only what changes.
 */
export const factsAfterTransition = (facts: ClockFacts, transition: Transition, now: string, input: Input = {}): ClockPatch => ({
  ...(facts.startedAt === null && (transition.toCategory === 'open' || transition.toCategory === 'resolved') ? { startedAt: now } : {}),
  ...waitingPatch(facts, transition, now, input),
  ...endPatch(facts, transition, now, input),
})

/** What a public message does to the facts. Automatic replies are no messages here: they change nothing. */
export const factsAfterMessage = (facts: ClockFacts, by: 'staff' | 'customer', now: string): ClockPatch =>
  by === 'customer'
    ? { lastCustomerMessageAt: now, ...unwarned(facts), ...(facts.unansweredSinceAt === null ? { unansweredSinceAt: now } : {}) }
    : {
        lastStaffMessageAt: now,
        unansweredSinceAt: null,
        ...unwarned(facts),
        ...(facts.firstResponseAt === null ? { firstResponseAt: now } : {}),
      }
