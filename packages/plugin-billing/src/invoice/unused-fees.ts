import { type AgreedContract, serviceIn, termsOn } from '../contract/agreed.ts'
import { daysIn, periodOf } from '../contract/periods.ts'
import { inParts } from '../in-parts.ts'
import type { BillingReader } from '../kit.ts'
import { proportion, type Rounding } from '../money/rounding.ts'
import { periodsUntil } from './fees.ts'
import type { InvoiceLineTable } from './tables.ts'

export interface FeeToGiveBack {
  readonly invoiceId: string
  readonly lineId: string
  readonly amountMinor: number
}
type FeeLine = Pick<InvoiceLineTable, 'day_from' | 'day_until' | 'rate_minor' | 'amount_minor' | 'credited_minor'>

/**
 * What is too much of a fee that was charged: for days after an end, or of a pause, that nobody knew of when it was invoiced. By days where the fee is;
 * a whole fee only where none of its days is left. What was credited otherwise counts.
 */
function tooMuch(contract: AgreedContract, line: FeeLine, rounding: Rounding): number {
  const days = serviceIn(contract, { from: line.day_from, until: line.day_until }).reduce((all, range) => all + daysIn(range), 0)
  const periodDays = daysIn(periodOf(contract.anchorDay, line.day_from))
  const isByDays = termsOn(contract, line.day_from).fee?.isProrated ?? true
  const due = isByDays ? proportion(line.rate_minor, days, periodDays, rounding) : days > 0 ? line.amount_minor : 0
  return Math.max(0, line.amount_minor - line.credited_minor - due)
}

/** Fees to be given back on a day: of periods that are over, and of contracts that are; before that, the end may still be another. */
export async function unusedFees(
  db: BillingReader,
  contracts: readonly AgreedContract[],
  on: string,
  rounding: Rounding,
): Promise<(contractId: string) => readonly FeeToGiveBack[]> {
  const sources = new Map<string, AgreedContract>()
  for (const contract of contracts) {
    const isOver = contract.endsOn !== null && contract.endsOn <= on
    for (const period of periodsUntil(contract, on)) {
      const isWhole = serviceIn(contract, period).some(({ from, until }) => from === period.from && until === period.until)
      if (!isWhole && (isOver || period.until <= on)) sources.set(`${contract.id}:${period.from}`, contract)
    }
  }
  const lines = await inParts(sources.keys(), (part) =>
    db
      .selectFrom('billing_invoice_line')
      .innerJoin('billing_invoice', 'billing_invoice.id', 'billing_invoice_line.invoice_id')
      .selectAll('billing_invoice_line')
      .where('source_kind', '=', 'fee')
      .where('source_id', 'in', part)
      .whereRef('billing_invoice.credited_minor', '<', 'billing_invoice.gross_minor')
      .orderBy('billing_invoice_line.invoice_id')
      .orderBy('position')
      .execute(),
  )
  const found = new Map<string, FeeToGiveBack[]>()
  for (const line of lines) {
    const contract = sources.get(line.source_id ?? '')
    const amountMinor = contract ? tooMuch(contract, line, rounding) : 0
    if (!contract || amountMinor === 0) continue
    const there = found.get(contract.id) ?? []
    found.set(contract.id, there)
    there.push({ invoiceId: line.invoice_id, lineId: line.id, amountMinor })
  }
  return (contractId) => found.get(contractId) ?? []
}
