import { addDays } from '../contract/periods.ts'
import { decimalOf, digitsOf } from '../money/currency.ts'
import type { Days } from './invoice-document.ts'

/** As people of that language write it; the currency stands beside it as its code. A decimal text is formatted as it stands: no float is on the way. */
export function amountIn(minor: number, currency: string, language: string): string {
  const digits = digitsOf(currency)
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return format.format(decimalOf(minor, currency) as Intl.StringNumericLiteral)
}

export const percentIn = (rate: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'percent', maximumFractionDigits: 6 }).format(rate as Intl.StringNumericLiteral)

/** Of thousandths, or of minutes as hours. */
export const countIn = (count: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(count)

export const dayIn = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' }).format(new Date(`${day}T12:00:00.000Z`))

/** From the first day to the last one, which a half-open range does not name. */
export function daysIn({ from, until }: Days, language: string): string {
  const last = addDays(until, -1)
  return last <= from ? dayIn(from, language) : `${dayIn(from, language)} – ${dayIn(last, language)}`
}
