import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import type { BillingTables } from '../tables.ts'
import type { TimeEntryTable } from './tables.ts'

/**
 * Own time; that of everybody on the tickets that somebody sees, by right; and all of it for whoever keeps it over the whole desk, as keeping
 * the books is not reading tickets.
 */
export const seenTimes =
  (work: AnyReading) =>
  (eb: ExpressionBuilder<BillingTables, 'billing_time_entry'>): Expression<SqlBool> => {
    const own = work.caller.personId === null ? [] : [eb('billing_time_entry.person_id', '=', work.caller.personId)]
    if (work.holds('billing.time_all', 'everywhere')) return eb.lit(true)
    if (work.holds('billing.time_all') || work.holds('billing.time_approve'))
      return eb.or([...own, work.scope.tickets('billing_time_entry.ticket_id')])
    return own[0] ?? eb.lit(false)
  }

/** 404 for what the caller may not see. */
export async function seeTime(work: AnyReading, timeId: string): Promise<TimeEntryTable> {
  const row = await work.db.selectFrom('billing_time_entry').selectAll().where('id', '=', timeId).where(seenTimes(work)).executeTakeFirst()
  if (!row) throw billingError('billing.time_not_found')
  return row
}
