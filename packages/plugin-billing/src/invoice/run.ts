import { accountOf } from '../account/account.ts'
import type { AgreedContract } from '../contract/agreed.ts'
import { agreedContract } from '../contract/contract-row.ts'
import { addDays, dayIn } from '../contract/periods.ts'
import { billingError } from '../errors.ts'
import { type AnyReading, type AnyWork, type BillingReader, type BillingWriter, command, query } from '../kit.ts'
import type { TimeEntryTable } from '../time/tables.ts'
import { permitIn } from '../work.ts'
import type { WorkLineTable } from '../work-line/tables.ts'
import { computeInvoice } from './compute.ts'
import { closedBefore } from './fees.ts'
import { gather } from './gather.ts'
import { nextNumber, putInvoice } from './put-invoice.ts'
import { Invoice, Preview, RunInput } from './schemas.ts'
import { viewInvoice } from './view.ts'

interface Run {
  readonly company: { readonly id: string; readonly name: string }
  readonly contractId: string | null
  readonly on: string
}

/** Whose invoice, and on which day: the day of the desk's time zone, not that of a server. */
async function runOf(
  work: AnyReading,
  { companyId, on, ...input }: RunInput,
  permission: 'billing.invoice_see' | 'billing.invoice_issue',
): Promise<Run> {
  const contractId = input.contractId ?? null
  const company = await work.company(companyId)
  permitIn(work, company.id, permission)
  if (contractId !== null && (await contractRow(work.db, contractId)).company_id !== company.id)
    throw billingError('billing.contract_of_other')
  return { company, contractId, on: on ?? dayIn(work.options.timeZone ?? 'UTC', work.now) }
}

async function contractRow(db: BillingReader, contractId: string) {
  const row = await db.selectFrom('billing_contract').selectAll().where('id', '=', contractId).executeTakeFirst()
  if (!row) throw billingError('billing.contract_not_found')
  return row
}

async function contractOf(db: BillingReader, { contractId }: Run): Promise<AgreedContract | null> {
  return contractId === null ? null : agreedContract(db, await contractRow(db, contractId))
}

const states = ['approved', 'draft', 'submitted'] as const

export const previewInvoice = query({
  route: 'GET /invoices/preview',
  summary: 'What would be on an invoice, and everything that stands in the way.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: RunInput,
  output: Preview,
  async run(work, input) {
    const run = await runOf(work, input, 'billing.invoice_see')
    const contract = await contractOf(work.db, run)
    const before = closedBefore(contract, run.on)
    const entries = await work.db
      .selectFrom('billing_time_entry')
      .selectAll()
      .where('company_id', '=', run.company.id)
      .where('contract_id', run.contractId === null ? 'is' : '=', run.contractId)
      .where('invoice_id', 'is', null)
      .where('worked_on', '<', before)
      .where('state', 'in', states)
      .execute()
    const workLines = await work.db
      .selectFrom('billing_work_line')
      .selectAll()
      .where('company_id', '=', run.company.id)
      .where('contract_id', run.contractId === null ? 'is' : '=', run.contractId)
      .where('state', '=', 'done')
      .where('worked_on', '<', before)
      .execute()
    const { faults, invoice } = await compute(work, work.db, run, contract, entries, workLines)
    return {
      companyId: run.company.id,
      currency: contract?.currency ?? work.options.currency,
      from: invoice.from,
      until: invoice.until,
      lines: invoice.lines.map(({ verdict: _verdict, priceItemId: _item, personId: _person, ...line }) => line),
      taxes: invoice.taxes,
      netMinor: invoice.netMinor,
      taxMinor: invoice.taxMinor,
      grossMinor: invoice.grossMinor,
      blocked: faults.map(({ key, code }) => ({ sourceKey: key, code })),
    }
  },
})

async function compute(
  work: AnyReading,
  db: BillingReader,
  run: Run,
  contract: AgreedContract | null,
  entries: readonly TimeEntryTable[],
  workLines: readonly WorkLineTable[],
) {
  const account = await accountOf(work, db, run.company)
  const { input, faults } = await gather(work, db, account, contract, run.on, entries, workLines)
  const invoice = computeInvoice(input)
  return { account, invoice, faults: [...faults, ...invoice.faults] }
}

/**
 * Runs for the same company wait for each other at its account. The work is taken by an update that changes nothing: it locks each row and gives it as it is
 * behind whoever was at it, so nothing is edited, deleted or approved between what is computed here and what is written; whoever comes after finds the
 * invoice on it. Should all that fail, the database holds each source once.
 */
export const issueInvoice = command({
  route: 'POST /invoices',
  summary: 'Issues the invoice that the preview shows.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: RunInput,
  output: Invoice,
  async run(work, input) {
    const run = await runOf(work, input, 'billing.invoice_issue')
    const id = work.newId()
    await work.change('billing.invoice_issued', { invoiceId: id, companyId: run.company.id, contractId: run.contractId }, (db) =>
      issue(work, db, run, id),
    )
    return viewInvoice(work, id)
  },
})

async function issue(work: AnyWork, db: BillingWriter, run: Run, id: string): Promise<void> {
  await db
    .insertInto('billing_account')
    .values({ ...(await accountOf(work, db, run.company)), buyer_json: {}, run_count: 1 })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet((eb) => ({ run_count: eb('billing_account.run_count', '+', 1) })))
    .execute()
  const contract = await contractOf(db, run)
  const before = closedBefore(contract, run.on)
  const entries = await db
    .updateTable('billing_time_entry')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('company_id', '=', run.company.id)
    .where('contract_id', run.contractId === null ? 'is' : '=', run.contractId)
    .where('invoice_id', 'is', null)
    .where('worked_on', '<', before)
    .where('state', 'in', states)
    .returningAll()
    .execute()
  const workLines = await db
    .updateTable('billing_work_line')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('company_id', '=', run.company.id)
    .where('contract_id', run.contractId === null ? 'is' : '=', run.contractId)
    .where('state', '=', 'done')
    .where('worked_on', '<', before)
    .returningAll()
    .execute()
  const { account, invoice, faults } = await compute(work, db, run, contract, entries, workLines)
  if (faults.length) throw billingError('billing.run_blocked', { count: faults.length }, { details: faults })
  if (!invoice.lines.length) throw billingError('billing.nothing_to_invoice', { day: run.on })
  const { sequence, number } = await nextNumber(work, db, 'invoice')
  await putInvoice(work, db, {
    id,
    sequence,
    number,
    companyId: run.company.id,
    contract,
    currency: contract?.currency ?? work.options.currency,
    on: run.on,
    dueOn: addDays(run.on, account.payment_days),
    account,
    invoice,
  })
}
