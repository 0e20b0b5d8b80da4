import { sql } from 'kysely'
import { TableNames } from '../compile/table-names.ts'
import { type DeskStore, internalsOf } from '../desk-store.ts'
import { compare } from '../migrate/compare.ts'
import { createLedgerTable, readLedger } from '../migrate/ledger.ts'
import { migrate } from '../migrate/migrate.ts'
import { listSteps, pluginIds, scopeOf } from '../migrate/steps.ts'
import type { MigrationOwner } from '../migration.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { StatementSpace } from '../transaction/statement-space.ts'
import { describePostgres } from './describe-postgres.ts'
import { describeSqlite } from './describe-sqlite.ts'
import type { DescribedTable } from './described-table.ts'

class Undo extends Error {}

const trialSchema = 'deskwright_trial'

/** What the migrations make of nothing: on SQLite in memory; on PostgreSQL in a schema that no other transaction ever sees. */
const expectedTables = async (store: DeskStore, owners: readonly MigrationOwner[]): Promise<readonly DescribedTable[]> => {
  if (store.kind === 'sqlite') {
    const trial = openStore('sqlite::memory:', { owners: pluginIds(owners) })
    try {
      await migrate(trial, owners)
      return await internalsOf(trial).transact('read', describeSqlite)
    } finally {
      await trial.close()
    }
  }
  let tables: readonly DescribedTable[] = []
  const space = new StatementSpace(new TableNames('postgres', trialSchema, [], pluginIds(owners)))
  const run = store.transact(
    'write',
    async (tx) => {
      await sql`create schema ${sql.id(trialSchema)}`.execute(tx.db)
      await createLedgerTable(space.kysely(tx.connection())).execute()
      for (const step of listSteps(owners)) await step.up(space.kysely(tx.connection(), scopeOf(step.owner)))
      tables = await describePostgres(tx, trialSchema)
      throw new Undo()
    },
    { rebuilds: true },
  )
  await run.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return tables
}

const differences = (name: string, expected: readonly string[], actual: readonly string[]): string[] => [
  ...expected.filter((line) => !actual.includes(line)).map((line) => `${name}: missing: ${line}`),
  ...actual.filter((line) => !expected.includes(line)).map((line) => `${name}: not from a migration: ${line}`),
]

/**
 * Where the database is not what its migrations would make: somebody changed it by hand, or a restore was incomplete. For a migrated database;
 * tables of owners that are not installed are left out. Empty: none. On PostgreSQL it needs the right to create a schema.
 */
export const findDrift = async (store: Store, owners: readonly MigrationOwner[]): Promise<readonly string[]> => {
  const internals = internalsOf(store)
  const expected = new Map((await expectedTables(internals, owners)).map((table) => [table.name, table]))
  return internals.transact('read', async (tx) => {
    const ledger = (await readLedger(tx, internals)) ?? []
    const { removedOwners } = compare(
      listSteps(owners),
      owners.map(({ id }) => id),
      ledger,
    )
    const isRemoved = ({ name }: DescribedTable): boolean => removedOwners.some((owner) => name.startsWith(`${owner}_`))
    const described = tx.kind === 'sqlite' ? await describeSqlite(tx) : await describePostgres(tx, internals.names.schema)
    const actual = new Map(described.filter((table) => !isRemoved(table)).map((table) => [table.name, table]))
    const missing = [...expected.keys()].filter((name) => !actual.has(name)).map((name) => `${name}: missing`)
    const found = [...actual.values()].flatMap(({ name, lines }) => {
      const table = expected.get(name)
      return table ? differences(name, table.lines, lines) : [`${name}: not from a migration`]
    })
    return [...missing, ...found]
  })
}
