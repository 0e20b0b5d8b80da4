import { Temporal } from 'temporal-polyfill'
import { billingError } from '../errors.ts'

/** How long an entry can be: a day. Whoever worked longer has an entry for each day. */
export const LONGEST_MINUTES = 1440

/** One of three ways: minutes, wall times of a day, or instants. */
export interface SaidWork {
  readonly workedOn?: string
  readonly minutes?: number
  readonly from?: string
  readonly until?: string
  readonly startedAt?: string
  readonly endedAt?: string
  readonly timeZone?: string
}

export interface Worked {
  /** The day on which it began, in the time zone. */
  readonly workedOn: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly minutes: number
}

/** The day of an instant where somebody is. */
export const dayIn = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** Throws `billing.time_zone_unknown`. */
export function expectZone(timeZone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return timeZone
  } catch {
    throw billingError('billing.time_zone_unknown', { timeZone })
  }
}

/**
 * What was worked, from what was said of it. Time is what has passed: a night in which the clocks change has an hour less or more than its wall
 * times say. Throws `billing.time_how_long`, `billing.time_ends_before`, `billing.time_too_long`, `billing.time_in_future`,
 * `billing.time_not_there`, `billing.time_twice`, `billing.time_zone_unknown`.
 */
export function workedFrom(said: SaidWork, zone: string, now: string): Worked {
  const timeZone = said.timeZone === undefined ? zone : expectZone(said.timeZone)
  const ways = [
    said.minutes !== undefined,
    said.from !== undefined || said.until !== undefined,
    said.startedAt !== undefined || said.endedAt !== undefined,
  ]
  if (ways.filter(Boolean).length !== 1) throw billingError('billing.time_how_long')
  const today = dayIn(now, timeZone)
  if (said.minutes !== undefined) {
    const workedOn = said.workedOn ?? today
    if (workedOn > today) throw billingError('billing.time_in_future')
    return { workedOn, startedAt: null, endedAt: null, minutes: said.minutes }
  }
  if (said.startedAt !== undefined || said.endedAt !== undefined) {
    if (said.startedAt === undefined || said.endedAt === undefined || said.workedOn !== undefined)
      throw billingError('billing.time_how_long')
    return between(said.startedAt, said.endedAt, timeZone, now)
  }
  if (said.from === undefined || said.until === undefined) throw billingError('billing.time_how_long')
  const day = said.workedOn ?? today
  return between(atWallTime(day, said.from, timeZone), atWallTime(day, said.until, timeZone), timeZone, now)
}

/** From one instant to the other: to the nearest minute, one at least. */
export function between(startedAt: string, endedAt: string, timeZone: string, now: string): Worked {
  const passed = Date.parse(endedAt) - Date.parse(startedAt)
  if (passed <= 0) throw billingError('billing.time_ends_before')
  if (Date.parse(endedAt) > Date.parse(now)) throw billingError('billing.time_in_future')
  const minutes = Math.max(1, Math.round(passed / 60_000))
  if (minutes > LONGEST_MINUTES) throw billingError('billing.time_too_long', { minutes, limit: LONGEST_MINUTES })
  return { workedOn: dayIn(startedAt, timeZone), startedAt, endedAt, minutes }
}

/** A wall time as an instant. Which of two is meant, and what one means that there was not, is not guessed. */
function atWallTime(day: string, time: string, timeZone: string): string {
  const isMidnight = time === '24:00'
  const date = Temporal.PlainDate.from(day).add({ days: isMidnight ? 1 : 0 })
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(isMidnight ? '00:00' : time))
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return new Date(earlier.epochMilliseconds).toISOString()
  const isThere = earlier.toPlainDateTime().equals(wall)
  throw billingError(isThere ? 'billing.time_twice' : 'billing.time_not_there', { day, time, timeZone })
}
