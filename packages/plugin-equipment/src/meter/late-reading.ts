import { equipmentError } from '../errors.ts'
import type { AnyReading } from '../work.ts'
import type { MeterTable } from './tables.ts'

/**
 * What a counter had counted by a moment before its last reading: by the counter that was there then. Throws `equipment.reading_between` for a value
 * that does not fit between the readings around it.
 */
export async function totalThen(
  { db }: Pick<AnyReading, 'db'>,
  { id }: Pick<MeterTable, 'id'>,
  value: number,
  readAt: string,
): Promise<number> {
  const around = () =>
    db.selectFrom('equipment_reading').select(['value_count', 'total_count', 'correction']).where('meter_id', '=', id).limit(1)
  const before = await around().where('read_at', '<=', readAt).orderBy('read_at', 'desc').orderBy('id', 'desc').executeTakeFirst()
  const after = await around().where('read_at', '>', readAt).orderBy('read_at').orderBy('id').executeTakeFirst()
  const total = value + baseOf(before, after)
  // Where the next one says that there was a mistake, nobody knows which of those before it are right.
  const isKnown = after?.correction !== 'mistake'
  if (isKnown && ((before && total < before.total_count) || (after && total > after.total_count)))
    throw equipmentError('equipment.reading_between', {
      value,
      from: before?.value_count ?? 0,
      to: after ? after.value_count : value,
    })
  return total
}

interface Around {
  readonly value_count: number
  readonly total_count: number
  readonly correction: string | null
}

/** What counters before the one of that moment had counted: the same one as at the reading before; else as at the next one, unless it came then. */
function baseOf(before: Around | undefined, after: Around | undefined): number {
  if (before) return before.total_count - before.value_count
  return after && after.correction !== 'replaced' ? after.total_count - after.value_count : 0
}
