import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { isConnectionLost, pgError } from '../postgres/pg-error.ts'
import { isSqliteBusy, sqliteError } from '../sqlite/sqlite-error.ts'
import { waitWhileBusy } from '../sqlite/wait-while-busy.ts'
import type { DatabaseKind, StoreOptions } from '../store.ts'
import type { Backend, TransactOptions } from '../transaction/backend.ts'
import { ConnectionPool } from '../transaction/connection-pool.ts'
import type { Session } from '../transaction/session.ts'
import type { ForeignReading } from '../value/from-foreign.ts'
import { askHowItReads, type ExecuteQuery, KyselySession } from './kysely-session.ts'

const beginSql: Readonly<Record<DatabaseKind, Readonly<Record<'write' | 'read', string>>>> = {
  sqlite: { write: 'begin immediate', read: 'begin' },
  postgres: { write: 'begin isolation level read committed read write', read: 'begin isolation level repeatable read read only' },
}

/** Connections of a Kysely dialect that the host brings, with our compilers and our transactions. Kysely's own begin is deferred on SQLite. */
export class DialectBackend implements Backend {
  readonly kind: DatabaseKind
  readonly #driver: Driver
  readonly #options: StoreOptions
  readonly #deadlineMs: number
  /** As many turns as the dialect has connections at once. */
  readonly #turns: ConnectionPool<object>
  #ready: Promise<void> | undefined
  #reading: ForeignReading | undefined

  constructor(kind: DatabaseKind, dialect: Dialect, options: StoreOptions) {
    this.kind = kind
    this.#driver = dialect.createDriver()
    this.#options = options
    this.#deadlineMs = options.busyDeadlineMs ?? 5000
    const isSingle = kind === 'sqlite' || dialect.createAdapter().supportsMultipleConnections === false
    this.#turns = new ConnectionPool(isSingle ? 1 : (options.poolSize ?? 10), async () => ({}))
  }

  async transact<T>(mode: 'write' | 'read', body: (session: Session) => Promise<T>, options: TransactOptions = {}): Promise<T> {
    const deadlineMs = options.deadlineMs ?? this.#deadlineMs
    const turn = await this.#turns.acquire(deadlineMs)
    try {
      const connection = await this.#connect()
      try {
        return await this.#within(connection, mode, body, options, deadlineMs)
      } finally {
        await this.#driver.releaseConnection(connection)
      }
    } finally {
      this.#turns.release(turn)
    }
  }

  async #connect(): Promise<DatabaseConnection> {
    try {
      this.#ready ??= this.#driver.init()
      await this.#ready
    } catch (error) {
      this.#ready = undefined
      throw this.#typed(error)
    }
    try {
      return await this.#driver.acquireConnection()
    } catch (error) {
      throw this.#typed(error)
    }
  }

  #typed(error: unknown) {
    return this.kind === 'sqlite' ? sqliteError(error) : pgError(error, 0)
  }

  async #within<T>(
    connection: DatabaseConnection,
    mode: 'write' | 'read',
    body: (session: Session) => Promise<T>,
    options: TransactOptions,
    deadlineMs: number,
  ): Promise<T> {
    const execute: ExecuteQuery = (query) => connection.executeQuery(query)
    this.#reading ??= await askHowItReads(this.kind, execute)
    const session = new KyselySession(this.kind, mode, execute, this.#reading, this.#options.onStatement)
    // Outside of a transaction, where alone SQLite heeds it.
    if (this.kind === 'sqlite') await session.control(`pragma foreign_keys = ${options.rebuilds ? 'off' : 'on'}`)
    await this.#begin(session, mode, deadlineMs)
    let isCommitting = false
    try {
      if (this.kind === 'postgres') await this.#limit(session, options)
      const result = await body(session)
      isCommitting = true
      await session.control('commit')
      return result
    } catch (error) {
      if (isCommitting && isConnectionLost(error)) throw coreError('store.commit_unknown', {}, { cause: error })
      await session.control('rollback').catch(() => {})
      throw error
    }
  }

  async #begin(session: Session, mode: 'write' | 'read', deadlineMs: number): Promise<void> {
    const sql = beginSql[this.kind][mode]
    if (this.kind === 'postgres') return session.control(sql)
    // The session types its errors: a lock shows as `store.conflict`, with SQLite's own error as cause.
    const isBusy = (error: unknown): boolean =>
      error instanceof Error && (isSqliteBusy(error.cause) || /within a transaction|database is locked/.test(error.message))
    await waitWhileBusy(deadlineMs, isBusy, () => session.control(sql))
  }

  async #limit(session: Session, options: TransactOptions): Promise<void> {
    const timeoutMs = options.rebuilds ? 0 : (this.#options.statementTimeoutMs ?? 10_000)
    await session.control(`set local statement_timeout = ${timeoutMs}`)
    await session.control("set local timezone = 'UTC'")
  }

  async close(): Promise<void> {
    await this.#turns.close()
    if (this.#ready) await this.#driver.destroy()
  }
}
