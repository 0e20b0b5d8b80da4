import { resolve } from 'node:path'
import type { Dialect } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import { dialectKind } from './host/dialect-kind.ts'
import type { PgPool } from './postgres/pg-types.ts'
import type { SqliteDatabase, SqliteDatabaseClass } from './sqlite/better-sqlite3.ts'
import type { SqliteSource } from './sqlite/sqlite-backend.ts'
import type { DatabaseKind } from './store.ts'

/** Loose on purpose: the host's versions of drivers and their types need not be ours. The shape is checked at run time. */
export interface PoolLike {
  readonly totalCount: number
  connect(): unknown
  end(): unknown
}
export interface SqliteLike {
  readonly name: string
  readonly memory: boolean
  readonly inTransaction: boolean
  prepare(sql: string): unknown
}

/** `'sqlite:./desk.db'`, `'sqlite::memory:'`, `'postgres://…'`, a `pg.Pool`, a better-sqlite3 `Database`, or a dialect of Kysely. */
export type Database = string | PoolLike | SqliteLike | Dialect

export type Location =
  | { readonly at: 'sqlite'; readonly source: SqliteSource }
  | { readonly at: 'postgres'; readonly url: string }
  | { readonly at: 'pool'; readonly pool: PgPool }
  | { readonly at: 'dialect'; readonly kind: DatabaseKind; readonly dialect: Dialect }

const has = (value: object, ...methods: readonly string[]): boolean =>
  methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function')

const isPool = (value: object): value is PgPool => has(value, 'connect', 'end') && 'totalCount' in value
const isSqlite = (value: object): value is SqliteDatabase => has(value, 'prepare', 'pragma', 'exec') && 'inTransaction' in value
const isDialect = (value: object): value is Dialect => has(value, 'createDriver', 'createQueryCompiler', 'createAdapter')

/** Only the scheme: the rest of an address may hold a password. */
const unknown = (database: unknown) =>
  coreError('store.database_unknown', { database: typeof database === 'string' ? `${database.split(':')[0]}:…` : typeof database })

const sqliteAt = (path: string): Location => {
  const plain = path.startsWith('//') ? path.slice(2) : path
  if (plain === '') throw unknown('sqlite')
  return { at: 'sqlite', source: { file: plain === ':memory:' ? plain : resolve(plain) } }
}

const hostSqlite = (database: SqliteDatabase): Location => {
  const Database = database.constructor as SqliteDatabaseClass
  // In memory there is no second way in; of a file the store opens connections of its own, with the host's own driver.
  if (database.memory) return { at: 'sqlite', source: { file: ':memory:', shared: database } }
  return { at: 'sqlite', source: { file: resolve(database.name), Database } }
}

/** Which database is meant, told by the shape of what was given; loads and opens nothing. Throws `store.database_unknown`. */
export const locateDatabase = (database: Database): Location => {
  if (typeof database === 'string') {
    if (database.startsWith('sqlite:')) return sqliteAt(database.slice('sqlite:'.length))
    if (/^postgres(?:ql)?:\/\//.test(database)) return { at: 'postgres', url: database }
    throw unknown(database)
  }
  if (typeof database !== 'object' || database === null) throw unknown(database)
  if (isPool(database)) return { at: 'pool', pool: database }
  if (isSqlite(database)) return hostSqlite(database)
  if (isDialect(database)) {
    const kind = dialectKind(database.createQueryCompiler())
    if (kind) return { at: 'dialect', kind, dialect: database }
  }
  throw unknown(database)
}
