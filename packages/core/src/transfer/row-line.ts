import type { DatabaseKind } from '../store/store.ts'
import { columnKind } from '../store/value/column-kind.ts'
import { toDatabase } from '../store/value/to-database.ts'
import type { PlannedTable } from './transfer-plan.ts'

type Row = Readonly<Record<string, unknown>>

/** A row as a line: columns by name, instants in ISO 8601, bytes in base64, keys of JSON in one order, as PostgreSQL keeps none. */
export function lineOf({ columns }: PlannedTable, row: Row): string {
  const values = columns.map(({ name, kind }): [string, unknown] => {
    const value = row[name]
    if (value instanceof Uint8Array) return [name, Buffer.from(value).toString('base64')]
    return [name, kind !== 'number' && typeof value === 'object' ? inOneOrder(value) : value]
  })
  return `${JSON.stringify(Object.fromEntries(values))}\n`
}

function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => [key, inOneOrder(of)]),
  )
}

export type ReadLine = { readonly row: Row } | { readonly fault: string }

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What a line says, or what is wrong with it. Values are what the database of this kind takes. */
export function rowOf({ columns }: PlannedTable, kind: DatabaseKind, text: string): ReadLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: 'it is no JSON' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'it is no object' }
  const given = value as Record<string, unknown>
  const unknown = Object.keys(given).find((name) => !columns.some((column) => column.name === name))
  if (unknown !== undefined) return { fault: `the table has no column '${unknown.slice(0, 63)}'` }
  const row: Record<string, unknown> = {}
  for (const column of columns) {
    const { name } = column
    if (!Object.hasOwn(given, name)) return { fault: `'${name}' is missing` }
    const cell = given[name]
    const fault = cell === null ? (column.isNullable ? undefined : 'is null') : faultIn(column.kind, name, cell)
    if (fault) return { fault: `'${name}' ${fault}` }
    try {
      row[name] =
        column.kind === 'bytes' && cell !== null ? Buffer.from(String(cell), 'base64') : toDatabase[kind](cell, columnKind(name), name)
    } catch (error) {
      return { fault: error instanceof Error ? error.message : `'${name}' does not fit` }
    }
  }
  return { row }
}

function faultIn(kind: PlannedTable['columns'][number]['kind'], name: string, cell: unknown): string | undefined {
  if (kind === 'bytes') return typeof cell === 'string' && base64.test(cell) ? undefined : 'is no base64'
  const named = columnKind(name)
  if (named === 'json' || named === 'instant' || named === 'boolean') return undefined
  if (kind === 'real') return typeof cell === 'number' ? undefined : 'is no number'
  if (named === 'integer' || kind === 'number')
    return typeof cell === 'number' && Number.isSafeInteger(cell) ? undefined : 'is no whole number'
  return typeof cell === 'string' ? undefined : 'is no text'
}

/** Which of two keys comes first, as both databases order them: text by its bytes. */
export function keyOrder({ key }: PlannedTable, a: Row, b: Row): number {
  for (const { name } of key) {
    const [left, right] = [a[name], b[name]]
    if (left === right) continue
    if (typeof left === 'number' && typeof right === 'number') return left - right
    const order = Buffer.compare(bytesOf(left), bytesOf(right))
    if (order !== 0) return order
  }
  return 0
}

const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : Buffer.from(String(value)))
