import type { TicketFacts } from '@deskwright/core'
import { billingError } from '../errors.ts'
import type { AnyReading, AnyWork, BillingWriter } from '../kit.ts'
import { sum } from '../money/rounding.ts'
import { amountOf, patchLine } from '../work-line/line-row.ts'
import type { WorkLineTable } from '../work-line/tables.ts'
import type { EstimateLine } from './schemas.ts'

/** In the order in which they were entered. */
export const linesOf = ({ db }: Pick<AnyReading, 'db'>, estimateId: string): Promise<WorkLineTable[]> =>
  db.selectFrom('billing_work_line').selectAll().where('estimate_id', '=', estimateId).orderBy('id').execute()

/** Lines of the ticket that may stand on this estimate: drafts, and what stands on it already. Throws `billing.estimate_line`. */
export async function offeredLines(
  work: AnyWork,
  ticket: TicketFacts,
  lineIds: readonly string[],
  estimateId: string | null,
): Promise<WorkLineTable[]> {
  const rows = await work.db
    .selectFrom('billing_work_line')
    .selectAll()
    .where('id', 'in', [...lineIds])
    .where('ticket_id', '=', ticket.id)
    .orderBy('id')
    .execute()
  for (const lineId of lineIds) {
    const row = rows.find(({ id }) => id === lineId)
    const fits = row && (row.state === 'draft' || (estimateId !== null && row.estimate_id === estimateId))
    if (!fits) throw billingError('billing.estimate_line', { lineId, state: row?.state ?? 'not on this ticket' })
  }
  return rows
}

/** Puts them on the estimate. */
export async function putOn(work: AnyWork, db: BillingWriter, estimateId: string, rows: readonly WorkLineTable[]): Promise<void> {
  for (const row of rows) if (row.state === 'draft') await patchLine(work, db, row, { state: 'estimate', estimate_id: estimateId })
}

/** What it comes to. Throws `billing.estimate_currencies`, `billing.estimate_empty`. */
export function totalOf(work: AnyReading, rows: readonly WorkLineTable[]): { readonly currency: string; readonly total_minor: number } {
  const currencies = [...new Set(rows.map(({ currency }) => currency))]
  const [currency] = currencies
  if (currency === undefined) throw billingError('billing.estimate_empty')
  if (currencies.length > 1) throw billingError('billing.estimate_currencies', { currencies: currencies.sort().join(', ') })
  return { currency, total_minor: sum(rows.map((row) => amountOf(work, row))) }
}

export const viewLines = (work: AnyReading, rows: readonly WorkLineTable[]): EstimateLine[] =>
  rows.map((row) => ({
    lineId: row.id,
    name: row.name,
    quantity: row.quantity_count,
    unit: row.unit,
    priceMinor: row.price_minor,
    amountMinor: amountOf(work, row),
    isBillable: row.is_billable,
  }))
