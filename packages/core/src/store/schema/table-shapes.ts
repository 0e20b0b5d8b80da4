import { CompiledQuery } from 'kysely'
import { sqlitePrefix } from '../compile/table-names.ts'
import type { DeskStore } from '../desk-store.ts'
import type { Tx } from '../store.ts'

export interface ColumnShape {
  readonly name: string
  readonly kind: 'text' | 'number' | 'real' | 'bytes' | 'other'
  readonly isNullable: boolean
  /** The database counts it up by itself. */
  readonly isIdentity: boolean
}
export interface ReferenceShape {
  readonly columns: readonly string[]
  readonly table: string
  readonly to: readonly string[]
}
/** A table as the database has it, under its logical names. Columns that the database works out are left out. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly ColumnShape[]
  /** Empty: none. */
  readonly primaryKey: readonly string[]
  readonly references: readonly ReferenceShape[]
}

const ask = async <R>(tx: Tx, sql: string, parameters: readonly unknown[]): Promise<readonly R[]> =>
  (await tx.execute<R>(CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<R>)).rows

/** Every table of the desk and of its plugins, views and virtual tables left out. */
export const tableShapes = (tx: Tx, store: DeskStore): Promise<readonly TableShape[]> =>
  tx.kind === 'sqlite' ? sqliteShapes(tx) : postgresShapes(tx, store.names.schema)

const logical = (name: string): string => name.slice(sqlitePrefix.length)

async function sqliteShapes(tx: Tx): Promise<readonly TableShape[]> {
  const entries = await ask<{ name: string; sql: string }>(
    tx,
    "select name, sql from sqlite_schema where type = 'table' and substr(name, 1, length(?)) = ? order by name",
    [sqlitePrefix, sqlitePrefix],
  )
  const isVirtual = ({ sql }: { sql: string }): boolean => /^create virtual/i.test(sql)
  const virtual = entries.filter(isVirtual).map(({ name }) => `${name}_`)
  const own = entries.filter((entry) => !isVirtual(entry) && !virtual.some((prefix) => entry.name.startsWith(prefix)))
  const shapes: TableShape[] = []
  for (const { name, sql } of own) {
    const columns = await ask<{ name: string; type: string; notnull: number; pk: number; hidden: number }>(
      tx,
      'select name, type, "notnull", pk, hidden from pragma_table_xinfo(?) order by cid',
      [name],
    )
    const keys = await ask<{ id: number; table: string; from: string; to: string | null }>(
      tx,
      'select id, "table", "from", "to" from pragma_foreign_key_list(?) order by id, seq',
      [name],
    )
    const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    const isCounted = primary.length === 1 && /\bautoincrement\b/i.test(sql)
    shapes.push({
      name: logical(name),
      primaryKey: primary.map((column) => column.name),
      columns: columns
        .filter(({ hidden }) => hidden === 0)
        .map((column) => ({
          name: column.name,
          kind: kinds[column.type.toLowerCase()] ?? 'other',
          isNullable: column.notnull === 0 && column.pk === 0,
          isIdentity: isCounted && column.pk > 0,
        })),
      references: [...new Set(keys.map(({ id }) => id))].map((id) => {
        const parts = keys.filter((key) => key.id === id)
        return {
          columns: parts.map(({ from }) => from),
          table: logical(parts[0]?.table ?? ''),
          to: parts.flatMap(({ to }) => (to === null ? [] : [to])),
        }
      }),
    })
  }
  return shapes.map((shape) => ({
    ...shape,
    // Without columns it is the primary key that is referred to.
    references: shape.references.map((reference) =>
      reference.to.length ? reference : { ...reference, to: shapes.find(({ name }) => name === reference.table)?.primaryKey ?? [] },
    ),
  }))
}

const kinds: Readonly<Record<string, ColumnShape['kind']>> = {
  text: 'text',
  integer: 'number',
  real: 'real',
  blob: 'bytes',
  bytea: 'bytes',
  uuid: 'other',
  smallint: 'number',
  bigint: 'number',
  'double precision': 'real',
}

const postgresColumns = `
select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
  a.attidentity <> '' as counted
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where n.nspname = $1 and c.relkind in ('r', 'p') order by c.relname collate "C", a.attnum`

const postgresKeys = `
select c.relname as "table", k.contype::text as kind, k.oid::text as id, a.attname as name, f.relname as target, b.attname as "to"
from pg_catalog.pg_constraint k
join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral unnest(k.conkey, k.confkey) with ordinality as part(own, far, place)
join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = part.own
left join pg_catalog.pg_class f on f.oid = k.confrelid
left join pg_catalog.pg_attribute b on b.attrelid = k.confrelid and b.attnum = part.far
where n.nspname = $1 and k.contype in ('p', 'f') order by c.relname collate "C", k.oid, part.place`

interface KeyPart {
  readonly table: string
  readonly kind: 'p' | 'f'
  readonly id: string
  readonly name: string
  readonly target: string | null
  readonly to: string | null
}

async function postgresShapes(tx: Tx, schema: string): Promise<readonly TableShape[]> {
  const columns = await ask<{ table: string; name: string; type: string; nullable: boolean; counted: boolean }>(tx, postgresColumns, [
    schema,
  ])
  const parts = await ask<KeyPart>(tx, postgresKeys, [schema])
  return [...new Set(columns.map(({ table }) => table))].map((table) => {
    const own = parts.filter((part) => part.table === table)
    const foreign = own.filter(({ kind }) => kind === 'f')
    return {
      name: table,
      primaryKey: own.filter(({ kind }) => kind === 'p').map(({ name }) => name),
      columns: columns
        .filter((column) => column.table === table)
        .map(({ name, type, nullable, counted }) => ({ name, kind: kinds[type] ?? 'other', isNullable: nullable, isIdentity: counted })),
      references: [...new Set(foreign.map(({ id }) => id))].map((id) => {
        const of = foreign.filter((part) => part.id === id)
        return { columns: of.map(({ name }) => name), table: of[0]?.target ?? '', to: of.flatMap(({ to }) => (to === null ? [] : [to])) }
      }),
    }
  })
}
