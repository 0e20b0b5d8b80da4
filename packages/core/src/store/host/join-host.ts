import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { CompiledQuery, type Kysely } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import type { NamedStatements } from '../postgres/named-statements.ts'
import { pgError } from '../postgres/pg-error.ts'
import { PgSession } from '../postgres/pg-session.ts'
import type { PgClient } from '../postgres/pg-types.ts'
import type { SqliteDatabase } from '../sqlite/better-sqlite3.ts'
import { SqliteConnection } from '../sqlite/sqlite-connection.ts'
import { SqliteSession } from '../sqlite/sqlite-session.ts'
import type { DatabaseKind, HostStatements, HostTransaction, HostTx, StoreOptions, Tx } from '../store.ts'
import type { Session } from '../transaction/session.ts'
import type { StatementSpace } from '../transaction/statement-space.ts'
import type { ForeignReading } from '../value/from-foreign.ts'
import { dialectKind } from './dialect-kind.ts'
import { type HostConnection, JoinedTransaction } from './joined-transaction.ts'
import { askHowItReads, type ExecuteQuery, KyselySession } from './kysely-session.ts'

export interface JoiningStore {
  readonly kind: DatabaseKind
  readonly statements: StatementSpace
  readonly options: StoreOptions
  readonly named: NamedStatements | undefined
  /** Path of the SQLite file, where there is one. */
  readonly file: string | undefined
  readonly joined: WeakMap<object, JoinedTransaction>
  isRetryable(error: unknown): boolean
}

const wrongHandle = (expected: string, actual: string) => coreError('store.wrong_handle', { expected, actual })

const realPath = (file: string): string => {
  try {
    return realpathSync(file)
  } catch {
    return resolve(file)
  }
}

const pgConnection = (store: JoiningStore, client: PgClient): HostConnection => ({
  // Seen by the server, when the savepoint is set.
  check: () => {},
  // The limits of time are the host's, like the transaction.
  open: () => new PgSession(client, { timeoutMs: 0, named: store.named, onStatement: store.options.onStatement }),
})

const sqliteConnection = (store: JoiningStore, database: SqliteDatabase): HostConnection => {
  if (store.file && !database.memory && realPath(database.name) !== realPath(store.file)) throw wrongHandle(store.file, database.name)
  const connection = new SqliteConnection(database)
  return {
    check: () => {
      if (!database.inTransaction) throw coreError('store.not_in_transaction')
      // A host may have all integers come as BigInt.
      if (Number(database.pragma('foreign_keys', { simple: true })) !== 1) throw coreError('store.foreign_keys_off')
    },
    open: (mode) => new SqliteSession(connection, mode, store.options.onStatement),
  }
}

/** A tool that hands out its connection only when asked for it. */
const askedConnection = (store: JoiningStore, kind: 'pg' | 'better-sqlite3', ask: () => Promise<unknown>): HostConnection => {
  let found: HostConnection | undefined
  return {
    check: () => found?.check(),
    async open(mode) {
      if (!found) {
        const connection = await ask()
        found = kind === 'pg' ? pgConnection(store, connection as PgClient) : sqliteConnection(store, connection as SqliteDatabase)
      }
      found.check()
      return found.open(mode)
    },
  }
}

/** The same in every statement of one transaction, and in no other: when it began, and where. */
const identity = CompiledQuery.raw(`select pg_backend_pid() || ' ' || extract(epoch from now()) as identity`)

const statementsConnection = (
  store: JoiningStore,
  { run, errorOf = (error) => error, areDatesUtc, knowsItsEnd = false, readsUtcOnly = false }: HostStatements,
): HostConnection => {
  const execute: ExecuteQuery = async ({ sql, parameters }) => {
    try {
      const { rows, count } = await run(sql, parameters)
      return { rows, ...(count === undefined ? {} : { numAffectedRows: BigInt(count) }) }
    } catch (error) {
      throw errorOf(error)
    }
  }
  const identify = async (): Promise<unknown> => {
    try {
      return (await execute(identity as CompiledQuery<never>)).rows[0]?.['identity']
    } catch (error) {
      throw pgError(error, 0)
    }
  }
  let reading: ForeignReading | undefined
  let own: unknown
  return {
    check: () => {},
    async open(mode) {
      reading ??= { ...(await askHowItReads(store.kind, execute)), areDatesUtc }
      if (!knowsItsEnd) {
        const actual = await identify()
        own ??= actual
        if (actual !== own) throw coreError('store.transaction_ended')
      }
      return new KyselySession(store.kind, mode, execute, reading, store.options.onStatement)
    },
    ...(readsUtcOnly ? { setUp: inUtc } : {}),
  }
}

/** The host's own zone comes back before its next statement. */
const inUtc = async (session: Session): Promise<() => Promise<void>> => {
  const { rows } = await session.run(`select current_setting('timezone') as zone, set_config('timezone', 'UTC', true) as utc`, [], false)
  return async () => void (await session.run(`select set_config('timezone', $1, true)`, [rows[0].zone], false))
}

// biome-ignore lint/suspicious/noExplicitAny: the host's tables don't matter here
const kyselyConnection = (store: JoiningStore, transaction: Kysely<any>): HostConnection => {
  const executor = transaction.getExecutor().withoutPlugins()
  const execute: ExecuteQuery = (query) => executor.executeQuery(query)
  let reading: ForeignReading | undefined
  return {
    check: () => {
      if (!transaction.isTransaction) throw coreError('store.not_in_transaction')
    },
    open: async (mode) => {
      reading ??= await askHowItReads(store.kind, execute)
      return new KyselySession(store.kind, mode, execute, reading, store.options.onStatement)
    },
  }
}

const kindOfKysely = (transaction: Kysely<unknown>): string => dialectKind(transaction.getExecutor()) ?? 'another database'

const kindOf: Readonly<Record<'pg' | 'better-sqlite3', DatabaseKind>> = { pg: 'postgres', 'better-sqlite3': 'sqlite' }

const connect = (store: JoiningStore, handle: HostTransaction): HostConnection => {
  const { '~transaction': kind, '~handle': given, '~connection': ask, '~statements': statements } = handle
  switch (kind) {
    case 'pg':
    case 'better-sqlite3':
      if (store.kind !== kindOf[kind]) throw wrongHandle(store.kind, kindOf[kind])
      if (ask) return askedConnection(store, kind, ask)
      return kind === 'pg' ? pgConnection(store, given as PgClient) : sqliteConnection(store, given as SqliteDatabase)
    case 'kysely': {
      const transaction = given as Kysely<unknown>
      const actual = kindOfKysely(transaction)
      if (actual !== store.kind) throw wrongHandle(store.kind, actual)
      return kyselyConnection(store, transaction)
    }
    case 'statements':
      if (statements?.kind !== store.kind) throw wrongHandle(store.kind, String(statements?.kind))
      return statementsConnection(store, statements)
    default:
      throw wrongHandle(store.kind, String(kind))
  }
}

/** One queue for each connection, so that calls through both handles of it take turns; whether the transaction has ended is each handle's own. */
class CheckedTransaction implements HostTx {
  readonly kind: DatabaseKind
  readonly #joined: JoinedTransaction
  readonly #isOpen: () => void

  constructor(joined: JoinedTransaction, isOpen: () => void) {
    this.kind = joined.kind
    this.#joined = joined
    this.#isOpen = isOpen
  }

  write<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#joined.write(run, this.#isOpen)
  }

  read<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#joined.read(run, this.#isOpen)
  }

  isRetryable(error: unknown): boolean {
    return this.#joined.isRetryable(error)
  }
}

/** Joining the same handle twice gives the same object, so that calls through both take turns and its statements stay prepared. */
export const joinHost = (store: JoiningStore, handle: HostTransaction): HostTx => {
  const key = handle['~handle'] as object
  const isOpen = handle['~check']
  isOpen?.()
  const joined = store.joined.get(key) ?? new JoinedTransaction(store.kind, store, connect(store, handle))
  store.joined.set(key, joined)
  joined.check()
  return isOpen ? new CheckedTransaction(joined, isOpen) : joined
}
