import Type from 'typebox'
import { instantOf, wallTimeAt, weekdayOf } from '../calendar/wall-clock.ts'
import { instantPattern } from '../value/schema.ts'

const relative = '(?:now|today|week|month)(?:[+-]\\d{1,4}[mhdw])?'

/**
 * An instant, or one that moves on with the clock, so that a saved filter still means this week next week: `now`, `today` (when the desk's day
 * begins, by its time zone), `week` (its Monday) or `month` (its first day), with an offset in minutes, hours, days or weeks: `now-7d`,
 * `today+1d`. Of days that begin a day, a day is one of the calendar, also where clocks change.
 */
export const Moment = Type.String({
  pattern: `^(?:${instantPattern}|${relative})$`,
  description: 'Instant: ISO 8601, UTC, milliseconds; or now, today, week, month with an offset such as -7d',
  'x-fault': {
    kind: 'moment',
    message: 'must be an instant such as 2026-03-29T01:30:00.000Z, or now, today, week or month with an offset: now-7d',
  },
})

const DAY_MS = 86_400_000
const unitMs = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const
const parts = /^(now|today|week|month)(?:([+-]\d{1,4})([mhdw]))?$/

/** What a `Moment` is at the instant `now`, as ISO 8601. */
export function momentAt(moment: string, now: string, timeZone: string): string {
  const [, word, count = '0', unit = 'm'] = parts.exec(moment) ?? []
  if (word === undefined) return moment
  const offset = Number(count) * unitMs[unit as keyof typeof unitMs]
  const at = Date.parse(now)
  if (word === 'now') return new Date(at + offset).toISOString()
  const isByDays = unit === 'd' || unit === 'w'
  const day = dayOf(word, dayAt(timeZone, at)) + (isByDays ? offset / DAY_MS : 0)
  return new Date(beginOf(timeZone, day) + (isByDays ? 0 : offset)).toISOString()
}

const dayAt = (timeZone: string, at: number): number => (timeZone === 'UTC' ? Math.floor(at / DAY_MS) : wallTimeAt(timeZone, at).day)
const beginOf = (timeZone: string, day: number): number => (timeZone === 'UTC' ? day * DAY_MS : instantOf(timeZone, { day, ms: 0 }))

function dayOf(word: string, today: number): number {
  if (word === 'week') return today - weekdayOf(today)
  if (word === 'today') return today
  const date = new Date(today * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / DAY_MS
}
