import { billingError } from '../errors.ts'
import { type AnyReading, type AnyWork, type BillingWriter, command, query } from '../kit.ts'
import { isCurrency } from '../money/currency.ts'
import { sum } from '../money/rounding.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { AllocatePayment, EnterPayment, ListPayments, Payment, PaymentPage } from './schemas.ts'
import { stateOf } from './settle.ts'
import type { PaymentTable } from './tables.ts'

async function view({ db }: Pick<AnyReading, 'db'>, row: PaymentTable): Promise<Payment> {
  const allocations = await db
    .selectFrom('billing_allocation')
    .select(['invoice_id', 'amount_minor'])
    .where('payment_id', '=', row.id)
    .orderBy('invoice_id')
    .execute()
  return {
    id: row.id,
    companyId: row.company_id,
    currency: row.currency,
    amountMinor: row.amount_minor,
    freeMinor: row.amount_minor - sum(allocations.map(({ amount_minor }) => amount_minor)),
    receivedOn: row.received_on,
    method: row.method,
    reference: row.reference,
    allocations: allocations.map(({ invoice_id, amount_minor }) => ({ invoiceId: invoice_id, amountMinor: amount_minor })),
  }
}

/** Waits at the company's account, where runs and credit notes wait, too: what is open does not change while it is paid. */
async function hold(db: BillingWriter, companyId: string): Promise<void> {
  await oneAtATime(db, 'payments')
  await db
    .updateTable('billing_account')
    .set((eb) => ({ run_count: eb('run_count', '+', 1) }))
    .where('company_id', '=', companyId)
    .execute()
}

async function pay(db: BillingWriter, payment: PaymentTable, freeMinor: number, invoiceId: string, amountMinor: number): Promise<void> {
  const row = await db.selectFrom('billing_invoice').selectAll().where('id', '=', invoiceId).executeTakeFirst()
  if (row?.kind !== 'invoice') throw billingError('billing.invoice_not_found')
  if (row.company_id !== payment.company_id || row.currency !== payment.currency) throw billingError('billing.payment_other')
  const left = Math.min(freeMinor, row.gross_minor - row.paid_minor - row.credited_minor)
  if (amountMinor > left) throw billingError('billing.payment_too_much', { left })
  const paidMinor = row.paid_minor + amountMinor
  await db
    .insertInto('billing_allocation')
    .values({ payment_id: payment.id, invoice_id: invoiceId, amount_minor: amountMinor })
    .onConflict((conflict) =>
      conflict
        .columns(['payment_id', 'invoice_id'])
        .doUpdateSet((eb) => ({ amount_minor: eb('billing_allocation.amount_minor', '+', amountMinor) })),
    )
    .execute()
  await db
    .updateTable('billing_invoice')
    .set({ paid_minor: paidMinor, state: stateOf(row.gross_minor, paidMinor, row.credited_minor), version: row.version + 1 })
    .where('id', '=', invoiceId)
    .execute()
}

export const enterPayment = command({
  route: 'POST /payments',
  summary: 'Enters money that came in, and what it pays.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: EnterPayment,
  output: Payment,
  async run(work, { companyId, currency, amountMinor, receivedOn, method, reference = null, allocations }) {
    const company = await work.company(companyId)
    permitIn(work, company.id, 'billing.invoice_issue')
    if (!isCurrency(currency)) throw billingError('billing.currency_unknown', { currency })
    const row: PaymentTable = {
      id: work.newId(),
      company_id: companyId,
      currency,
      amount_minor: amountMinor,
      received_on: receivedOn,
      method,
      reference,
      note: null,
      created_by: work.actor.id,
      created_at: work.now,
    }
    await work.change('billing.payment_entered', { paymentId: row.id, companyId }, async (db) => {
      await hold(db, companyId)
      await db.insertInto('billing_payment').values(row).execute()
      let free = amountMinor
      for (const one of allocations ?? (await dueFirst(db, row))) {
        const paid = allocations ? one.amountMinor : Math.min(free, one.amountMinor)
        if (paid <= 0) break
        await pay(db, row, free, one.invoiceId, paid)
        free -= paid
      }
    })
    return view(work, row)
  },
})

async function dueFirst(db: BillingWriter, { company_id, currency }: PaymentTable): Promise<{ invoiceId: string; amountMinor: number }[]> {
  const open = await db
    .selectFrom('billing_invoice')
    .selectAll()
    .where('company_id', '=', company_id)
    .where('currency', '=', currency)
    .where('kind', '=', 'invoice')
    .where('state', 'in', ['issued', 'part_paid'])
    .orderBy('due_on')
    .orderBy('number_sequence')
    .execute()
  return open.map(({ id, gross_minor, paid_minor, credited_minor }) => ({
    invoiceId: id,
    amountMinor: gross_minor - paid_minor - credited_minor,
  }))
}

export const allocatePayment = command({
  route: 'POST /payments/:paymentId/allocations',
  summary: 'Lets what is free of a payment pay an invoice.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: AllocatePayment,
  output: Payment,
  async run(work: AnyWork, { paymentId, invoiceId, amountMinor }) {
    const row = await work.db
      .selectFrom('billing_payment')
      .selectAll()
      .where('id', '=', paymentId)
      .where(work.scope.companies('billing_payment.company_id', 'billing.invoice_issue'))
      .executeTakeFirst()
    if (!row) throw billingError('billing.payment_not_found')
    await work.change('billing.payment_allocated', { paymentId, invoiceId }, async (db) => {
      await hold(db, row.company_id)
      await pay(db, row, (await view({ db }, row)).freeMinor, invoiceId, amountMinor)
    })
    return view(work, row)
  },
})

export const payments = query({
  route: 'GET /payments',
  summary: 'Payments of companies that the caller may see, newest first.',
  permission: 'billing.invoice_see',
  audience: 'both',
  input: ListPayments,
  output: PaymentPage,
  async run(work, input) {
    const page = work.page('payments', input)
    if (input.companyId !== undefined) await work.company(input.companyId)
    let rows = work.db
      .selectFrom('billing_payment')
      .selectAll()
      .where(work.scope.companies('billing_payment.company_id'))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    const items: Payment[] = []
    for (const row of found.slice(0, page.limit)) items.push(await view(work, row))
    return page.of(found, ({ id }) => [id], items)
  },
})
