import type { AgreedContract } from '../contract/agreed.ts'
import { addDays } from '../contract/periods.ts'
import { proportion } from '../money/rounding.ts'
import { type TaxMode, type TaxRounding, type Totals, totalsOf } from '../money/tax.ts'
import { decide, type Facts, type Verdict } from '../verdict/decide.ts'
import { Ledger, type PrepaidBlock, type QuotaUse } from '../verdict/ledger.ts'
import type { WorkPiece } from '../verdict/piece.ts'
import { closedBefore, dueFees } from './fees.ts'
import type { LineKind } from './tables.ts'

export interface PriceItemFacts {
  readonly name: string
  readonly unit: string
  readonly taxClassId: string
}
/** A block that is on no invoice yet. */
export interface UnbilledBlock {
  readonly id: string
  readonly boughtOn: string
  readonly minutes: number
  readonly amountMinor: number
  readonly priceItemId: string
}

/** Everything that an invoice follows from. The same goes into a preview and into the issue. */
export interface InvoiceInput extends Facts {
  readonly contract: AgreedContract | null
  readonly on: string
  readonly taxMode: TaxMode
  readonly taxRounding: TaxRounding
  readonly isExempt: boolean
  /** Approved time and lines that are done, with what stands on the invoice beside the price list's name. */
  readonly pieces: readonly (WorkPiece & { readonly title: string | null })[]
  readonly feesInvoiced: ReadonlySet<string>
  readonly quotasUsed: readonly QuotaUse[]
  readonly blocks: readonly PrepaidBlock[]
  readonly unbilledBlocks: readonly UnbilledBlock[]
  /** Visits that earlier invoices took out of their set: `set ticket day`. */
  readonly visits: Iterable<string>
  item(priceItemId: string): PriceItemFacts | undefined
  /** Undefined: no rate on that day, which is a fault. */
  tax(taxClassId: string, day: string): { readonly code: string; readonly rate: string } | undefined
}

export interface ComputedLine {
  readonly kind: LineKind
  readonly sourceKey: string
  readonly description: string
  readonly basis: string
  readonly priceItemId: string | null
  readonly ticketId: string | null
  readonly personId: string | null
  readonly from: string
  readonly until: string
  readonly minutes: number | null
  readonly quantity: number | null
  readonly unit: string
  readonly rateMinor: number
  readonly amountMinor: number
  readonly taxCode: string
  readonly taxRate: string
  readonly verdict: Verdict | { readonly days: number; readonly periodDays: number } | null
}
export interface RunFault {
  readonly key: string
  readonly code: string
}
export interface ComputedInvoice extends Totals {
  readonly lines: readonly ComputedLine[]
  readonly faults: readonly RunFault[]
  readonly quotaUses: readonly QuotaUse[]
  readonly prepaidUses: readonly { readonly prepaidId: string; readonly minutes: number }[]
  /** What it covers, half-open; empty where there is nothing to invoice. */
  readonly from: string
  readonly until: string
}

/** The invoice of a contract (or of a company's work without one) on a day. Pure. */
export function computeInvoice(input: InvoiceInput): ComputedInvoice {
  const { contract, on } = input
  const lines: ComputedLine[] = []
  const faults: RunFault[] = []
  const ledger = new Ledger(input.quotasUsed, input.blocks, input.visits)
  const taxOn = (priceItemId: string | null, day: string, key: string): { code: string; rate: string } | undefined => {
    if (input.isExempt) return { code: 'exempt', rate: '0' }
    const item = priceItemId === null ? undefined : input.item(priceItemId)
    // What is free has no tax, and so needs no class.
    const found = item ? input.tax(item.taxClassId, day) : { code: 'exempt', rate: '0' }
    if (!found) faults.push({ key, code: 'billing.tax_missing' })
    return found
  }
  const put = (line: Omit<ComputedLine, 'taxCode' | 'taxRate' | 'unit' | 'description'> & { description?: string }): void => {
    const tax = taxOn(line.priceItemId, line.from, line.sourceKey)
    const item = line.priceItemId === null ? undefined : input.item(line.priceItemId)
    if (tax)
      lines.push({
        ...line,
        description: line.description ?? item?.name ?? '',
        unit: item?.unit ?? 'hour',
        taxCode: tax.code,
        taxRate: tax.rate,
      })
  }
  const none = { ticketId: null, personId: null }
  if (contract)
    for (const { key, from, until, priceItemId, rateMinor, amountMinor, days, periodDays } of dueFees(
      contract,
      on,
      input.feesInvoiced,
      input.rounding,
    ))
      put({
        kind: 'fee',
        sourceKey: key,
        basis: 'fee',
        priceItemId,
        ...none,
        from,
        until,
        minutes: null,
        quantity: 1000,
        rateMinor,
        amountMinor,
        verdict: { days, periodDays },
      })
  for (const { id, boughtOn, minutes, amountMinor, priceItemId } of input.unbilledBlocks)
    if (boughtOn <= on)
      put({
        kind: 'prepaid',
        sourceKey: `prepaid:${id}`,
        basis: 'prepaid',
        priceItemId,
        ...none,
        from: boughtOn,
        until: addDays(boughtOn, 1),
        minutes,
        quantity: null,
        rateMinor: proportion(amountMinor, 60, minutes, input.rounding),
        amountMinor,
        verdict: null,
      })
  const before = closedBefore(contract, on)
  for (const piece of [...input.pieces].sort(byDay)) {
    if (piece.workedOn >= before) continue
    const verdict = decide(piece, input, ledger)
    if ('code' in verdict) {
      faults.push({ key: verdict.key, code: verdict.code })
      continue
    }
    for (const part of verdict.parts)
      put({
        kind: piece.kind === 'time' ? 'time' : 'work',
        sourceKey: piece.key,
        basis: part.basis,
        priceItemId: piece.priceItemId,
        ...(piece.title === null ? {} : { description: piece.title }),
        ticketId: piece.ticketId,
        personId: piece.personId,
        from: piece.workedOn,
        until: addDays(piece.workedOn, 1),
        minutes: piece.kind === 'time' ? part.minutes : null,
        quantity: piece.kind === 'time' ? null : part.quantity,
        rateMinor: part.rateMinor,
        amountMinor: part.amountMinor,
        verdict,
      })
  }
  const days = lines.flatMap(({ from, until }) => [from, until]).sort()
  return {
    lines,
    faults,
    quotaUses: ledger.quotaUses(),
    prepaidUses: ledger.prepaidUses(),
    from: days[0] ?? on,
    until: days.at(-1) ?? on,
    ...totalsOf(lines, input.taxMode, input.taxRounding, input.rounding),
  }
}

/** By day, then in the order in which they were entered, as ids say it: the same pieces give the same invoice, whoever asks. */
const byDay = (a: WorkPiece, b: WorkPiece): number =>
  a.workedOn === b.workedOn ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) : a.workedOn < b.workedOn ? -1 : 1
