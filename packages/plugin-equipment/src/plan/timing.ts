import { Temporal } from 'temporal-polyfill'
import { dayFrom, epochDay, firstFrom, occurrence, weekdayOf } from './recurrence.ts'
import { type Rule, type Weekday, weekdays } from './rule.ts'

/** The days on which somebody works, as core's calendars say it. */
export interface WorkingDays {
  readonly hours: { readonly [day in Weekday]?: readonly unknown[] }
  readonly specialDays?: readonly { readonly date: string; readonly hours?: readonly unknown[] }[]
}

/** What turns places in a row into days and instants. */
export interface Timing {
  readonly rule: Rule
  readonly timeZone: string
  /** `HH:MM` on the wall. */
  readonly time: string
  readonly leadDays: number
  /** Days are put off to its next working day. */
  readonly calendar: WorkingDays | undefined
  /** The last day by the rule. */
  readonly endsOn: string | null
}

export interface Occurrence {
  readonly place: number
  /** By the rule. */
  readonly on: string
  /** The same, or the next working day. */
  readonly dueOn: string
  /** When its ticket is opened: ISO 8601. */
  readonly at: string
}

/** Longer than any calendar is closed that core accepts; behind it the day stays where it is. */
const LONGEST_CLOSED = 3660

/** The occurrence at a place, counted from a day; undefined where the plan is over. */
export function occurrenceAt(timing: Timing, basis: string, place: number): Occurrence | undefined {
  const on = occurrence(timing.rule, basis, place)
  if (on === undefined || (timing.endsOn !== null && on > timing.endsOn)) return undefined
  const dueOn = workingDayFrom(timing.calendar, on)
  return { place, on, dueOn, at: instantOf(timing, dayFrom(epochDay(dueOn) - timing.leadDays)) }
}

export function workingDayFrom(calendar: WorkingDays | undefined, day: string): string {
  if (!calendar) return day
  const special = new Map(calendar.specialDays?.map(({ date, hours }) => [date, hours ?? []]))
  const first = epochDay(day)
  for (let at = first; at < first + LONGEST_CLOSED; at += 1) {
    const weekday = weekdays[weekdayOf(at)]
    const hours = special.get(dayFrom(at)) ?? (weekday && calendar.hours[weekday]) ?? []
    if (hours.length) return dayFrom(at)
  }
  return day
}

/** A time that the clock leaves out is the moment after it; of one that comes twice it is the first. */
const instantOf = ({ timeZone, time }: Pick<Timing, 'timeZone' | 'time'>, day: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant().toString({ fractionalSecondDigits: 3 })

/** The day that it is somewhere. */
export const dayIn = (timeZone: string, instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** Whether the platform knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return /^[A-Za-z]/.test(timeZone) && Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone))
  } catch {
    return false
  }
}

/** The first occurrence that is still to come, or is today; `behind`: and comes after this day, by the rule. */
export function firstOpen(timing: Timing, basis: string, today: string, behind: string | null): Occurrence | undefined {
  const least = behind === null ? 0 : firstFrom(timing.rule, basis, dayFrom(epochDay(behind) + 1))
  let place = firstFrom(timing.rule, basis, today)
  if (least === undefined || place === undefined) return undefined
  // One that was put off to a working day may still be to come, though its day by the rule is over.
  for (; place > 0; place -= 1) {
    const before = occurrence(timing.rule, basis, place - 1)
    if (before === undefined || workingDayFrom(timing.calendar, before) < today) break
  }
  return occurrenceAt(timing, basis, Math.max(place, least))
}
