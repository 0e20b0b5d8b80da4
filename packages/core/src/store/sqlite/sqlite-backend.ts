import { performance } from 'node:perf_hooks'
import type { StoreOptions } from '../store.ts'
import { announce } from '../transaction/announce.ts'
import type { Backend, TransactOptions } from '../transaction/backend.ts'
import { ConnectionPool } from '../transaction/connection-pool.ts'
import type { Session } from '../transaction/session.ts'
import type { SqliteDatabase, SqliteDatabaseClass } from './better-sqlite3.ts'
import { createCheckpointer } from './checkpoint.ts'
import { createLoopTurn } from './loop-turn.ts'
import { loadBetterSqlite3, type OpenSqlite, openReader, openWriter, prepareConnection } from './open-sqlite.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { isSqliteBusy, sqliteError } from './sqlite-error.ts'
import { SqliteSession } from './sqlite-session.ts'
import { waitWhileBusy } from './wait-while-busy.ts'

export interface SqliteSource {
  /** Absolute path, or `:memory:`. */
  readonly file: string
  /** The class of a database that the host gave; else the package is loaded. */
  readonly Database?: SqliteDatabaseClass
  /** The host's in-memory database: the one connection there can be. */
  readonly shared?: SqliteDatabase
}

const isNested = (error: unknown): boolean => error instanceof Error && error.message.includes('within a transaction')

/** A file: one writer in the order of asking, and a few readers beside it. In memory: one connection for all. */
export class SqliteBackend implements Backend {
  readonly kind = 'sqlite'
  readonly #source: SqliteSource
  readonly #options: StoreOptions
  readonly #deadlineMs: number
  readonly #writer: ConnectionPool<SqliteConnection>
  readonly #readers: ConnectionPool<SqliteConnection>
  readonly #checkpoint: ((database: SqliteDatabase) => Promise<void>) | undefined
  #class: Promise<SqliteDatabaseClass> | undefined
  readonly #loopTurn = createLoopTurn()
  #isOpen = false

  constructor(source: SqliteSource, options: StoreOptions) {
    this.#source = source
    this.#options = options
    this.#deadlineMs = options.busyDeadlineMs ?? 5000
    this.#writer = new ConnectionPool(1, () => this.#openWriter())
    const isAlone = source.shared !== undefined || source.file === ':memory:'
    this.#readers = isAlone ? this.#writer : new ConnectionPool(Math.max(1, options.readers ?? 3), () => this.#openReader())
    this.#checkpoint = isAlone ? undefined : createCheckpointer(source.file)
  }

  async #open(): Promise<OpenSqlite> {
    this.#class ??= this.#source.Database ? Promise.resolve(this.#source.Database) : loadBetterSqlite3()
    return { Database: await this.#class, file: this.#source.file, options: this.#options, deadlineMs: this.#deadlineMs }
  }

  async #openWriter(): Promise<SqliteConnection> {
    const { shared } = this.#source
    const connection = shared ? prepareConnection(shared) : await openWriter(await this.#open())
    this.#isOpen = true
    return connection
  }

  /** The writer is opened first: it makes the file and turns the log on. */
  async #openReader(): Promise<SqliteConnection> {
    if (!this.#isOpen) this.#writer.release(await this.#writer.acquire(this.#deadlineMs))
    return openReader(await this.#open())
  }

  async transact<T>(mode: 'write' | 'read', body: (session: Session) => Promise<T>, options: TransactOptions = {}): Promise<T> {
    const pool = mode === 'write' ? this.#writer : this.#readers
    const deadlineMs = options.deadlineMs ?? this.#deadlineMs
    const started = performance.now()
    await this.#loopTurn()
    const connection = await pool.acquire(deadlineMs)
    try {
      const result = await this.#within(connection, mode, body, options, deadlineMs - (performance.now() - started))
      if (mode === 'write') await this.#checkpoint?.(connection.database)
      return result
    } finally {
      if (connection.database.open) pool.release(connection)
      else pool.discard()
    }
  }

  async #within<T>(
    connection: SqliteConnection,
    mode: 'write' | 'read',
    body: (session: Session) => Promise<T>,
    options: TransactOptions,
    deadlineMs: number,
  ): Promise<T> {
    const { database } = connection
    const session = new SqliteSession(connection, mode, this.#options.onStatement)
    let isBegun = false
    if (options.rebuilds) database.pragma('foreign_keys = off')
    try {
      await this.#begin(connection, mode, deadlineMs)
      isBegun = true
      const result = await body(session)
      await session.control('commit')
      return result
    } finally {
      // Also after a commit that failed; after a full disk SQLite has rolled back already.
      if (isBegun && database.open && database.inTransaction) connection.control('rollback')
      if (options.rebuilds && database.open) database.pragma('foreign_keys = on')
    }
  }

  async #begin(connection: SqliteConnection, mode: 'write' | 'read', deadlineMs: number): Promise<void> {
    const sql = mode === 'write' ? 'begin immediate' : 'begin'
    if (this.#options.onStatement) await announce(this.#options.onStatement, sql)
    const isBusy = (error: unknown) => isSqliteBusy(error) || (this.#source.shared !== undefined && isNested(error))
    await waitWhileBusy(deadlineMs, isBusy, () => {
      connection.control(sql)
      if (mode === 'write') return
      try {
        // Takes the snapshot now, as PostgreSQL's reads do; and here alone a reader can meet a lock (recovery, last writer closing).
        connection.run('select 1 from sqlite_schema limit 1', [], false)
      } catch (error) {
        connection.control('rollback')
        throw error
      }
    })
  }

  async close(): Promise<void> {
    const readers = this.#readers === this.#writer ? [] : await this.#readers.close()
    const writers = await this.#writer.close()
    if (this.#source.shared) return
    try {
      // The writer last: SQLite writes the log back when the last connection closes.
      for (const connection of [...readers, ...writers]) connection.close()
    } catch (error) {
      throw sqliteError(error)
    }
  }
}
