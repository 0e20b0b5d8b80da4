import type { CatchUp } from './tables.ts'
import { dayIn, type Occurrence, occurrenceAt, type Timing } from './timing.ts'

/** Of one step, so that a plan that slept for years is not one endless transaction. */
const MOST_MISSED = 100

export interface Step {
  /** Their day is over, and no ticket is opened for them. */
  readonly missed: readonly Occurrence[]
  /** The one that a ticket is opened for. */
  readonly make: Occurrence | undefined
  /** Its day is over as well, but the plan wants each one: an open ticket is no reason to leave it out. */
  readonly isCaughtUp: boolean
  /** Undefined: the plan is over. */
  readonly next: Occurrence | undefined
}

/**
 * What is to be done now. An occurrence is late when its day has passed: `none` leaves out all that are late, `one` those after which another one
 * has fallen due, `all` none of them.
 */
export function nextStep(timing: Timing, basis: string, place: number, catchUp: CatchUp, now: string): Step {
  const today = dayIn(timing.timeZone, now)
  const missed: Occurrence[] = []
  let found = occurrenceAt(timing, basis, place)
  while (found && found.at <= now && missed.length < MOST_MISSED) {
    const following = occurrenceAt(timing, basis, found.place + 1)
    const isLate = found.dueOn < today
    const isMade = !isLate || catchUp === 'all' || (catchUp === 'one' && !(following && following.at <= now))
    if (isMade) return { missed, make: found, isCaughtUp: isLate && catchUp === 'all', next: following }
    missed.push(found)
    found = following
  }
  return { missed, make: undefined, isCaughtUp: false, next: found }
}
