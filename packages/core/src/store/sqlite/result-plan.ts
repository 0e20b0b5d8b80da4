import { coreError } from '../../error/core-errors.ts'
import { type ColumnKind, columnKind } from '../value/column-kind.ts'
import { createInstantFormatter } from '../value/instant.ts'
import type { SqliteColumn } from './better-sqlite3.ts'

type Row = Record<string, unknown>
type Convert = (value: unknown) => unknown

const isoOf = createInstantFormatter()

const converters: Readonly<Record<ColumnKind, (column: string) => Convert>> = {
  instant: () => (value) => (typeof value === 'number' ? isoOf(value) : value),
  boolean: () => (value) => value !== 0,
  json: () => (value) => (typeof value === 'string' ? JSON.parse(value) : value),
  integer: (column) => (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      throw coreError('store.bad_value', { column, reason: 'the number is too large to be exact' })
    return value
  },
}

/** How the rows of one statement become what TypeScript sees; undefined when nothing is to be done. Rows are changed in place. */
export type ResultPlan = (rows: Row[]) => void

/** By the column that a value comes from, so that `created_at as opened` is an instant too; by its own name for an expression. */
export const planOf = (columns: readonly SqliteColumn[]): ResultPlan | undefined => {
  const steps = columns.flatMap(({ name, column }) => {
    const kind = columnKind(column ?? name)
    return kind ? [{ name, convert: converters[kind](name) }] : []
  })
  if (steps.length === 0) return undefined
  return (rows) => {
    for (const row of rows)
      for (const { name, convert } of steps) {
        const value = row[name]
        if (value !== null && value !== undefined) row[name] = convert(value)
      }
  }
}
