import { dayIn } from '../contract/periods.ts'
import { billingError } from '../errors.ts'
import { type AnyReading, command, query } from '../kit.ts'
import { permitIn } from '../work.ts'
import { creditFee, creditsNeeded, giveFeesBack, hold, look, type Prepared, put } from './prepare.ts'
import { Invoice, Preview, RunInput } from './schemas.ts'
import type { Target } from './targets.ts'
import { viewInvoice } from './view.ts'

interface Run {
  readonly target: Target
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
  if (contractId !== null) {
    const row = await work.db.selectFrom('billing_contract').select('company_id').where('id', '=', contractId).executeTakeFirst()
    if (!row) throw billingError('billing.contract_not_found')
    if (row.company_id !== company.id) throw billingError('billing.contract_of_other')
  }
  return { target: { companyId: company.id, contractId }, on: on ?? dayIn(work.options.timeZone ?? 'UTC', work.now) }
}

const only = ([one]: readonly Prepared[]): Prepared => {
  if (!one) throw new TypeError('One target in, one out.')
  return one
}

export const previewInvoice = query({
  route: 'GET /invoices/preview',
  summary: 'What would be on an invoice, and everything that stands in the way.',
  permission: 'billing.invoice_see',
  audience: 'staff',
  input: RunInput,
  output: Preview,
  async run(work, input) {
    const { target, on } = await runOf(work, input, 'billing.invoice_see')
    return previewOf(only(await look(work, on, [target])), on)
  },
})

function previewOf({ target, currency, invoice, faults, givesBack }: Prepared, on: string): Preview {
  const { lines = [], taxes = [], netMinor = 0, taxMinor = 0, grossMinor = 0, from = on, until = on } = invoice ?? {}
  return {
    companyId: target.companyId,
    currency,
    from,
    until,
    lines: lines.map(({ verdict: _verdict, priceItemId: _item, personId: _person, ...line }) => line),
    taxes: [...taxes],
    netMinor,
    taxMinor,
    grossMinor,
    givesBack: [...givesBack],
    blocked: faults.map(({ key, code }) => ({ sourceKey: key, code })),
  }
}

/**
 * What is given back comes first, and alone where there is nothing to invoice: then the answer is the credit note. Should all locks fail, the database
 * holds each source once.
 */
export const issueInvoice = command({
  route: 'POST /invoices',
  summary: 'Issues the invoice that the preview shows.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: RunInput,
  output: Invoice,
  async run(work, input) {
    const { target, on } = await runOf(work, input, 'billing.invoice_issue')
    const issuing = { on, by: work.actor.id }
    const id = work.newId()
    const seen = only(await look(work, on, [target]))
    const [first] = creditsNeeded(seen)
    if (first && seen.faults.length === 0 && seen.invoice?.lines.length === 0) {
      const event = { invoiceId: first.invoiceId, creditNoteId: id, companyId: target.companyId }
      await work.change('billing.invoice_credited', event, async (db) => {
        const one = only(await hold(work, db, on, [target]))
        const [now, ...others] = creditsNeeded(one)
        // Somebody gave it back while this waited at the account.
        if (now?.invoiceId !== first.invoiceId) throw billingError('billing.nothing_to_invoice', { day: on })
        await creditFee(work, db, one, now, id, issuing)
        await giveFeesBack(work, one, others, issuing)
      })
      return viewInvoice(work, id)
    }
    await work.change('billing.invoice_issued', { invoiceId: id, ...target }, async (db) => {
      const one = only(await hold(work, db, on, [target]))
      if (one.faults.length) throw billingError('billing.run_blocked', { count: one.faults.length }, { details: one.faults })
      if (!one.invoice?.lines.length) throw billingError('billing.nothing_to_invoice', { day: on })
      await giveFeesBack(work, one, creditsNeeded(one), issuing)
      await put(work, db, one, one.invoice, { id, ...issuing })
    })
    return viewInvoice(work, id)
  },
})
