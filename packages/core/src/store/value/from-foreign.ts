import { pgInstant, safeInteger } from '../postgres/pg-parsers.ts'
import { type ColumnKind, columnKind } from './column-kind.ts'

type Row = Record<string, unknown>

const two = (value: number): string => String(value).padStart(2, '0')

/** A calendar date that the host's driver made a Date of: midnight in local time, or in UTC. */
const calendarDate = (date: Date, isUtc: boolean): string =>
  isUtc
    ? date.toISOString().slice(0, 10)
    : `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`

const instant = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return new Date(value).toISOString()
  return typeof value === 'string' ? pgInstant(value) : value
}

const integer = (value: unknown): unknown => (typeof value === 'string' || typeof value === 'bigint' ? safeInteger(String(value)) : value)

const boolean = (value: unknown): unknown =>
  typeof value === 'boolean' ? value : value === 1 || value === 't' || value === 'true' || value === 1n

export interface ForeignReading {
  /** Whether the driver has parsed JSON already: a JSON string and its text can't be told apart afterwards. */
  readonly isJsonParsed: boolean
  /** What the driver makes of a calendar date; local time unless told. */
  readonly areDatesUtc?: boolean | undefined
}

/**
 * Rows of a connection whose parsers are the host's → what TypeScript sees. By the names of the result alone, as no types come along:
 * an instant selected under another name stays what the host's driver made of it.
 */
export const convertForeignRows = (rows: readonly Row[], { isJsonParsed, areDatesUtc = false }: ForeignReading): void => {
  const [first] = rows
  if (!first) return
  const kinds = Object.keys(first).map((name): [string, ColumnKind | undefined] => [name, columnKind(name)])
  for (const row of rows)
    for (const [name, kind] of kinds) {
      const value = row[name]
      if (value === null || value === undefined) continue
      if (kind === 'instant') row[name] = instant(value)
      else if (kind === 'boolean') row[name] = boolean(value)
      else if (kind === 'integer') row[name] = integer(value)
      else if (kind === 'json') row[name] = isJsonParsed || typeof value !== 'string' ? value : JSON.parse(value)
      else if (value instanceof Date) row[name] = calendarDate(value, areDatesUtc)
    }
}
