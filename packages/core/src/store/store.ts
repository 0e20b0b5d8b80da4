import type { CompiledQuery, Kysely, QueryResult, RawBuilder } from 'kysely'
import type { PgPool } from './postgres/pg-types.ts'
import type { PostgresAccess } from './postgres/postgres-access.ts'
import type { Framed, Prepared } from './prepared.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** One open transaction on one connection. Using it after its end throws `store.transaction_ended`. */
export interface Tx {
  readonly kind: DatabaseKind
  /**
   * Every statement sees what others have committed before the first one, and nothing later. So it is on SQLite, and in reads of the store's own;
   * elsewhere what belongs together has to come by one statement.
   */
  readonly isSnapshot: boolean
  /** Bound to this transaction's connection. Logical table names; values converted by column name. */
  // biome-ignore lint/suspicious/noExplicitAny: the tables are the caller's; typed views are made by cast-free assignment
  readonly db: Kysely<any>
  /**
   * The same for a plugin: compiles only table names with this owner's prefix (`billing_…`), else throws `store.foreign_table`.
   * Fragments of `sql` are not inspected; core's own expressions come in through `ownedByCore`.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  dbFor(owner: string): Kysely<any>
  /** Nested at will; on a throw everything since its start is undone and the transaction goes on. Siblings started at once run one after another; `undone` is called before the next one's turn. */
  savepoint<T>(run: () => Promise<T>, undone?: () => void): Promise<T>
  /** Runs what was compiled before, on this store's compilers. */
  execute<R>(query: CompiledQuery<R>): Promise<QueryResult<R>>
  /** Runs a statement that was built once; see `prepared`. */
  run<P extends object, R>(statement: Prepared<P, R>, parameters: P): Promise<QueryResult<R>>
  /** Runs a statement in a frame that was built once; see `framed`. */
  runFramed<R>(frame: Framed<R>, inside: RawBuilder<unknown>): Promise<QueryResult<R>>
  /**
   * As `run`, for a write whose answer nobody looks at: sent without waiting where the database allows it. Its failure is that of the next
   * statement, or of the commit.
   */
  post<P extends object>(statement: Prepared<P, unknown>, parameters: P): void
  /** Time of the database in ms since 1970, running on within the transaction. Leases use it. */
  now(): Promise<number>
}

/** Where transactions come from: the store's own connections, or the host's open transaction. */
export interface TransactionSource {
  readonly kind: DatabaseKind
  /** Commits when `run` returns, rolls back when it throws. Nothing is repeated: see `isRetryable`. Throws `store.busy` when no turn came in time. */
  write<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  /** One snapshot of the database; writing throws `store.read_only`. */
  read<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  /** True when nothing was saved and the same call may succeed when repeated as a whole. */
  isRetryable(error: unknown): boolean
}

/** The host's transaction: each `write` and `read` is a savepoint in it; never begins, commits or rolls back as a whole. */
export interface HostTx extends TransactionSource {}

/** The statements of a tool that hands out no connection. */
export interface HostStatements {
  readonly kind: DatabaseKind
  /** `count`: of the rows that were written. */
  run(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: Record<string, unknown>[]; readonly count: number | undefined }>
  /** What it throws → what the database's own driver would have thrown. */
  errorOf?(error: unknown): unknown
  /** Calendar dates come as midnight in UTC; else in local time. */
  readonly areDatesUtc?: boolean
  /** It takes every instant for one in UTC, whatever the session's time zone. */
  readonly readsUtcOnly?: boolean
  /** It refuses statements after its end by itself; else the desk looks whether it still stands in the transaction that it was given. */
  readonly knowsItsEnd?: boolean
}

/** Made by `fromPg`, `fromBetterSqlite`, `fromKysely`, `fromDrizzle` and the others. Opaque and string-keyed: two installed copies of core do no harm. */
export interface HostTransaction {
  readonly '~transaction': 'pg' | 'better-sqlite3' | 'kysely' | 'statements'
  /** What calls of one transaction have in common: they take turns by it. */
  readonly '~handle': unknown
  /** Throws `store.transaction_ended`, where the host's tool knows. */
  readonly '~check'?: () => void
  /** Asked for when first needed; else the handle itself is the connection. */
  readonly '~connection'?: () => Promise<unknown>
  readonly '~statements'?: HostStatements
}

export interface Store extends TransactionSource {
  /** Joins the host's open transaction. Throws `store.wrong_handle`, and `store.not_in_transaction` where that can be seen at once (else the first use does). */
  join(handle: HostTransaction): HostTx
  /** Ids of the installed plugins: names that start with `<id>_` become tables of this store. Throws `store.prefix_clash`. */
  setOwners(ids: readonly string[]): void
  /** The pool and schema for what needs a connection of its own (LISTEN, pg-boss); null on SQLite. */
  postgres(): Promise<PostgresAccess> | null
  /** Waits for running transactions, then closes what the store opened itself; a pool or database of the host stays open. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** PostgreSQL schema, default `deskwright`; ignored on SQLite, where tables are prefixed. */
  readonly schema?: string
  /** Logical names of core's tables. */
  readonly tables?: readonly string[]
  /** Ids of the installed plugins; see `setOwners`. */
  readonly owners?: readonly string[]
  /** SQLite: `full` (default) loses nothing acknowledged at power loss; `normal` may lose the last moments, never consistency. */
  readonly synchronous?: 'full' | 'normal'
  /** How long a transaction waits for its turn, in ms; default 5,000. */
  readonly busyDeadlineMs?: number
  /** PostgreSQL: how long one statement may run, in ms; default 10,000. */
  readonly statementTimeoutMs?: number
  /** SQLite: kibibytes of pages that each connection keeps in memory, default 8,000. */
  readonly cacheKiB?: number
  /** PostgreSQL: whose pools stores share by the address, instead of one of their own. */
  readonly pools?: { open(url: string, options: StoreOptions): Promise<PgPool> }
  /** SQLite: connections for reading, default 3. */
  readonly readers?: number
  /** PostgreSQL: connections of the store's own pool, default 10. */
  readonly poolSize?: number
  /** PostgreSQL: prepared statements with a name, default true. Switch off behind a pooler that shares connections by statement or transaction. */
  readonly namedStatements?: boolean
  /** Called before everything that goes to the database; a throw or rejection stands for its failure. For tests and traces. */
  readonly onStatement?: (sql: string) => void | Promise<void>
}
