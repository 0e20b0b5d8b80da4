import { type AgreedContract, lifeOf, serviceIn, termsOn } from '../contract/agreed.ts'
import { daysIn, nextPeriod, overlap, periodOf, type Range } from '../contract/periods.ts'
import { proportion, type Rounding } from '../money/rounding.ts'

export interface DueFee extends Range {
  /** Once for each period, however many lines it has. */
  readonly key: string
  readonly priceItemId: string
  /** Of a whole period. */
  readonly rateMinor: number
  readonly amountMinor: number
  readonly days: number
  readonly periodDays: number
}

const feeKey = ({ id }: AgreedContract, period: Range): string => `fee:${id}:${period.from}`

/** Periods that have begun by a day, from the start on; also such as an end that came later has cut off. */
export function periodsUntil(contract: AgreedContract, on: string): Range[] {
  const periods: Range[] = []
  for (let period = periodOf(contract.anchorDay, contract.startsOn); period.from <= on; period = nextPeriod(period)) periods.push(period)
  return periods
}

/** Of every fee that may have been charged by a day. */
export const feeKeys = (contract: AgreedContract, on: string): string[] =>
  periodsUntil(contract, on).map((period) => feeKey(contract, period))

/**
 * Fees whose moment has come by a day and that are on no invoice: in advance when their period begins, in arrears when it is over, or when the contract
 * is. What was agreed in between is charged by days, each part by its own terms; days before the start, after the end and of a pause are not charged.
 */
export function dueFees(contract: AgreedContract, on: string, invoiced: ReadonlySet<string>, rounding: Rounding): DueFee[] {
  const fees: DueFee[] = []
  const life = lifeOf(contract)
  for (const period of periodsUntil(contract, on)) {
    const key = feeKey(contract, period)
    if (period.from >= life.until || invoiced.has(key)) continue
    const { from: begins, until: ends } = overlap(life, period) ?? period
    const first = termsOn(contract, begins).fee
    if (!first || (first.timing === 'advance' ? begins : ends) > on) continue
    const periodDays = daysIn(period)
    if (!first.isProrated) {
      const [service] = serviceIn(contract, period)
      if (service)
        fees.push({
          key,
          from: begins,
          until: ends,
          priceItemId: first.priceItemId,
          rateMinor: first.minor,
          amountMinor: first.minor,
          days: periodDays,
          periodDays,
        })
      continue
    }
    for (const part of serviceIn(contract, period).flatMap((range) => bySameTerms(contract, range))) {
      const fee = termsOn(contract, part.from).fee
      if (!fee) continue
      const days = daysIn(part)
      const amountMinor = proportion(fee.minor, days, periodDays, rounding)
      fees.push({ key, ...part, priceItemId: fee.priceItemId, rateMinor: fee.minor, amountMinor, days, periodDays })
    }
  }
  return fees
}

function bySameTerms(contract: AgreedContract, range: Range): Range[] {
  const cuts = contract.terms.map(({ from }) => from).filter((from) => from > range.from && from < range.until)
  const starts = [range.from, ...cuts]
  return starts.map((from, index) => ({ from, until: starts[index + 1] ?? range.until }))
}

/** Up to which day work is charged on a day: to the end of the last period that is over, or of the contract. Without a contract: to the day itself. */
export function closedBefore(contract: AgreedContract | null, on: string): string {
  if (!contract) return on
  // What was worked after the end has no periods: it is due at once.
  if (contract.endsOn !== null && contract.endsOn <= on) return on
  return periodOf(contract.anchorDay, on).from
}
