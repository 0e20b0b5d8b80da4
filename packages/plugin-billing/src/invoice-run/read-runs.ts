import { dayIn } from '../contract/periods.ts'
import { look, type Prepared } from '../invoice/prepare.ts'
import { type Target, targetsAfter } from '../invoice/targets.ts'
import { query } from '../kit.ts'
import { sum } from '../money/rounding.ts'
import { permitIn } from '../work.ts'
import { seeRun, viewOf } from './run-row.ts'
import {
  DueInvoicePage,
  DueInvoices,
  InvoiceRun,
  InvoiceRunById,
  InvoiceRunPage,
  ListInvoiceRuns,
  ListRunOutcomes,
  RunOutcomePage,
} from './schemas.ts'

const FAULTS = 100
interface Fault {
  readonly key: string
  readonly code: string
}
const shown = (faults: readonly Fault[]) => faults.slice(0, FAULTS).map(({ key, code }) => ({ sourceKey: key, code }))

export const dueInvoices = query({
  route: 'GET /invoices/due',
  summary: 'What would be invoiced on a day, by contract, and what stands in the way.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: DueInvoices,
  output: DueInvoicePage,
  async run(work, input) {
    const page = work.page('dueInvoices', input)
    const company = input.companyId === undefined ? null : await work.company(input.companyId)
    permitIn(work, company?.id ?? null, 'billing.invoice_see')
    const on = input.on ?? dayIn(work.options.timeZone ?? 'UTC', work.now)
    const targets = await targetsAfter(work.db, { companyId: company?.id ?? null }, on, placeIn(page.after), page.take)
    const prepared = await look(work, on, targets.slice(0, page.limit))
    const items = prepared.filter(({ invoice, faults, givesBack }) => faults.length || givesBack.length || invoice?.lines.length)
    return page.of(targets, ({ companyId, contractId }) => [companyId, contractId], items.map(dueOf))
  },
})

const placeIn = (after: readonly (string | number | null)[] | undefined): Target | undefined => {
  if (!after) return undefined
  const [companyId, contractId] = after
  return { companyId: String(companyId), contractId: typeof contractId === 'string' ? contractId : null }
}

const dueOf = ({ target, currency, invoice, faults, givesBack }: Prepared): DueInvoicePage['items'][number] => ({
  ...target,
  currency,
  lines: invoice?.lines.length ?? 0,
  netMinor: invoice?.netMinor ?? 0,
  taxMinor: invoice?.taxMinor ?? 0,
  grossMinor: invoice?.grossMinor ?? 0,
  givesBackMinor: sum(givesBack.map(({ amountMinor }) => amountMinor)),
  faults: faults.length,
  blocked: shown(faults),
})

export const invoiceRuns = query({
  route: 'GET /invoice-runs',
  summary: 'Runs, newest first.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: ListInvoiceRuns,
  output: InvoiceRunPage,
  async run(work, input) {
    const page = work.page('invoiceRuns', input)
    let rows = work.db
      .selectFrom('billing_run')
      .selectAll()
      .where(work.scope.companies('billing_run.company_id'))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.slice(0, page.limit).map(viewOf))
  },
})

export const invoiceRun = query({
  route: 'GET /invoice-runs/:runId',
  summary: 'How far a run is.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: InvoiceRunById,
  output: InvoiceRun,
  async run(work, { runId }) {
    return viewOf(await seeRun(work, runId))
  },
})

export const invoiceRunOutcomes = query({
  route: 'GET /invoice-runs/:runId/outcomes',
  summary: 'What a run has issued, and what it could not, and why.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: ListRunOutcomes,
  output: RunOutcomePage,
  async run(work, input) {
    const run = await seeRun(work, input.runId)
    const page = work.page('invoiceRunOutcomes', input)
    let rows = work.db
      .selectFrom('billing_run_target')
      .selectAll()
      .where('run_id', '=', run.id)
      .where('outcome', 'is not', null)
      .orderBy('position')
      .limit(page.take)
    if (input.outcome !== undefined) rows = rows.where('outcome', '=', input.outcome)
    if (page.after) rows = rows.where('position', '>', Number(page.after[0]))
    const found = await rows.execute()
    const items = found.slice(0, page.limit).map((row) => ({
      companyId: row.company_id,
      contractId: row.contract_id,
      outcome: row.outcome ?? 'nothing',
      invoiceId: row.invoice_id,
      creditNoteIds: row.credits_json as string[],
      faults: row.fault_count,
      blocked: shown(row.faults_json as Fault[]),
    }))
    return page.of(found, ({ position }) => [position], items)
  },
})
