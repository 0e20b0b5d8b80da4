import { coreError } from '../error/core-errors.ts'
import type { ClockFacts } from './clock-facts.ts'
import { listed } from './fault.ts'
import type { Machine } from './machine.ts'

/** Counts days from an instant: working days, holidays and time zone are a calendar's business. */
export type AddDays = (from: string, days: number) => string
/** Calendars by key; `buildMachines` has checked that the types name only these. */
export type Calendars = ReadonlyMap<string, AddDays>

const noCalendars: Calendars = new Map()
const dayMs = 86_400_000
const elapsedDays: AddDays = (from, days) => new Date(Date.parse(from) + days * dayMs).toISOString()

const addDays = ({ typeId, windows: { calendar } }: Machine, from: string, days: number, calendars: Calendars): string => {
  if (calendar === null) return elapsedDays(from, days)
  const count = calendars.get(calendar)
  if (!count) throw coreError('machine.unknown_calendar', { type: typeId, calendar, known: listed(calendars.keys()) })
  return count(from, days)
}

/** Until when a resolved ticket can be reopened; null: no end. */
export const reopenUntil = (machine: Machine, facts: Pick<ClockFacts, 'resolvedAt'>, calendars = noCalendars): string | null =>
  facts.resolvedAt === null || machine.windows.reopenDays === null
    ? null
    : addDays(machine, facts.resolvedAt, machine.windows.reopenDays, calendars)

export type SilenceFacts = Pick<ClockFacts, 'resolvedAt' | 'lastCustomerMessageAt' | 'lastStaffMessageAt' | 'closeWarnedAt'>

/** Since when nobody has said anything in public: the solution, or the last message after it. Null while at work. */
const silentSince = ({ resolvedAt, lastCustomerMessageAt, lastStaffMessageAt }: SilenceFacts): string | null =>
  resolvedAt === null ? null : latest(resolvedAt, lastCustomerMessageAt, lastStaffMessageAt)

/** ISO instants of one form order like text. */
const latest = (first: string, ...others: readonly (string | null)[]): string =>
  others.reduce<string>((last, other) => (other !== null && other > last ? other : last), first)

/** Told of, and nothing said since. */
const isWarned = (facts: SilenceFacts): facts is SilenceFacts & { readonly closeWarnedAt: string } =>
  facts.closeWarnedAt !== null && facts.closeWarnedAt >= (silentSince(facts) ?? '')

/**
 * When silence closes a resolved ticket: days after the solution or the last public message, whichever is later; null: never. Where the
 * type wants it told before, not before it was told, nor sooner after that than it promises.
 */
export const autoCloseDueAt = (machine: Machine, facts: SilenceFacts, calendars = noCalendars): string | null => {
  const { autoCloseDays, autoCloseWarnDays } = machine.windows
  const since = silentSince(facts)
  if (since === null || autoCloseDays === null) return null
  const due = addDays(machine, since, autoCloseDays, calendars)
  if (autoCloseWarnDays === null) return due
  return isWarned(facts) ? latest(due, addDays(machine, facts.closeWarnedAt, autoCloseWarnDays, calendars)) : null
}

/** When it is to be told that silence will close a resolved ticket; null: not at all, or it was. */
export const closeWarningDueAt = (machine: Machine, facts: SilenceFacts, calendars = noCalendars): string | null => {
  const { autoCloseDays, autoCloseWarnDays } = machine.windows
  const since = silentSince(facts)
  if (since === null || autoCloseDays === null || autoCloseWarnDays === null || isWarned(facts)) return null
  return addDays(machine, since, autoCloseDays - autoCloseWarnDays, calendars)
}
