import type { Machine } from '../machine/machine.ts'
import type { Calendars } from '../machine/windows.ts'
import type { Runtime } from '../operation/runtime.ts'
import { prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { type CalendarRow, specOf } from './calendar-row.ts'
import { type WorkingTime, workingTime } from './working-time.ts'

const byKey = prepared<{ key: string }, CalendarRow, CoreTables>((db, param) =>
  db.selectFrom('calendar').selectAll().where('key', '=', param('key')),
)

/** The calendar that a type counts its days by, as it is now; undefined where a day is 24 hours. */
export async function calendarOf({ composition }: Runtime, tx: Tx, machine: Machine): Promise<WorkingTime | undefined> {
  const key = machine.windows.calendar
  if (key === null) return undefined
  const { rows } = await tx.run(byKey, { key })
  const [row] = rows
  // Declared and not yet written down by `migrate`: as it was declared.
  const spec = row ? specOf(row) : composition.calendars.get(key)
  return spec && workingTime(spec)
}

/** The same, as the machine takes it. */
export async function calendarsOf(runtime: Runtime, tx: Tx, machine: Machine): Promise<Calendars | undefined> {
  const time = await calendarOf(runtime, tx, machine)
  return time && new Map([[machine.windows.calendar ?? '', (from: string, days: number) => time.addDays(from, days)]])
}
