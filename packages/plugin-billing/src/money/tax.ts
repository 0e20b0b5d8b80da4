import { fraction, type Rounding, ratio, sum } from './rounding.ts'

export type TaxMode = 'exclusive' | 'inclusive'
export type TaxRounding = 'line' | 'document'

/** The tax of an amount: on top of one without tax, or inside one with it. `rate` is percent as decimal text. */
export function taxOf(amountMinor: number, rate: string, mode: TaxMode, rounding: Rounding): number {
  const { numerator, denominator } = fraction(rate)
  const hundred = 100n * denominator
  return ratio(BigInt(amountMinor) * numerator, mode === 'exclusive' ? hundred : hundred + numerator, rounding)
}

export interface Taxed {
  /** As the mode has it: without tax, or with. */
  readonly amountMinor: number
  readonly taxCode: string
  readonly taxRate: string
}
export interface TaxSum {
  readonly code: string
  readonly rate: string
  readonly netMinor: number
  readonly taxMinor: number
}
export interface Totals {
  readonly taxes: TaxSum[]
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
  /** Of each line, without tax; together they are `netMinor`. */
  readonly netOfLines: number[]
}

/** Sums of a document: for each class and rate, and together. Whatever is rounded how, net + tax = gross, and the lines' nets are the net. */
export function totalsOf(lines: readonly Taxed[], mode: TaxMode, taxRounding: TaxRounding, rounding: Rounding): Totals {
  const groups = new Map<string, number[]>()
  lines.forEach(({ taxCode, taxRate }, index) => {
    const key = `${taxCode} ${taxRate}`
    groups.set(key, [...(groups.get(key) ?? []), index])
  })
  const netOfLines = lines.map(() => 0)
  const taxes = [...groups.values()].map((members): TaxSum => {
    const of = members.flatMap((index) => lines[index] ?? [])
    const { taxCode, taxRate } = of[0] ?? { taxCode: '', taxRate: '0' }
    const amounts = of.map(({ amountMinor }) => amountMinor)
    const perLine = amounts.map((amount) => taxOf(amount, taxRate, mode, rounding))
    const taxMinor = taxRounding === 'line' ? sum(perLine) : taxOf(sum(amounts), taxRate, mode, rounding)
    const netMinor = mode === 'exclusive' ? sum(amounts) : sum([sum(amounts), -taxMinor])
    // Of a document that is rounded once, what its lines lack or have too much is given to the greatest of them.
    const nets = mode === 'exclusive' ? amounts : amounts.map((amount, index) => amount - (perLine[index] ?? 0))
    const greatest = nets.reduce((best, net, index) => (Math.abs(net) > Math.abs(nets[best] ?? 0) ? index : best), 0)
    members.forEach((member, index) => {
      netOfLines[member] = (nets[index] ?? 0) + (index === greatest ? netMinor - sum(nets) : 0)
    })
    return { code: taxCode, rate: taxRate, netMinor, taxMinor }
  })
  const netMinor = sum(taxes.map((tax) => tax.netMinor))
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor))
  return { taxes, netMinor, taxMinor, grossMinor: sum([netMinor, taxMinor]), netOfLines }
}
