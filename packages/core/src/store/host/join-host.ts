import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Kysely } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import type { NamedStatements } from '../postgres/named-statements.ts'
import { PgSession } from '../postgres/pg-session.ts'
import type { PgClient } from '../postgres/pg-types.ts'
import type { SqliteDatabase } from '../sqlite/better-sqlite3.ts'
import { SqliteConnection } from '../sqlite/sqlite-connection.ts'
import { SqliteSession } from '../sqlite/sqlite-session.ts'
import type { DatabaseKind, HostTransaction, HostTx, StoreOptions } from '../store.ts'
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

const connect = (store: JoiningStore, handle: HostTransaction): HostConnection => {
  switch (handle['~transaction']) {
    case 'pg':
      if (store.kind !== 'postgres') throw wrongHandle(store.kind, 'postgres')
      return pgConnection(store, handle['~handle'] as PgClient)
    case 'better-sqlite3':
      if (store.kind !== 'sqlite') throw wrongHandle(store.kind, 'sqlite')
      return sqliteConnection(store, handle['~handle'] as SqliteDatabase)
    case 'kysely': {
      const transaction = handle['~handle'] as Kysely<unknown>
      const kind = kindOfKysely(transaction)
      if (kind !== store.kind) throw wrongHandle(store.kind, kind)
      return kyselyConnection(store, transaction)
    }
    default:
      throw wrongHandle(store.kind, String(handle['~transaction']))
  }
}

/** Joining the same handle twice gives the same object, so that calls through both take turns and its statements stay prepared. */
export const joinHost = (store: JoiningStore, handle: HostTransaction): HostTx => {
  const key = handle['~handle'] as object
  const joined = store.joined.get(key) ?? new JoinedTransaction(store.kind, store, connect(store, handle))
  store.joined.set(key, joined)
  joined.check()
  return joined
}
