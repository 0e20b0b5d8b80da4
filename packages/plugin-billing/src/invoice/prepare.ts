import { isDeskError } from '@deskwright/core'
import { accountOf } from '../account/account.ts'
import type { AccountTable } from '../account/tables.ts'
import type { AgreedContract } from '../contract/agreed.ts'
import { agreedContracts } from '../contract/contract-row.ts'
import { addDays } from '../contract/periods.ts'
import { billingError } from '../errors.ts'
import { inParts } from '../in-parts.ts'
import type { AnyReading, AnyWork, BillingReader, BillingWriter } from '../kit.ts'
import { type ComputedInvoice, computeInvoice, type RunFault } from './compute.ts'
import { credit } from './credit.ts'
import { type Gathered, gather } from './gather.ts'
import { nextNumber, putInvoice } from './put-invoice.ts'
import { readWork, type TakenWork, takeWork } from './take-work.ts'
import type { Target } from './targets.ts'
import { type FeeToGiveBack, unusedFees } from './unused-fees.ts'

/** An invoice as it would be, and everything that stands in its way. */
export interface Prepared {
  readonly target: Target
  readonly contract: AgreedContract | null
  readonly account: AccountTable
  readonly currency: string
  /** Undefined: it can't be computed, and `faults` says why. */
  readonly invoice: ComputedInvoice | undefined
  readonly faults: readonly RunFault[]
  /** Fees of days that a contract does not cover after all: credited before anything else is invoiced. */
  readonly givesBack: readonly FeeToGiveBack[]
}

/** Looks, and holds nothing. */
export async function look(work: AnyReading, on: string, targets: readonly Target[]): Promise<Prepared[]> {
  return prepare(work, work.db, on, targets, await readWork(work.db, targets, on))
}

/**
 * The same for what is going to be written. Runs for the same company wait for each other at its account; accounts are taken in the order of their
 * companies, and all of them before the first number, so that two runs never wait for each other. Contracts, work and what was used are read behind it.
 */
export async function hold(work: AnyWork, db: BillingWriter, on: string, targets: readonly Target[]): Promise<Prepared[]> {
  for (const companyId of companiesOf(targets))
    await db
      .insertInto('billing_account')
      .values({ ...(await accountOf(work, db, await work.company(companyId))), buyer_json: {}, run_count: 1 })
      .onConflict((conflict) => conflict.column('company_id').doUpdateSet((eb) => ({ run_count: eb('billing_account.run_count', '+', 1) })))
      .execute()
  return prepare(work, db, on, targets, await takeWork(db, targets, on))
}

const companiesOf = (targets: readonly Target[]): string[] => [...new Set(targets.map(({ companyId }) => companyId))].sort()

async function prepare(
  work: AnyReading,
  db: BillingReader,
  on: string,
  targets: readonly Target[],
  workOf: (target: Target) => TakenWork,
): Promise<Prepared[]> {
  const rows = await inParts(
    targets.flatMap(({ contractId }) => contractId ?? []),
    (part) => db.selectFrom('billing_contract').selectAll().where('id', 'in', part).execute(),
  )
  const contracts = new Map((await agreedContracts(db, rows)).map((contract) => [contract.id, contract]))
  const accounts = new Map<string, AccountTable>()
  for (const companyId of companiesOf(targets)) accounts.set(companyId, await accountOf(work, db, await work.company(companyId)))
  const wanted = targets.map((target) => {
    const [account, contract] = [accounts.get(target.companyId), contracts.get(target.contractId ?? '') ?? null]
    if (!account || (target.contractId !== null && !contract)) throw billingError('billing.contract_not_found')
    return { target, account, contract, work: workOf(target) }
  })
  const gathered = await gather(work, db, on, wanted)
  const unused = await unusedFees(db, [...contracts.values()], on, work.options.rounding ?? 'half_up')
  return wanted.map(({ target, account, contract }, index): Prepared => {
    const { invoice, faults } = computed(gathered[index])
    const currency = contract?.currency ?? work.options.currency
    return { target, contract, account, currency, invoice, faults, givesBack: contract ? unused(contract.id) : [] }
  })
}

/** What can't be computed, such as a sum that is too large, stands in the way of its own invoice and of no other. */
function computed(gathered: Gathered | undefined): Pick<Prepared, 'invoice' | 'faults'> {
  if (!gathered) throw new TypeError('For each one that is wanted, one is gathered.')
  try {
    const invoice = computeInvoice(gathered.input)
    return { invoice, faults: [...gathered.faults, ...invoice.faults] }
  } catch (error) {
    if (!isDeskError(error)) throw error
    return { invoice: undefined, faults: [...gathered.faults, { key: 'invoice', code: error.code }] }
  }
}

export interface CreditNeeded {
  readonly invoiceId: string
  readonly lines: { lineId: string; amountMinor: number }[]
}
/** A credit note for each invoice that has such fees. */
export function creditsNeeded({ givesBack }: Prepared): CreditNeeded[] {
  const found = new Map<string, CreditNeeded>()
  for (const { invoiceId, lineId, amountMinor } of givesBack) {
    const there = found.get(invoiceId) ?? { invoiceId, lines: [] }
    found.set(invoiceId, there)
    there.lines.push({ lineId, amountMinor })
  }
  return [...found.values()]
}

export interface Issuing {
  readonly on: string
  /** Who issues it. */
  readonly by: string
}

export async function giveFeesBack(
  work: AnyWork,
  prepared: Prepared,
  needed: readonly CreditNeeded[],
  issuing: Issuing,
): Promise<string[]> {
  const notes: string[] = []
  const { companyId } = prepared.target
  for (const one of needed) {
    const id = work.newId()
    await work.change('billing.invoice_credited', { invoiceId: one.invoiceId, creditNoteId: id, companyId }, (db) =>
      creditFee(work, db, prepared, one, id, issuing),
    )
    notes.push(id)
  }
  return notes
}

export async function creditFee(
  work: AnyWork,
  db: BillingWriter,
  { target }: Prepared,
  { invoiceId, lines }: CreditNeeded,
  id: string,
  issuing: Issuing,
): Promise<void> {
  const reason = work.text('billing.fee_given_back', {})
  await credit(work, db, { id: invoiceId, company_id: target.companyId }, id, { lines, reason, ...issuing })
}

/** Writes what was held and computed. */
export async function put(
  work: AnyWork,
  db: BillingWriter,
  { target, contract, account, currency }: Prepared,
  invoice: ComputedInvoice,
  { id, on, by }: Issuing & { readonly id: string },
): Promise<void> {
  const { sequence, number } = await nextNumber(work, db, 'invoice')
  await putInvoice(work, db, {
    id,
    sequence,
    number,
    companyId: target.companyId,
    contract,
    currency,
    on,
    dueOn: addDays(on, account.payment_days),
    account,
    invoice,
    by,
  })
}
