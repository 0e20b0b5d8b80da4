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

/** Solved before this instant, a ticket may be due to be closed by silence; null: never. A calendar counts more than a day for a day, not less. */
export const autoCloseSince = ({ windows: { autoCloseDays } }: Machine, now: string): string | null =>
  autoCloseDays === null ? null : elapsedDays(now, -autoCloseDays)

/** When silence closes a resolved ticket: days after the solution or the last public message, whichever is later; null: never. */
export const autoCloseDueAt = (
  machine: Machine,
  facts: Pick<ClockFacts, 'resolvedAt' | 'lastCustomerMessageAt' | 'lastStaffMessageAt'>,
  calendars = noCalendars,
): string | null => {
  if (facts.resolvedAt === null || machine.windows.autoCloseDays === null) return null
  // ISO instants of one form order like text.
  const silentSince =
    [facts.resolvedAt, facts.lastCustomerMessageAt ?? '', facts.lastStaffMessageAt ?? ''].sort().at(-1) ?? facts.resolvedAt
  return addDays(machine, silentSince, machine.windows.autoCloseDays, calendars)
}
