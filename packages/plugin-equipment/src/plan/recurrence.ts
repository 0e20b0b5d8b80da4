import { calendarDay } from '../days.ts'
import { type Rule, weekdays } from './rule.ts'

const DAY_MS = 86_400_000
/** Days that rows can hold end with the year 2199. */
const LAST_DAY = Date.UTC(2199, 11, 31) / DAY_MS

/** Days since 1970-01-01. Throws a TypeError for what is no day: input has been checked. */
export function epochDay(day: string): number {
  const parts = calendarDay(day)
  if (!parts) throw new TypeError(`'${day}' is no day.`)
  return Date.UTC(parts.year, parts.month - 1, parts.day) / DAY_MS
}
export const dayFrom = (epoch: number): string => new Date(epoch * DAY_MS).toISOString().slice(0, 10)
/** 0 is Monday; 1970-01-01 was a Thursday. */
export const weekdayOf = (epoch: number): number => (((epoch + 3) % 7) + 7) % 7

/**
 * The n-th day of a rule, from 0, counted from the anchor every time: 31 January and one month is the last of February, and the month after it
 * 31 March. The anchor is the first one where the rule leaves the day to it; otherwise the first is the first day of the rule that is not before
 * the anchor. Undefined behind the year 2199.
 */
export function occurrence(rule: Rule, anchor: string, n: number): string | undefined {
  if (!Number.isInteger(n) || n < 0) throw new TypeError(`${n} is no place in a row.`)
  const found = place(rule, epochDay(anchor), n)
  return found > LAST_DAY ? undefined : dayFrom(found)
}

function place(rule: Rule, anchor: number, n: number): number {
  if (rule.unit === 'day') return anchor + n * rule.every
  if (rule.unit === 'week') return inWeeks(anchor, rule.every, rule.weekdays ?? [], n)
  const months = rule.unit === 'year' ? rule.every * 12 : rule.every
  const date = new Date(anchor * DAY_MS)
  const first = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const inMonth = (month: number): number =>
    'which' in rule
      ? weekdayInMonth(month, rule.which, weekdays.indexOf(rule.weekday))
      : lastOrDay(month, rule.dayOfMonth ?? date.getUTCDate())
  const skipped = inMonth(first) < anchor ? 1 : 0
  return inMonth(first + (n + skipped) * months)
}

/** Weeks begin on Monday, and are counted from the one that the anchor is in. */
function inWeeks(anchor: number, every: number, names: readonly (typeof weekdays)[number][], n: number): number {
  if (!names.length) return anchor + n * 7 * every
  const days = weekdays.flatMap((name, index) => (names.includes(name) ? [index] : []))
  const monday = anchor - weekdayOf(anchor)
  const index = n + days.filter((day) => monday + day < anchor).length
  return monday + Math.floor(index / days.length) * every * 7 + (days[index % days.length] ?? 0)
}

/** Months since the year 0. */
const dayInMonth = (month: number, day: number): number => Date.UTC(Math.floor(month / 12), month % 12, day) / DAY_MS
const lastOrDay = (month: number, day: number): number => Math.min(dayInMonth(month, day), dayInMonth(month + 1, 0))
function weekdayInMonth(month: number, which: 1 | 2 | 3 | 4 | 'last', weekday: number): number {
  if (which === 'last') {
    const last = dayInMonth(month + 1, 0)
    return last - ((weekdayOf(last) - weekday + 7) % 7)
  }
  const first = dayInMonth(month, 1)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (which - 1) * 7
}

/** The place of the first day of the rule that is on a day or behind it; undefined where there is none any more. */
export function firstFrom(rule: Rule, anchor: string, day: string): number | undefined {
  if (day <= anchor) return 0
  let [low, high] = [0, 1]
  // Days of a rule only rise: doubling finds one behind, halving the first.
  while (isBefore(rule, anchor, high, day)) [low, high] = [high, high * 2]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBefore(rule, anchor, middle, day)) low = middle + 1
    else high = middle
  }
  return occurrence(rule, anchor, low) === undefined ? undefined : low
}

function isBefore(rule: Rule, anchor: string, n: number, day: string): boolean {
  const found = occurrence(rule, anchor, n)
  return found !== undefined && found < day
}
