import { CompiledQuery } from 'kysely'
import { quote } from '../store/compile/table-names.ts'
import type { DeskStore } from '../store/desk-store.ts'
import type { Tx } from '../store/store.ts'
import type { PlannedTable } from './transfer-plan.ts'

export type Values = Readonly<Record<string, unknown>>

/** Parameters of one statement: SQLite takes 32,766, PostgreSQL 65,535. */
const MOST_PARAMETERS = 30_000
const MOST_ROWS = 100

/** Writes rows whose values are the database's own already, numbers that it would count up included. */
export async function insertRows(
  tx: Tx,
  store: DeskStore,
  table: PlannedTable,
  columns: readonly string[],
  rows: readonly Values[],
): Promise<void> {
  const size = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_PARAMETERS / columns.length)))
  for (let start = 0; start < rows.length; start += size) {
    const some = rows.slice(start, start + size)
    await tx.execute(
      CompiledQuery.raw(
        statement(tx, store, table, columns, some.length),
        some.flatMap((row) => columns.map((column) => row[column] ?? null)),
      ),
    )
  }
}

function statement(tx: Tx, store: DeskStore, table: PlannedTable, columns: readonly string[], count: number): string {
  const mark = tx.kind === 'postgres' ? (n: number) => `$${n}` : () => '?'
  const rows = Array.from(
    { length: count },
    (_, row) => `(${columns.map((_column, column) => mark(row * columns.length + column + 1)).join(', ')})`,
  )
  const overriding = tx.kind === 'postgres' && table.identity ? ' overriding system value' : ''
  return `insert into ${store.names.write(table.name)} (${columns.map(quote).join(', ')})${overriding} values ${rows.join(', ')}`
}

/** Whether there is a row with these values. */
export async function isThere(
  tx: Tx,
  store: DeskStore,
  table: string,
  columns: readonly string[],
  values: readonly unknown[],
): Promise<boolean> {
  const mark = tx.kind === 'postgres' ? (n: number) => `$${n}` : () => '?'
  const where = columns.map((column, index) => `${quote(column)} = ${mark(index + 1)}`).join(' and ')
  const { rows } = await tx.execute(
    CompiledQuery.raw(`select 1 as there from ${store.names.write(table)} where ${where} limit 1`, [...values]),
  )
  return rows.length > 0
}
