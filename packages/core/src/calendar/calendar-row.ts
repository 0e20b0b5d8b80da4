import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { calendarFaults } from './calendar-faults.ts'
import type { CalendarSpec } from './calendar-spec.ts'
import type { CalendarView } from './contract.ts'
import type { CalendarTable } from './tables.ts'

export type CalendarRow = Selectable<CalendarTable>

/** The row as its spec: only what `calendarFaults` found right was ever stored. */
export const specOf = (row: Pick<CalendarRow, 'title' | 'time_zone' | 'hours_json' | 'special_days_json'>): CalendarSpec => ({
  title: row.title,
  timeZone: row.time_zone,
  hours: row.hours_json as CalendarSpec['hours'],
  specialDays: row.special_days_json as CalendarSpec['specialDays'] & object,
})

export const columnsOf = ({ title, timeZone, hours, specialDays = [] }: CalendarSpec) => ({
  title: title.trim(),
  time_zone: timeZone,
  hours_json: hours,
  special_days_json: [...specialDays].sort((a, b) => (a.date < b.date ? -1 : 1)),
})

export const viewCalendar = (row: CalendarRow): CalendarView => {
  const spec: unknown = specOf(row)
  const { hours, specialDays } = spec as Pick<CalendarView, 'hours' | 'specialDays'>
  return {
    id: row.id,
    key: row.key,
    title: row.title,
    timeZone: row.time_zone,
    hours,
    specialDays,
    version: row.version,
    createdAt: row.created_at,
  }
}

/** Throws `input.invalid` with everything that its schema can't say. */
export function expectCalendar(spec: CalendarSpec): void {
  const faults = calendarFaults(spec)
  if (faults.length) throw inputInvalid(faults.map((fault) => ({ ...fault, code: 'calendar' })))
}

/** Throws `calendar.not_found`. */
export async function calendarRow({ unit }: CallContext, calendarId: string): Promise<CalendarRow> {
  const row = await unit.db.selectFrom('calendar').selectAll().where('id', '=', calendarId).executeTakeFirst()
  if (!row) throw coreError('calendar.not_found', { calendarId })
  return row
}

/** The row as it is, held until the commit. Throws `calendar.not_found`, `calendar.conflict`. */
export async function lockCalendar({ unit }: CallContext, calendarId: string, expectedVersion?: number): Promise<CalendarRow> {
  const row = await unit.db.selectFrom('calendar').selectAll().where('id', '=', calendarId).forUpdate().executeTakeFirst()
  if (!row) throw coreError('calendar.not_found', { calendarId })
  if (expectedVersion !== undefined && row.version !== expectedVersion)
    throw coreError('calendar.conflict', { version: row.version }, { details: { currentVersion: row.version, expectedVersion } })
  return row
}
