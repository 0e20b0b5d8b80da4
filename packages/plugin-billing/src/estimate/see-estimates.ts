import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import type { BillingTables } from '../tables.ts'
import type { EstimateTable } from './tables.ts'

/**
 * Of tickets that the caller sees: staff all of them; customers what was offered to the company that they act for, and nothing of a draft that
 * never was. Who is in copy of a ticket of another company sees none of its prices.
 */
export const seenEstimates =
  (work: AnyReading) =>
  (eb: ExpressionBuilder<BillingTables, 'billing_estimate'>): Expression<SqlBool> => {
    const onTicket = work.scope.tickets('billing_estimate.ticket_id')
    if (work.actor.capacity.acting === 'staff') return onTicket
    const { companyId } = work.caller
    if (companyId === null) return eb.lit(false)
    return eb.and([onTicket, eb('billing_estimate.company_id', '=', companyId), eb('billing_estimate.offered_at', 'is not', null)])
  }

/** 404 for what the caller may not see. */
export async function seeEstimate(work: AnyReading, estimateId: string): Promise<EstimateTable> {
  const row = await work.db
    .selectFrom('billing_estimate')
    .selectAll()
    .where('id', '=', estimateId)
    .where(seenEstimates(work))
    .executeTakeFirst()
  if (!row) throw billingError('billing.estimate_not_found')
  return row
}
