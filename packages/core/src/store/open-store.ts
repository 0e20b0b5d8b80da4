import { coreError } from '../error/core-errors.ts'
import { TableNames } from './compile/table-names.ts'
import { type Database, type Location, locateDatabase } from './database.ts'
import { DeskStore } from './desk-store.ts'
import { DialectBackend } from './host/dialect-backend.ts'
import { openPool, setsUp } from './postgres/open-pool.ts'
import { PostgresBackend } from './postgres/postgres-backend.ts'
import { SqliteBackend } from './sqlite/sqlite-backend.ts'
import type { DatabaseKind, Store, StoreOptions } from './store.ts'
import type { Backend } from './transaction/backend.ts'

const kindOf = (location: Location): DatabaseKind => {
  if (location.at === 'sqlite') return 'sqlite'
  return location.at === 'dialect' ? location.kind : 'postgres'
}

const openBackend = (location: Location, schema: string, options: StoreOptions): Backend => {
  switch (location.at) {
    case 'sqlite':
      return new SqliteBackend(location.source, options)
    case 'postgres':
      return new PostgresBackend(
        {
          pool: () => options.pools?.open(location.url, options) ?? openPool(location.url, options),
          isOwn: !options.pools,
          isSetUp: setsUp(location.url, options),
        },
        schema,
        options,
      )
    case 'pool':
      return new PostgresBackend({ pool: async () => location.pool, isOwn: false, isSetUp: false }, schema, options)
    case 'dialect':
      return new DialectBackend(location.kind, location.dialect, options)
  }
}

/** PostgreSQL cuts longer names off, and `pg_` belongs to it. */
const schemaPattern = /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/

/**
 * The store of a desk. Loads and opens nothing: the driver comes with the first use (`store.driver_missing` if it is not installed).
 * Throws `store.database_unknown`, `store.bad_schema`, `store.prefix_clash`.
 */
export const openStore = (database: Database, options: StoreOptions = {}): Store => {
  const location = locateDatabase(database)
  const schema = options.schema ?? 'deskwright'
  if (!schemaPattern.test(schema)) throw coreError('store.bad_schema', { schema })
  const names = new TableNames(kindOf(location), schema, options.tables ?? [], options.owners ?? [])
  return new DeskStore(openBackend(location, schema, options), names, options, location.at === 'sqlite' ? location.source.file : undefined)
}
