import { type CalendarSpec, type DayWindow, weekdays } from './calendar-spec.ts'
import { epochDayOf, minuteOf } from './wall-clock.ts'

/** One thing that is wrong with a calendar: where, as a JSON pointer, and what. */
export interface CalendarFault {
  readonly pointer: string
  readonly message: string
}

/** What its schema can't say of a calendar; empty when it is right. */
export function calendarFaults(spec: CalendarSpec): readonly CalendarFault[] {
  const faults: CalendarFault[] = []
  if (!isTimeZone(spec.timeZone)) faults.push({ pointer: '/timeZone', message: 'is no time zone; use a name such as Europe/Zurich' })
  const check = (windows: readonly DayWindow[] | undefined, pointer: string) => faults.push(...windowFaults(windows ?? [], pointer))
  for (const day of weekdays) check(spec.hours[day], `/hours/${day}`)
  // Whoever counts open days of a calendar that never opens would count for ever.
  if (weekdays.every((day) => !spec.hours[day]?.length)) faults.push({ pointer: '/hours', message: 'must be open on one weekday at least' })
  const dates = new Set<string>()
  for (const [index, { date, hours }] of (spec.specialDays ?? []).entries()) {
    const pointer = `/specialDays/${index}`
    if (epochDayOf(date) === undefined) faults.push({ pointer: `${pointer}/date`, message: 'must be a date, YYYY-MM-DD' })
    if (dates.has(date)) faults.push({ pointer: `${pointer}/date`, message: 'is named twice' })
    dates.add(date)
    check(hours, `${pointer}/hours`)
  }
  return faults
}

function windowFaults(windows: readonly DayWindow[], pointer: string): CalendarFault[] {
  const faults: CalendarFault[] = []
  let end = 0
  for (const [index, window] of windows.entries()) {
    const [from, to] = [minuteOf(window.from), minuteOf(window.to)]
    const at = `${pointer}/${index}`
    if (from === undefined || to === undefined) faults.push({ pointer: at, message: 'must be from HH:MM to HH:MM' })
    else if (from >= to)
      faults.push({ pointer: at, message: 'must end after it begins; what goes on after midnight is a window of the next day' })
    else if (from < end) faults.push({ pointer: at, message: 'must begin after the one before has ended' })
    end = Math.max(end, to ?? 0)
  }
  return faults
}

/** Offsets (`+01:00`) are none: they know of no summer time. */
const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
