import { coreError } from '../../error/core-errors.ts'

const families: Readonly<Record<string, readonly string[]>> = {
  text: ['uuid', 'text', 'varchar', 'character varying', 'char', 'character', 'date', 'time', 'numeric', 'decimal', 'interval'],
  integer: ['timestamptz', 'boolean', 'integer', 'bigint', 'smallint', 'int2', 'int4', 'int8'],
  real: ['real', 'double precision', 'float4', 'float8'],
}
const types: ReadonlyMap<string, string> = new Map([
  ...Object.entries(families).flatMap(([to, from]) => from.map((type) => [type, to] as const)),
  ['json', 'text'],
  ['jsonb', 'text'],
  ['bytea', 'blob'],
  ['blob', 'blob'],
])

/** PostgreSQL's type → the one of a STRICT table. Migrations are written once, in PostgreSQL's words. */
export const sqliteType = (type: string, column: string): string => {
  const known = types.get(
    type
      .toLowerCase()
      .replace(/\s*\(.*\)\s*$/, '')
      .trim(),
  )
  if (!known) throw coreError('store.unknown_type', { column, type })
  return known
}
