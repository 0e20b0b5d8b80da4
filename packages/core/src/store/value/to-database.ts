import { coreError } from '../../error/core-errors.ts'
import type { DatabaseKind } from '../store.ts'
import type { ColumnKind } from './column-kind.ts'
import { instantToMs } from './instant.ts'

/** A JavaScript value → what the driver takes for a column of this kind. null and undefined are SQL's NULL for every kind. */
export type ToDatabase = (value: unknown, kind: ColumnKind | undefined, column: string) => unknown

const badValue = (column: string, reason: string) => coreError('store.bad_value', { column, reason })

/** `\u0000` as JSON writes the character, and not a backslash (itself escaped) before `u0000`. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/

const toJson = (value: unknown, column: string): string => {
  const text = JSON.stringify(value)
  if (text === undefined) throw badValue(column, 'it is no JSON value')
  if (text.includes('\\u0000') && escapedNul.test(text)) throw coreError('store.bad_text', { column })
  return text
}

const toInteger = (value: unknown, column: string): unknown => {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw badValue(column, `${value} is no safe integer`)
  return value
}

const toInstant = (value: unknown, column: string): string => {
  if (typeof value !== 'string') throw badValue(column, `an instant is text in ISO 8601, not ${typeof value}`)
  return value
}

const toBoolean = (value: unknown, column: string): boolean => {
  if (value === true || value === 1) return true
  if (value === false || value === 0) return false
  throw badValue(column, 'it is neither true nor false')
}

// PostgreSQL can't hold U+0000 in text or jsonb; refused on both databases, so that a desk can move.
const unconverted = (value: unknown, column: string): unknown => {
  if (typeof value === 'string' && value.includes('\u0000')) throw coreError('store.bad_text', { column })
  if (typeof value === 'number' && !Number.isFinite(value)) throw badValue(column, `${value} is no number that a database holds`)
  return value
}

const forSqlite: ToDatabase = (value, kind, column) => {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'instant':
      return instantToMs(toInstant(value, column), column)
    case 'boolean':
      return toBoolean(value, column) ? 1 : 0
    case 'json':
      return toJson(value, column)
    case 'integer':
      return toInteger(value, column)
    default:
      return typeof value === 'boolean' ? Number(value) : unconverted(value, column)
  }
}

const forPostgres: ToDatabase = (value, kind, column) => {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'instant':
      instantToMs(toInstant(value, column), column)
      return value
    case 'boolean':
      return toBoolean(value, column)
    case 'json':
      return toJson(value, column)
    case 'integer':
      return toInteger(value, column)
    default:
      return unconverted(value, column)
  }
}

export const toDatabase: Readonly<Record<DatabaseKind, ToDatabase>> = { sqlite: forSqlite, postgres: forPostgres }
