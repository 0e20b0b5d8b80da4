import type { InvoiceState, InvoiceTable } from '../invoice/tables.ts'
import type { BillingWriter } from '../kit.ts'

/** How far an invoice is paid; what was credited needs no payment. */
export const stateOf = (grossMinor: number, paidMinor: number, creditedMinor: number): InvoiceState =>
  paidMinor + creditedMinor >= grossMinor ? 'paid' : paidMinor > 0 ? 'part_paid' : 'issued'

/**
 * An invoice after so much of it was credited. Payments that are then too much are free again, the last one first: the money is the customer's, and pays
 * whatever comes next.
 */
export async function freeTooMuch(db: BillingWriter, row: InvoiceTable, creditedMinor: number): Promise<void> {
  let tooMuch = Math.max(0, row.paid_minor + creditedMinor - row.gross_minor)
  const paidMinor = row.paid_minor - tooMuch
  const paid = await db
    .selectFrom('billing_allocation')
    .selectAll()
    .where('invoice_id', '=', row.id)
    .orderBy('payment_id', 'desc')
    .execute()
  for (const { payment_id, amount_minor } of paid) {
    if (tooMuch === 0) break
    const back = Math.min(tooMuch, amount_minor)
    tooMuch -= back
    const one = { payment_id, invoice_id: row.id }
    if (back === amount_minor)
      await db.deleteFrom('billing_allocation').where('payment_id', '=', one.payment_id).where('invoice_id', '=', one.invoice_id).execute()
    else
      await db
        .updateTable('billing_allocation')
        .set({ amount_minor: amount_minor - back })
        .where('payment_id', '=', one.payment_id)
        .where('invoice_id', '=', one.invoice_id)
        .execute()
  }
  await db
    .updateTable('billing_invoice')
    .set({
      paid_minor: paidMinor,
      credited_minor: creditedMinor,
      state: stateOf(row.gross_minor, paidMinor, creditedMinor),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
}
