import { dayIn } from '../contract/periods.ts'
import { query } from '../kit.ts'
import { sum } from '../money/rounding.ts'
import { Statement, StatementInput } from './schemas.ts'

export const statement = query({
  route: 'GET /companies/:companyId/statement',
  summary: 'Invoices, credit notes and payments of a company, with what is owed after each.',
  permission: 'billing.invoice_see',
  audience: 'both',
  input: StatementInput,
  output: Statement,
  async run(work, { companyId, currency = work.options.currency }) {
    await work.company(companyId)
    const documents = await work.db
      .selectFrom('billing_invoice')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('currency', '=', currency)
      .where(work.scope.companies('billing_invoice.company_id'))
      .execute()
    const paid = await work.db
      .selectFrom('billing_payment')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('currency', '=', currency)
      .where(work.scope.companies('billing_payment.company_id'))
      .execute()
    const today = dayIn(work.options.timeZone ?? 'UTC', work.now)
    const entries = [
      ...documents.map(({ id, kind, number, issued_on, gross_minor }) => ({
        day: issued_on,
        kind: kind as string,
        id,
        number: number as string | null,
        amountMinor: kind === 'invoice' ? gross_minor : -gross_minor,
      })),
      ...paid.map(({ id, received_on, amount_minor }) => ({
        day: received_on,
        kind: 'payment',
        id,
        number: null,
        amountMinor: -amount_minor,
      })),
    ].sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1))
    let balanceMinor = 0
    return {
      companyId,
      currency,
      entries: entries.map((entry) => {
        balanceMinor = sum([balanceMinor, entry.amountMinor])
        return { ...entry, balanceMinor }
      }),
      balanceMinor: sum(entries.map(({ amountMinor }) => amountMinor)),
      overdueMinor: sum(
        documents
          .filter(({ kind, due_on }) => kind === 'invoice' && due_on < today)
          .map(({ gross_minor, paid_minor, credited_minor }) => gross_minor - paid_minor - credited_minor),
      ),
    }
  },
})
