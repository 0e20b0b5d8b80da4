import { coreError } from '../../error/core-errors.ts'
import type { PgTypes } from './pg-types.ts'

const utc = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/
const zoned = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)([+-]\d\d)(?::?(\d\d))?$/

/** PostgreSQL's text of an instant → ISO 8601 with milliseconds. */
export const pgInstant = (text: string): string => {
  const match = utc.exec(text)
  // The store's own connections speak UTC, so no date needs to be computed.
  if (match) return `${match[1]}T${match[2]}.${(match[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`
  const other = zoned.exec(text)
  const ms = other ? Date.parse(`${other[1]}T${other[2]}${other[3]}:${other[4] ?? '00'}`) : Number.NaN
  if (Number.isNaN(ms))
    throw coreError('store.bad_value', { column: 'timestamptz', reason: `'${text}' is no instant in ISO style; set datestyle to ISO` })
  return new Date(ms).toISOString()
}

export const safeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw coreError('store.bad_value', { column: 'bigint', reason: `${text} is too large to be exact` })
  return value
}

const asText = (text: string): string => text
const bytes = (text: string): Uint8Array => Buffer.from(text.slice(2), 'hex')

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'], // bool
  [17, bytes], // bytea
  [20, safeInteger], // int8
  [21, Number], // int2
  [23, Number], // int4
  [26, Number], // oid
  [114, JSON.parse], // json
  [700, Number], // float4
  [701, Number], // float8
  [1184, pgInstant], // timestamptz
  [3802, JSON.parse], // jsonb
])

/** Given with every query, so that parsers the host set globally change nothing. Dates, numerics and all else stay text. */
export const pgParsers: PgTypes = { getTypeParser: (oid) => parsers.get(oid) ?? asText }
