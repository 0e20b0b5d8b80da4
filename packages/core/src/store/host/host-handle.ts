import type { Kysely } from 'kysely'
import type { PgClient } from '../postgres/pg-types.ts'
import type { SqliteDatabase } from '../sqlite/better-sqlite3.ts'
import type { HostTransaction } from '../store.ts'

/** A client of `pg` on which the host has sent BEGIN. */
export const fromPg = (client: Pick<PgClient, 'query'>): HostTransaction => ({ '~transaction': 'pg', '~handle': client })

/** A better-sqlite3 database in an open transaction. Calls of the desk are asynchronous, so begin with `exec('begin immediate')`, not with `transaction()`. */
export const fromBetterSqlite = (database: Pick<SqliteDatabase, 'prepare' | 'inTransaction' | 'name'>): HostTransaction => ({
  '~transaction': 'better-sqlite3',
  '~handle': database,
})

/** The transaction that Kysely's `transaction().execute(…)` or `startTransaction().execute()` gives. */
// biome-ignore lint/suspicious/noExplicitAny: the host's tables don't matter here
export const fromKysely = (transaction: Kysely<any>): HostTransaction => ({ '~transaction': 'kysely', '~handle': transaction })
