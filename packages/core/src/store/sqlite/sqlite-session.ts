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

  constructor(connection: SqliteConnection, mode: 'write' | 'read', onStatement: StoreOptions['onStatement']) {
    this.#connection = connection
    this.#mayWrite = mode === 'write'
    this.#onStatement = onStatement
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<AnyResult> {
    if (this.#onStatement) await announce(this.#onStatement, sql)
    try {
      return this.#connection.run(sql, parameters, this.#mayWrite)
    } catch (error) {
      // A pragma that sets something looks like a query until it runs.
      if (!this.#mayWrite && error instanceof Error && 'code' in error && error.code === 'SQLITE_READONLY')
        throw coreError('store.read_only')
      throw sqliteError(error)
    }
  }

  async control(sql: string): Promise<void> {
    if (this.#onStatement) await announce(this.#onStatement, sql)
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
