import { addDays } from '../contract/periods.ts'
import { csvLine, guarded } from '../csv.ts'
import { decimalOf } from '../money/currency.ts'
import { ratio } from '../money/rounding.ts'
import type { DocumentLine, InvoiceDocument } from './invoice-document.ts'

const head = [
  'number',
  'position',
  'first_day',
  'last_day',
  'description',
  'basis',
  'quantity',
  'unit',
  'rate',
  'amount',
  'net',
  'tax_rate',
  'currency',
]

/** A line of the table for each of the document. What spreadsheets would run is text. */
export function csvOf({ number, currency, lines }: InvoiceDocument): string {
  const money = (minor: number) => decimalOf(minor, currency)
  const rows = lines.map((line) =>
    csvLine([
      guarded(number),
      String(line.position),
      line.days.from,
      addDays(line.days.until, -1),
      guarded(line.description),
      guarded(line.basis),
      ...quantityOf(line),
      line.rateMinor === null ? '' : money(line.rateMinor),
      money(line.amountMinor),
      money(line.netMinor),
      line.taxRate,
      currency,
    ]),
  )
  return [csvLine(head), ...rows].join('')
}

function quantityOf({ minutes, quantity, unit }: DocumentLine): readonly [quantity: string, unit: string] {
  if (minutes === null && quantity === null) return ['', '']
  const count = minutes === null ? (quantity ?? 0) : ratio(BigInt(minutes) * 1000n, 60n, 'half_up')
  return [`${Math.trunc(count / 1000)}.${String(count % 1000).padStart(3, '0')}`, minutes === null ? guarded(unit) : 'hour']
}
