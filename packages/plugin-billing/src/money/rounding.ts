import { billingError } from '../errors.ts'

/** What becomes of half a minor unit: away from zero, or to the even neighbour. It is stored with every invoice. */
export type Rounding = 'half_up' | 'half_even'

/** A fraction as a whole number. Exact: no float is on the way. Throws `billing.sum_too_large` beyond what a number holds. */
export function ratio(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  if (denominator <= 0n) throw new RangeError('The denominator is above zero.')
  const size = numerator < 0n ? -numerator : numerator
  const whole = size / denominator
  const twice = (size % denominator) * 2n
  const isUp = twice > denominator || (twice === denominator && (rounding === 'half_up' || whole % 2n === 1n))
  return exact((numerator < 0n ? -1n : 1n) * (isUp ? whole + 1n : whole))
}

/** A whole number that is surely what it says. */
export function exact(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw billingError('billing.sum_too_large')
  return number === 0 ? 0 : number
}

export const sum = (amounts: Iterable<number>): number => {
  let total = 0n
  for (const amount of amounts) total += BigInt(amount)
  return exact(total)
}

/** A decimal text as a fraction. */
export function fraction(decimal: string): { readonly numerator: bigint; readonly denominator: bigint } {
  const [, sign = '', whole, digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  if (whole === undefined) throw new TypeError(`'${decimal}' is no decimal.`)
  return { numerator: BigInt(`${sign}${whole}${digits}`), denominator: 10n ** BigInt(digits.length) }
}

/** What so many minutes cost by the hour. */
export const byTheHour = (rateMinor: number, minutes: number, rounding: Rounding): number =>
  ratio(BigInt(rateMinor) * BigInt(minutes), 60n, rounding)

/** What so many thousandths of a unit cost. */
export const byTheUnit = (rateMinor: number, thousandths: number, rounding: Rounding): number =>
  ratio(BigInt(rateMinor) * BigInt(thousandths), 1000n, rounding)

/** Part of an amount by days, or by anything that is counted. */
export const proportion = (minor: number, part: number, whole: number, rounding: Rounding): number =>
  ratio(BigInt(minor) * BigInt(part), BigInt(whole), rounding)
