import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { CoreDb } from '../operation/runtime.ts'
import { calendarFaults } from './calendar-faults.ts'
import { columnsOf } from './calendar-row.ts'
import type { CalendarSpec } from './calendar-spec.ts'

const keyPattern = /^[a-z][a-z0-9_]*$/
const MAX_KEY = 80

/** The calendars that a desk is created with: those that types may count by, as they are before somebody changes them. */
export type DeclaredCalendars = { readonly [key: string]: CalendarSpec }

/** What is wrong with them, one error for each calendar. */
export function declarationFaults(declared: DeclaredCalendars): DeskError[] {
  return Object.entries(declared).flatMap(([key, spec]) => {
    const faults = keyPattern.test(key) && key.length <= MAX_KEY ? [] : ['its key is no snake_case word.']
    faults.push(...shapeFaults(spec))
    if (!faults.length) faults.push(...calendarFaults(spec).map(({ pointer, message }) => `${pointer} ${message}.`))
    return faults.length ? [coreError('calendar.invalid', { key, faults: faults.join(' ') })] : []
  })
}

/** For hosts in plain JavaScript. */
function shapeFaults(spec: unknown): string[] {
  const { title, timeZone, hours, specialDays } = (spec ?? {}) as Partial<Record<keyof CalendarSpec, unknown>>
  return [
    ...(typeof title === 'string' && title.trim() !== '' ? [] : ['/title is missing.']),
    ...(typeof timeZone === 'string' ? [] : ['/timeZone is missing.']),
    ...(typeof hours === 'object' && hours !== null && Object.values(hours).every(Array.isArray) ? [] : ['/hours is missing.']),
    ...(specialDays === undefined || Array.isArray(specialDays) ? [] : ['/specialDays is no list.']),
  ]
}

/** Writes down those that are not there yet. What somebody has changed is the desk's own and stays. */
export async function seedCalendars(
  db: CoreDb,
  declared: ReadonlyMap<string, CalendarSpec>,
  now: string,
  newId: () => string,
): Promise<void> {
  for (const [key, spec] of declared)
    await db
      .insertInto('calendar')
      .values({ id: newId(), key, ...columnsOf(spec), version: 1, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
}
