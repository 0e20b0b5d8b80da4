import { CompiledQuery } from 'kysely'
import { internalsOf } from '../desk-store.ts'
import type { Store } from '../store.ts'
import type { OpenTransaction } from '../transaction/open-transaction.ts'

const invalid = `
select 'The index ' || x.relname || ' is invalid: create it anew.' as problem
from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = x.relnamespace
where n.nspname = $1 and not (i.indisvalid and i.indisready)
union all
select 'The constraint ' || k.conname || ' was never checked: validate it.'
from pg_catalog.pg_constraint k join pg_catalog.pg_namespace n on n.oid = k.connamespace
where n.nspname = $1 and not k.convalidated`

/**
 * A connection keeps a map of each FTS5 table, and the check of SQLite trusts it even when another connection has written since: it names
 * damage that is none. Asking the table for a word has the map read anew.
 */
async function readMapsOfTextIndexes(tx: OpenTransaction): Promise<void> {
  const { rows } = await tx.execute<{ name: string }>(
    CompiledQuery.raw("select name from sqlite_schema where sql like 'create virtual table % using fts5%'") as CompiledQuery<{
      name: string
    }>,
  )
  for (const { name } of rows) await tx.execute(CompiledQuery.raw(`select rowid from "${name.replaceAll('"', '""')}"('x') limit 1`))
}

const checkSqlite = async (tx: OpenTransaction): Promise<string[]> => {
  await readMapsOfTextIndexes(tx)
  const pages = await tx.execute<{ integrity_check: string }>(
    CompiledQuery.raw('pragma integrity_check') as CompiledQuery<{ integrity_check: string }>,
  )
  const keys = await tx.execute<{ table: string; rowid: number; parent: string }>(
    CompiledQuery.raw('pragma foreign_key_check') as CompiledQuery<{ table: string; rowid: number; parent: string }>,
  )
  return [
    ...pages.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...keys.rows.map(({ table, rowid, parent }) => `Row ${rowid} of ${table} refers to a row of ${parent} that does not exist.`),
  ]
}

/** What is wrong with the database as such, for `doctor`; empty when nothing is. Reads all of a SQLite file. */
export const checkIntegrity = (store: Store): Promise<readonly string[]> => {
  const internals = internalsOf(store)
  return internals.transact('read', async (tx) => {
    if (tx.kind === 'sqlite') return checkSqlite(tx)
    const { rows } = await tx.execute<{ problem: string }>(
      CompiledQuery.raw(invalid, [internals.names.schema]) as CompiledQuery<{ problem: string }>,
    )
    return rows.map(({ problem }) => problem)
  })
}
