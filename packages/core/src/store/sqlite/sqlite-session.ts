import { coreError } from '../../error/core-errors.ts'
import type { StoreOptions } from '../store.ts'
import { announce } from '../transaction/announce.ts'
import type { AnyResult, Session } from '../transaction/session.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { sqliteError } from './sqlite-error.ts'

// `subsec` gives a fraction of seconds in floating point: rounded, not cut off.
const nowSql = `select cast(round(unixepoch('subsec') * 1000) as integer) as now_ms`

export class SqliteSession implements Session {
  readonly kind = 'sqlite'
  readonly #connection: SqliteConnection
  readonly #mayWrite: boolean
  readonly #onStatement: StoreOptions['onStatement']
  /** SQLite may undo the whole transaction, as when the disk is full: what was posted behind that would run outside of it, and fail for another reason. */
  #failure: Error | undefined

  constructor(connection: SqliteConnection, mode: 'write' | 'read', onStatement: StoreOptions['onStatement']) {
    this.#connection = connection
    this.#mayWrite = mode === 'write'
    this.#onStatement = onStatement
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<AnyResult> {
    if (this.#onStatement) await announce(this.#onStatement, sql)
    if (this.#failure) throw this.#failure
    try {
      return this.#connection.run(sql, parameters, this.#mayWrite)
    } catch (error) {
      this.#failure = this.#typed(error)
      throw this.#failure
    }
  }

  #typed(error: unknown): Error {
    // A pragma that sets something looks like a query until it runs.
    const isRefused = !this.#mayWrite && error instanceof Error && 'code' in error && error.code === 'SQLITE_READONLY'
    return isRefused ? coreError('store.read_only') : sqliteError(error)
  }

  /** Going back to a savepoint makes good what failed behind it. */
  async control(sql: string): Promise<void> {
    if (this.#onStatement) await announce(this.#onStatement, sql)
    this.#failure = undefined
    try {
      this.#connection.control(sql)
    } catch (error) {
      throw sqliteError(error)
    }
  }

  start(sql: string): Promise<void> {
    return this.control(sql)
  }

  async now(): Promise<number> {
    const { rows } = await this.run(nowSql, [])
    return rows[0].now_ms
  }
}
