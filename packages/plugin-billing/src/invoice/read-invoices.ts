import { billingError } from '../errors.ts'
import { query } from '../kit.ts'
import type { Step } from '../verdict/decide.ts'
import { Invoice, InvoiceById, InvoicePage, ListInvoices, Why, WhyInput } from './schemas.ts'
import { headOf, seeInvoice, viewInvoice } from './view.ts'

export const invoices = query({
  route: 'GET /invoices',
  summary: 'Invoices and credit notes of companies that the caller may see, newest first.',
  permission: 'billing.invoice_see',
  audience: 'both',
  input: ListInvoices,
  output: InvoicePage,
  async run(work, input) {
    const page = work.page('invoices', input)
    if (input.companyId !== undefined) await work.company(input.companyId)
    let rows = work.db
      .selectFrom('billing_invoice')
      .selectAll()
      .where(work.scope.companies('billing_invoice.company_id'))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (input.contractId !== undefined) rows = rows.where('contract_id', '=', input.contractId)
    if (input.isOpen !== undefined)
      rows = rows.where('state', input.isOpen ? 'in' : 'not in', ['issued', 'part_paid']).where('kind', '=', 'invoice')
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.slice(0, page.limit).map(headOf))
  },
})

export const invoice = query({
  route: 'GET /invoices/:invoiceId',
  summary: 'An invoice or credit note with its lines.',
  permission: 'billing.invoice_see',
  audience: 'both',
  input: InvoiceById,
  output: Invoice,
  async run(work, { invoiceId }) {
    return viewInvoice(work, (await seeInvoice(work, invoiceId)).id)
  },
})

export const whyCharged = query({
  route: 'GET /invoices/:invoiceId/lines/:lineId/why',
  summary: 'How a line of an invoice came about.',
  permission: 'billing.invoice_see',
  audience: 'both',
  input: WhyInput,
  output: Why,
  async run(work, { invoiceId, lineId }) {
    await seeInvoice(work, invoiceId)
    const line = await work.db
      .selectFrom('billing_invoice_line')
      .selectAll()
      .where('id', '=', lineId)
      .where('invoice_id', '=', invoiceId)
      .executeTakeFirst()
    if (!line) throw billingError('billing.invoice_not_found')
    // Fees and blocks have no work behind them: what they come to is all there is to say.
    const stored = line.verdict_json as { readonly steps?: Step[] }
    return { steps: stored.steps ?? [{ code: line.basis, rateMinor: line.rate_minor, amountMinor: line.amount_minor }] }
  },
})
