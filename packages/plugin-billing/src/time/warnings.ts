import type { AnyReading } from '../kit.ts'
import type { Warning } from './schemas.ts'
import type { TimeEntryTable } from './tables.ts'
import { LONGEST_MINUTES } from './worked.ts'

/** What somebody should look at. People do work at two things at once, so it refuses nothing. */
export async function warningsOf({ db }: Pick<AnyReading, 'db'>, row: TimeEntryTable): Promise<Warning[]> {
  if (row.person_id === '') return []
  const others = db
    .selectFrom('billing_time_entry')
    .select(['id', 'minutes'])
    .where('person_id', '=', row.person_id)
    .where('id', '<>', row.id)
    .where('state', 'not in', ['replaced', 'refused'])
  const warnings: Warning[] = []
  if (row.started_at !== null && row.ended_at !== null) {
    const overlapping = await others
      .where('started_at', '<', row.ended_at)
      .where('ended_at', '>', row.started_at)
      .orderBy('id')
      .limit(50)
      .execute()
    if (overlapping.length) warnings.push({ code: 'overlap', timeIds: overlapping.map(({ id }) => id) })
  }
  const sameDay = await others.where('worked_on', '=', row.worked_on).orderBy('id').limit(500).execute()
  if (sameDay.reduce((all, { minutes }) => all + minutes, row.minutes) > LONGEST_MINUTES)
    warnings.push({ code: 'over_a_day', timeIds: sameDay.slice(0, 50).map(({ id }) => id) })
  return warnings
}
