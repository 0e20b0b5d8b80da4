import Type from 'typebox'
import { instantPattern } from '../value/schema.ts'

const relative = '(?:now|today|week|month)(?:[+-]\\d{1,4}[mhdw])?'

/**
 * An instant, or one that moves on with the clock, so that a saved filter still means this week next week: `now`, `today` (00:00 UTC),
 * `week` (Monday, 00:00 UTC) or `month` (its first day), with an offset in minutes, hours, days or weeks: `now-7d`, `today+1d`.
 */
export const Moment = Type.String({
  pattern: `^(?:${instantPattern}|${relative})$`,
  description: 'Instant: ISO 8601, UTC, milliseconds; or now, today, week, month with an offset such as -7d',
})

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
const parts = /^(now|today|week|month)(?:([+-]\d{1,4})([mhdw]))?$/

/** What a `Moment` is at the instant `now`, as ISO 8601. */
export function momentAt(moment: string, now: string): string {
  const [, word, count = '0', unit = 'm'] = parts.exec(moment) ?? []
  if (word === undefined) return moment
  const at = startOf(word, new Date(now)) + Number(count) * unitMs[unit as keyof typeof unitMs]
  return new Date(at).toISOString()
}

function startOf(word: string, now: Date): number {
  if (word === 'now') return now.getTime()
  if (word === 'month') return Date.UTC(now.getUTCFullYear(), now.getUTCMonth())
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const daysSinceMonday = (now.getUTCDay() + 6) % 7
  return word === 'week' ? today - daysSinceMonday * unitMs.d : today
}
