import { isCurrency, minorOf } from '../money/currency.ts'
import { HOUR } from './price-items.ts'
import type { PriceItemTable } from './tables.ts'

export const columns = ['code', 'name', 'kind', 'group', 'unit', 'tax_class', 'currency', 'price', 'valid_from', 'valid_until'] as const
export type Column = (typeof columns)[number]
export const required: readonly Column[] = ['code', 'name', 'kind', 'tax_class', 'currency', 'price', 'valid_from']
export type Cells = Readonly<Record<Column, string>>

/** A line as it is meant. */
export interface PriceLine {
  readonly code: string
  readonly name: string
  readonly kind: PriceItemTable['kind']
  readonly group: string
  readonly unit: string
  readonly taxClass: string
  readonly currency: string
  readonly minor: number
  readonly from: string
  readonly until: string | null
}
export interface CellFault {
  readonly column: Column | ''
  readonly message: string
}

const kinds: readonly string[] = ['work', 'service', 'goods']
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** A day that there is, of the years that the desk knows. */
const isDay = (text: string): boolean => {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

const isKind = (text: string): text is PriceItemTable['kind'] => kinds.includes(text)

/** What the cells say, or everything that is wrong with them. */
export function priceLine(cells: Cells): PriceLine | readonly CellFault[] {
  const faults: CellFault[] = []
  const fault = (column: Column, message: string): void => void faults.push({ column, message })
  for (const column of ['code', 'name', 'tax_class'] as const) if (!cells[column].trim()) fault(column, 'is empty')
  for (const [column, most] of [
    ['code', 100],
    ['name', 300],
    ['group', 300],
    ['unit', 100],
  ] as const)
    if (cells[column].length > most) fault(column, `is longer than ${most} characters`)
    else if (controls.test(cells[column])) fault(column, 'has line breaks or control characters')
  const { kind, currency } = cells
  if (!isKind(kind)) fault('kind', 'must be work, service or goods')
  if (kind === 'work' && cells.unit !== '' && cells.unit !== HOUR) fault('unit', 'of work is hour')
  if (!isCurrency(currency)) fault('currency', 'must be a currency (ISO 4217), such as EUR')
  const minor = minorOf(cells.price, currency)
  if (minor === undefined) fault('price', 'must be an amount such as 12.50, no finer than the currency')
  if (!isDay(cells.valid_from)) fault('valid_from', 'must be a day that there is, written YYYY-MM-DD')
  if (cells.valid_until !== '' && !isDay(cells.valid_until)) fault('valid_until', 'must be a day that there is, written YYYY-MM-DD')
  else if (cells.valid_until !== '' && cells.valid_until <= cells.valid_from) fault('valid_until', 'must be after valid_from')
  if (faults.length || minor === undefined || !isKind(kind)) return faults
  const unit = kind === 'work' ? HOUR : cells.unit.trim() || 'piece'
  return {
    code: cells.code.trim(),
    name: cells.name.trim(),
    kind,
    group: cells.group.trim(),
    unit,
    taxClass: cells.tax_class.trim(),
    currency,
    minor,
    from: cells.valid_from,
    until: cells.valid_until === '' ? null : cells.valid_until,
  }
}
