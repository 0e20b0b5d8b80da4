import { Temporal } from 'temporal-polyfill'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What the clock on the wall shows: days since 1970-01-01, and milliseconds since the day's beginning. */
export interface WallTime {
  readonly day: number
  readonly ms: number
}

/** `2026-03-29` → days since 1970-01-01; undefined for what is no date. */
export function epochDayOf(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
  const at = Date.parse(`${date}T00:00:00.000Z`)
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(date) ? undefined : at / DAY_MS
}

/** `09:30` → minutes since midnight, `24:00` → 1440; undefined for what is no time. */
export function minuteOf(time: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hour !== undefined && minute !== undefined) return Number(hour) * 60 + Number(minute)
  return time === '24:00' ? 1440 : undefined
}

/** 0 is Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

const zoned = (timeZone: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
const split = (local: number): WallTime => ({ day: Math.floor(local / DAY_MS), ms: local - Math.floor(local / DAY_MS) * DAY_MS })
const offsetMs = (time: Temporal.ZonedDateTime): number => Math.round(time.offsetNanoseconds / 1e6)

/**
 * The wall clock at an instant, made to run forwards only: in the hour that comes twice, the second time it stands where that hour ends.
 * So a later instant never has an earlier time, and what is counted from it comes in order.
 */
export function wallTimeAt(timeZone: string, at: number): WallTime {
  const time = zoned(timeZone, at)
  const local = at + offsetMs(time)
  const wall = split(local)
  if (instantOf(timeZone, wall) === at) return wall
  const turned = time.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  if (!turned) return wall
  const end = turned.epochMilliseconds + offsetMs(turned.subtract({ milliseconds: 1 }))
  // An hour that ends at midnight ends on its own day, as 24:00.
  return { day: wall.day, ms: end - wall.day * DAY_MS }
}

/**
 * The instant at which the wall clock comes to a time: of a time that comes twice the first, of one that is left out the moment at which it is.
 * Edges of windows that meet on the wall meet in time.
 */
export function instantOf(timeZone: string, { day, ms }: WallTime): number {
  const local = Temporal.Instant.fromEpochMilliseconds(day * DAY_MS + ms)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
  const time = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  if (time.toPlainDateTime().equals(local)) return time.epochMilliseconds
  return time.getTimeZoneTransition('next')?.epochMilliseconds ?? time.epochMilliseconds
}

export const minutesToMs = (minutes: number): number => minutes * MINUTE_MS
