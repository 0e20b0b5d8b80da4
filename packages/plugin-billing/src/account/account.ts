import { Account, AccountOf, SetAccount } from '../invoice/schemas.ts'
import type { AnyReading, BillingReader } from '../kit.ts'
import { command, query } from '../kit.ts'
import { given, permitIn } from '../work.ts'
import type { AccountTable } from './tables.ts'

/** How a company is billed; where nothing was said, as the plugin's options have it. */
export async function accountOf(
  work: Pick<AnyReading, 'options' | 'now'>,
  db: BillingReader,
  company: { readonly id: string; readonly name: string },
): Promise<AccountTable> {
  const row = await db.selectFrom('billing_account').selectAll().where('company_id', '=', company.id).executeTakeFirst()
  const buyer = { name: company.name, address: [], country: null, taxNumber: null, email: null }
  if (row) return { ...row, buyer_json: { ...buyer, ...(row.buyer_json as Partial<Account['buyer']>) } }
  const { taxMode = 'exclusive', taxRounding = 'line', paymentDays = 30 } = work.options
  return {
    company_id: company.id,
    tax_mode: taxMode,
    tax_rounding: taxRounding,
    payment_days: paymentDays,
    exempt_reason: null,
    buyer_json: buyer,
    version: 0,
    run_count: 0,
    updated_at: work.now,
  }
}

const viewOf = (row: AccountTable): Account => ({
  companyId: row.company_id,
  taxMode: row.tax_mode,
  taxRounding: row.tax_rounding,
  paymentDays: row.payment_days,
  exemptReason: row.exempt_reason,
  buyer: row.buyer_json as Account['buyer'],
  version: row.version,
})

export const account = query({
  route: 'GET /accounts/:companyId',
  summary: 'How a company is billed.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: AccountOf,
  output: Account,
  async run(work, { companyId }) {
    const company = await work.company(companyId)
    permitIn(work, company.id, 'billing.invoice_see')
    return viewOf(await accountOf(work, work.db, company))
  },
})

export const setAccount = command({
  route: 'PATCH /accounts/:companyId',
  summary: 'Says how a company is billed, and what stands on its invoices.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: SetAccount,
  output: Account,
  async run(work, { companyId, taxMode, taxRounding, paymentDays, exemptReason, ...said }) {
    const company = await work.company(companyId)
    permitIn(work, company.id, 'billing.invoice_issue')
    return work.change('billing.account_saved', { companyId }, async (db) => {
      const row = await accountOf(work, db, company)
      const next: AccountTable = {
        ...row,
        ...given<AccountTable>({ tax_mode: taxMode, tax_rounding: taxRounding, payment_days: paymentDays, exempt_reason: exemptReason }),
        buyer_json: { ...(row.buyer_json as Account['buyer']), ...said },
        version: row.version + 1,
        updated_at: work.now,
      }
      const { run_count: _runs, company_id: _company, ...values } = next
      await db
        .insertInto('billing_account')
        .values({ ...next, run_count: 0 })
        .onConflict((conflict) => conflict.column('company_id').doUpdateSet(values))
        .execute()
      return viewOf(next)
    })
  },
})
