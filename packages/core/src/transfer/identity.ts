import { CompiledQuery, sql } from 'kysely'
import { sqlitePrefix } from '../store/compile/table-names.ts'
import type { DeskStore } from '../store/desk-store.ts'
import type { Tx } from '../store/store.ts'

const one = async (tx: Tx, text: string, parameters: readonly unknown[]): Promise<number> => {
  const { rows } = await tx.execute<{ last: number | null }>(
    CompiledQuery.raw(text, [...parameters]) as CompiledQuery<{ last: number | null }>,
  )
  return Number(rows[0]?.last ?? 0)
}

/** The highest number that a table has given, also to rows that are gone. */
export async function lastIdentity(tx: Tx, store: DeskStore, table: string, column: string): Promise<number> {
  if (tx.kind === 'sqlite') return one(tx, 'select seq as last from sqlite_sequence where name = ?', [sqlitePrefix + table])
  const physical = store.names.write(table)
  // By its name as text: as an object every sequence of the database would be looked up, also those of schemas that are being dropped.
  const given = await one(
    tx,
    "select s.last_value as last from pg_catalog.pg_sequences s where format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence($1, $2)",
    [physical, column],
  )
  const { rows } = await sql<{ last: number | null }>`select max(${sql.ref(column)}) as last from ${sql.table(table)}`.execute(tx.db)
  return Math.max(given, Number(rows[0]?.last ?? 0))
}

/** The next row gets a number above. */
export async function setIdentity(tx: Tx, store: DeskStore, table: string, column: string, last: number): Promise<void> {
  if (tx.kind === 'sqlite') {
    const name = sqlitePrefix + table
    await tx.execute(CompiledQuery.raw('delete from sqlite_sequence where name = ?', [name]))
    await tx.execute(CompiledQuery.raw('insert into sqlite_sequence (name, seq) values (?, ?)', [name, last]))
    return
  }
  await tx.execute(
    CompiledQuery.raw('select setval(pg_get_serial_sequence($1, $2), greatest($3::bigint, 1), $3::bigint > 0)', [
      store.names.write(table),
      column,
      last,
    ]),
  )
}
