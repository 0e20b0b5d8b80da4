import { billingError } from '../errors.ts'
import type { AnyReading, BillingReader, BillingWriter } from '../kit.ts'
import { byTheUnit } from '../money/rounding.ts'
import { stale } from '../work.ts'
import type { WorkLine } from './schemas.ts'
import type { WorkLineState, WorkLineTable } from './tables.ts'

/** What a line comes to, by the desk's rounding; what is not charged comes to nothing. */
export const amountOf = (
  { options }: Pick<AnyReading, 'options'>,
  row: Pick<WorkLineTable, 'is_billable' | 'price_minor' | 'quantity_count'>,
): number => (row.is_billable ? byTheUnit(row.price_minor, row.quantity_count, options.rounding ?? 'half_up') : 0)

export const viewLine = (work: Pick<AnyReading, 'options'>, row: WorkLineTable): WorkLine => ({
  id: row.id,
  ticketId: row.ticket_id,
  companyId: row.company_id,
  contractId: row.contract_id,
  priceItemId: row.price_item_id,
  name: row.name,
  quantity: row.quantity_count,
  unit: row.unit,
  currency: row.currency,
  priceMinor: row.price_minor,
  amountMinor: amountOf(work, row),
  hasOwnPrice: row.is_own_price,
  isPriceAgreed: row.is_price_agreed,
  isBillable: row.is_billable,
  reason: row.reason,
  workedOn: row.worked_on,
  personId: row.person_id,
  itemId: row.item_id,
  isWarranty: row.is_warranty,
  state: row.state,
  estimateId: row.estimate_id,
  version: row.version,
  createdAt: row.created_at,
})

/** A line of a ticket that the caller sees. */
export async function seeLine(work: AnyReading, lineId: string): Promise<WorkLineTable> {
  const row = await work.db
    .selectFrom('billing_work_line')
    .selectAll()
    .where('id', '=', lineId)
    .where(work.scope.tickets('billing_work_line.ticket_id'))
    .executeTakeFirst()
  if (!row) throw billingError('billing.work_line_not_found')
  return row
}

/** 409 for what is locked by an invoice, or in no state for it. */
export function expectLineState(row: WorkLineTable, allowed: readonly WorkLineState[]): void {
  if (row.invoice_id !== null) throw billingError('billing.work_invoiced')
  if (!allowed.includes(row.state)) throw billingError('billing.work_line_state', { state: row.state })
}

/** Compare and set: an invoice that claims the line meanwhile, or somebody else's change, is found out. */
export async function patchLine(
  work: AnyReading,
  db: BillingWriter,
  row: WorkLineTable,
  patch: Partial<WorkLineTable>,
): Promise<WorkLineTable> {
  const saved = await db
    .updateTable('billing_work_line')
    .set({ ...patch, version: row.version + 1, updated_at: work.now })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .where('invoice_id', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (saved) return saved
  throw await whyNot(db, row)
}

async function whyNot(db: BillingReader, row: WorkLineTable) {
  const now = await db.selectFrom('billing_work_line').select(['version', 'invoice_id']).where('id', '=', row.id).executeTakeFirst()
  if (!now) return billingError('billing.work_line_not_found')
  return now.invoice_id === null ? stale(now.version) : billingError('billing.work_invoiced')
}
