import { CompiledQuery, sql } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { ledgerTable, sqlitePrefix } from '../compile/table-names.ts'
import { type DeskStore, internalsOf } from '../desk-store.ts'
import { coreOwner } from '../migration.ts'
import type { Store } from '../store.ts'
import type { OpenTransaction } from '../transaction/open-transaction.ts'
import { lockLedger, openLedger } from './ledger.ts'

interface Relation {
  readonly name: string
  readonly kind: 'view' | 'virtual table' | 'table'
}

const waitMs = 600_000

/** Virtual tables before tables: their shadow tables go with them. */
const sqliteRelations = `
select name, case when type = 'view' then 'view' when sql like 'create virtual%' then 'virtual table' else 'table' end as kind
from sqlite_schema where type in ('table', 'view') and substr(name, 1, length(?)) = ? order by kind = 'view' desc, kind = 'virtual table' desc, name`

const postgresRelations = `
select c.relname as name, case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and starts_with(c.relname, $2) and c.relkind in ('r', 'p', 'v', 'm') order by c.relkind in ('v', 'm') desc, c.relname`

const listRelations = async (tx: OpenTransaction, store: DeskStore, prefix: string): Promise<readonly Relation[]> => {
  const query =
    tx.kind === 'sqlite'
      ? CompiledQuery.raw(sqliteRelations, [sqlitePrefix + prefix, sqlitePrefix + prefix])
      : CompiledQuery.raw(postgresRelations, [store.names.schema, prefix])
  return (await tx.execute<Relation>(query as CompiledQuery<Relation>)).rows
}

const drop = async (tx: OpenTransaction, store: DeskStore, { name, kind }: Relation): Promise<void> => {
  const physical = tx.kind === 'sqlite' ? sql.id(name) : sql.id(store.names.schema, name)
  const word = sql.raw(kind === 'view' ? 'view' : 'table')
  const cascade = sql.raw(tx.kind === 'postgres' ? ' cascade' : '')
  await sql`drop ${word} if exists ${physical}${cascade}`.execute(tx.db)
}

/**
 * Drops all tables of a plugin, and forgets its migrations, in one transaction; gives back the names of what was dropped. Installing the plugin
 * again starts from nothing. Irrevocable: the caller has asked whether that is meant.
 */
export const uninstall = async (store: Store, ownerId: string): Promise<readonly string[]> => {
  if (ownerId === coreOwner)
    throw coreError('store.migration_invalid', { owner: ownerId, reason: 'core can not be uninstalled; delete the database instead' })
  const internals = internalsOf(store)
  return internals.transact(
    'write',
    async (tx) => {
      await lockLedger(tx, internals, waitMs)
      await openLedger(tx, internals)
      const relations = await listRelations(tx, internals, `${ownerId}_`)
      for (const relation of relations) await drop(tx, internals, relation)
      await tx.db.deleteFrom(ledgerTable).where('owner', '=', ownerId).execute()
      return relations.map(({ name }) => (tx.kind === 'sqlite' ? name.slice(sqlitePrefix.length) : name))
    },
    { deadlineMs: waitMs, rebuilds: true },
  )
}
