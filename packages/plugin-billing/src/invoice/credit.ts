import { dayIn } from '../contract/periods.ts'
import { billingError } from '../errors.ts'
import { type AnyWork, type BillingWriter, command } from '../kit.ts'
import { totalsOf } from '../money/tax.ts'
import { freeTooMuch } from '../payment/settle.ts'
import { permitIn } from '../work.ts'
import { nextNumber } from './put-invoice.ts'
import { CreditInvoice, Invoice } from './schemas.ts'
import type { InvoiceLineTable, InvoiceTable } from './tables.ts'
import { linesOf, seeInvoice, viewInvoice } from './view.ts'

/**
 * The account of the company comes first, as in a run: of two credit notes at once the second one sees what the first took off. All that is left of an
 * invoice gives its work back, to be invoiced again.
 */
export const creditInvoice = command({
  route: 'POST /invoices/:invoiceId/credit-notes',
  summary: 'Corrects an invoice by a credit note.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: CreditInvoice,
  output: Invoice,
  async run(work, input) {
    const seen = await seeInvoice(work, input.invoiceId)
    permitIn(work, seen.company_id, 'billing.invoice_issue')
    if (seen.kind === 'credit_note') throw billingError('billing.credit_of_credit')
    const id = work.newId()
    await work.change('billing.invoice_credited', { invoiceId: seen.id, creditNoteId: id, companyId: seen.company_id }, (db) =>
      credit(work, db, seen, id, { ...input, by: work.actor.id }),
    )
    return viewInvoice(work, id)
  },
})

export interface ToCredit extends Pick<CreditInvoice, 'lines' | 'reason'> {
  readonly by: string
  /** The day of the note; today unless told. */
  readonly on?: string
}

export async function credit(
  work: AnyWork,
  db: BillingWriter,
  seen: Pick<InvoiceTable, 'id' | 'company_id'>,
  id: string,
  { lines: wanted, reason, by, on = dayIn(work.options.timeZone ?? 'UTC', work.now) }: ToCredit,
): Promise<void> {
  await db
    .updateTable('billing_account')
    .set((eb) => ({ run_count: eb('run_count', '+', 1) }))
    .where('company_id', '=', seen.company_id)
    .execute()
  const row = await db.selectFrom('billing_invoice').selectAll().where('id', '=', seen.id).executeTakeFirstOrThrow()
  const lines = await linesOf(db, row.id)
  const parts = wanted
    ? wanted.map(({ lineId, amountMinor }) => ({ line: lineIn(lines, lineId), amountMinor }))
    : lines.map((line) => ({ line, amountMinor: line.amount_minor - line.credited_minor })).filter(({ amountMinor }) => amountMinor > 0)
  const isWhole = wanted === undefined
  // Once its work was given back, nothing of it is left.
  const held = await db
    .selectFrom('billing_invoice_source')
    .select('source_key')
    .where('invoice_id', '=', row.id)
    .where('held_key', 'is not', null)
    .executeTakeFirst()
  if (!held) throw billingError('billing.credit_too_much', { left: 0 })
  const taken = new Map<string, number>()
  for (const { line, amountMinor } of parts) taken.set(line.id, (taken.get(line.id) ?? 0) + amountMinor)
  for (const { line } of parts) {
    const left = line.amount_minor - line.credited_minor
    if ((taken.get(line.id) ?? 0) > left) throw billingError('billing.credit_too_much', { left })
  }
  const totals = totalsOf(
    parts.map(({ line, amountMinor }) => ({ amountMinor, taxCode: line.tax_code, taxRate: line.tax_rate })),
    row.tax_mode,
    row.tax_rounding,
    row.rounding,
  )
  // Rounding of parts may come to a unit more than the whole: what is left of the invoice is the most there is.
  const open = row.gross_minor - row.credited_minor
  const grossMinor = isWhole ? open : Math.min(totals.grossMinor, open)
  const taxMinor = grossMinor - totals.netMinor
  if (!isWhole && grossMinor === 0) throw billingError('billing.credit_too_much', { left: open })
  const { sequence, number } = await nextNumber(work, db, 'credit_note')
  await db
    .insertInto('billing_invoice')
    .values({
      ...row,
      id,
      kind: 'credit_note',
      number,
      number_sequence: sequence,
      state: 'paid',
      issued_on: on,
      due_on: on,
      net_minor: grossMinor - taxMinor,
      tax_minor: taxMinor,
      gross_minor: grossMinor,
      paid_minor: 0,
      credited_minor: 0,
      corrects_id: row.id,
      reason,
      taxes_json: totals.taxes,
      version: 1,
      created_by: by,
      issued_at: work.now,
    })
    .execute()
  for (const [index, { line, amountMinor }] of parts.entries()) {
    await db
      .insertInto('billing_invoice_line')
      .values({
        ...line,
        id: work.newId(),
        invoice_id: id,
        position: index + 1,
        kind: 'credit',
        source_kind: null,
        source_id: null,
        amount_minor: amountMinor,
        net_minor: totals.netOfLines[index] ?? 0,
        credited_minor: 0,
      })
      .execute()
    await db
      .updateTable('billing_invoice_line')
      .set((eb) => ({ credited_minor: eb('credited_minor', '+', amountMinor) }))
      .where('id', '=', line.id)
      .execute()
  }
  await freeTooMuch(db, row, row.credited_minor + grossMinor)
  if (isWhole) await giveBack(work, db, row.id)
}

function lineIn(lines: readonly InvoiceLineTable[], lineId: string): InvoiceLineTable {
  const line = lines.find(({ id }) => id === lineId)
  if (!line) throw billingError('billing.invoice_not_found')
  return line
}

/** Work, fees, included hours and prepaid minutes are as if the invoice had not been. */
async function giveBack(work: AnyWork, db: BillingWriter, invoiceId: string): Promise<void> {
  await db.updateTable('billing_invoice_source').set({ held_key: null }).where('invoice_id', '=', invoiceId).execute()
  await db.updateTable('billing_time_entry').set({ invoice_id: null, updated_at: work.now }).where('invoice_id', '=', invoiceId).execute()
  await db
    .updateTable('billing_work_line')
    .set({ invoice_id: null, state: 'done', updated_at: work.now })
    .where('invoice_id', '=', invoiceId)
    .execute()
  await db.deleteFrom('billing_quota_use').where('invoice_id', '=', invoiceId).execute()
  await db.deleteFrom('billing_prepaid_use').where('invoice_id', '=', invoiceId).execute()
}
