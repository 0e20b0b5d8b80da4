import { billingError } from '../errors.ts'
import type { AnyReading, BillingReader } from '../kit.ts'
import type { TaxSum } from '../money/tax.ts'
import type { Invoice, InvoiceHead } from './schemas.ts'
import type { InvoiceLineTable, InvoiceTable } from './tables.ts'

export const headOf = (row: InvoiceTable): InvoiceHead => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  state: row.state,
  companyId: row.company_id,
  contractId: row.contract_id,
  currency: row.currency,
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  from: row.period_from,
  until: row.period_until,
  taxMode: row.tax_mode,
  taxRounding: row.tax_rounding,
  taxes: row.taxes_json as TaxSum[],
  netMinor: row.net_minor,
  taxMinor: row.tax_minor,
  grossMinor: row.gross_minor,
  paidMinor: row.paid_minor,
  creditedMinor: row.credited_minor,
  openMinor: row.kind === 'credit_note' ? 0 : row.gross_minor - row.paid_minor - row.credited_minor,
  correctsId: row.corrects_id,
  reason: row.reason,
})

/** An invoice that the caller sees; else the answer for one that there is not. */
export async function seeInvoice(work: AnyReading, invoiceId: string): Promise<InvoiceTable> {
  const row = await work.db
    .selectFrom('billing_invoice')
    .selectAll()
    .where('id', '=', invoiceId)
    .where(work.scope.companies('billing_invoice.company_id', 'billing.invoice_see'))
    .executeTakeFirst()
  if (!row) throw billingError('billing.invoice_not_found')
  return row
}

export const linesOf = (db: BillingReader, invoiceId: string): Promise<InvoiceLineTable[]> =>
  db.selectFrom('billing_invoice_line').selectAll().where('invoice_id', '=', invoiceId).orderBy('position').execute()

/** One that this very operation has made, or that was seen before. */
export async function viewInvoice({ db }: Pick<AnyReading, 'db'>, invoiceId: string): Promise<Invoice> {
  const row = await db.selectFrom('billing_invoice').selectAll().where('id', '=', invoiceId).executeTakeFirst()
  if (!row) throw billingError('billing.invoice_not_found')
  const lines = await linesOf(db, invoiceId)
  return {
    ...headOf(row),
    lines: lines.map((line) => ({
      id: line.id,
      kind: line.kind,
      description: line.description,
      basis: line.basis,
      from: line.day_from,
      until: line.day_until,
      minutes: line.minutes,
      quantity: line.quantity_count,
      unit: line.unit,
      rateMinor: line.rate_minor,
      amountMinor: line.amount_minor,
      taxCode: line.tax_code,
      taxRate: line.tax_rate,
      ticketId: line.ticket_id,
      creditedMinor: line.credited_minor,
    })),
  }
}
