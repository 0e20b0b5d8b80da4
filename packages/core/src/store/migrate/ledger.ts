import { CompiledQuery, sql } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { isDeskError } from '../../error/desk-error.ts'
import { ledgerTable, sqlitePrefix } from '../compile/table-names.ts'
import type { DeskStore } from '../desk-store.ts'
import type { OpenTransaction } from '../transaction/open-transaction.ts'

const tableLockMs = 20_000

export interface LedgerRow {
  readonly owner: string
  readonly name: string
  readonly checksum: string
  readonly is_additive: boolean
  /** ISO instant. */
  readonly applied_at: string
}

const exists = async (tx: OpenTransaction, schema: string): Promise<boolean> => {
  const query =
    tx.kind === 'sqlite'
      ? CompiledQuery.raw(`select name from sqlite_schema where type = 'table' and name = ?`, [sqlitePrefix + ledgerTable])
      : CompiledQuery.raw(
          `select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
          [schema, ledgerTable],
        )
  return (await tx.execute(query)).rows.length > 0
}

/** What was applied, oldest name first; null on a database that was never migrated. */
export const readLedger = async (tx: OpenTransaction, store: DeskStore): Promise<readonly LedgerRow[] | null> => {
  if (!(await exists(tx, store.names.schema))) return null
  return tx.db.selectFrom(ledgerTable).selectAll().orderBy('owner').orderBy('name').execute() as Promise<LedgerRow[]>
}

const createSchema = async (tx: OpenTransaction, schema: string): Promise<void> => {
  const { rows } = await tx.execute(CompiledQuery.raw('select 1 from pg_catalog.pg_namespace where nspname = $1', [schema]))
  // `if not exists` would ask for the right to create schemas even when there is nothing to create.
  if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(tx.db)
}

export const createLedgerTable = (db: OpenTransaction['db']) =>
  db.schema
    .createTable(ledgerTable)
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('is_additive', 'boolean', (column) => column.notNull())
    .addColumn('applied_at', 'timestamptz(3)', (column) => column.notNull())
    .addPrimaryKeyConstraint('migration_pk', ['owner', 'name'])

/** The rows, the ledger being made if need be. For a transaction that holds the lock. */
export const openLedger = async (tx: OpenTransaction, store: DeskStore): Promise<readonly LedgerRow[]> => {
  const rows = await readLedger(tx, store)
  if (rows) return rows
  if (tx.kind === 'postgres') await createSchema(tx, store.names.schema)
  await createLedgerTable(tx.db).execute()
  return []
}

/** One migrating process at a time. On SQLite the writer's turn is the lock; on PostgreSQL an advisory lock named after the schema. */
export const lockLedger = async (tx: OpenTransaction, store: DeskStore, waitMs: number): Promise<void> => {
  if (tx.kind === 'sqlite') return
  await tx.execute(CompiledQuery.raw(`set local lock_timeout = ${waitMs}`))
  try {
    await tx.execute(
      CompiledQuery.raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`deskwright.migrate.${store.names.schema}`]),
    )
  } catch (error) {
    throw isDeskError(error) && error.code === 'store.conflict' ? coreError('store.busy', { ms: waitMs }, { cause: error }) : error
  }
  // While a change waits for a table, everything else on that table waits behind it: better to step back and try again.
  await tx.execute(CompiledQuery.raw(`set local lock_timeout = ${tableLockMs}`))
}

export const addToLedger = async (tx: OpenTransaction, row: Omit<LedgerRow, 'applied_at'>): Promise<void> => {
  const applied_at = new Date(await tx.now()).toISOString()
  await tx.db
    .insertInto(ledgerTable)
    .values({ ...row, applied_at })
    .execute()
}
