import { coreError } from '../../error/core-errors.ts'
import type { StoreOptions } from '../store.ts'
import type { SqliteDatabase, SqliteDatabaseClass } from './better-sqlite3.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { isSqliteBusy, sqliteError } from './sqlite-error.ts'
import { waitWhileBusy } from './wait-while-busy.ts'

/** How long SQLite itself waits, blocking the process; what takes longer is waited for asynchronously. */
const busyTimeoutMs = 2
const defaultCacheKiB = 8000
/** The log is cut to this size whenever it starts anew. */
const walLimitBytes = 16 * 1024 * 1024

export const loadBetterSqlite3 = async (): Promise<SqliteDatabaseClass> => {
  try {
    const { default: Database } = await import('better-sqlite3')
    return Database as unknown as SqliteDatabaseClass
  } catch (cause) {
    throw coreError('store.driver_missing', { package: 'better-sqlite3' }, { cause })
  }
}

export interface OpenSqlite {
  readonly Database: SqliteDatabaseClass
  readonly file: string
  readonly options: Pick<StoreOptions, 'synchronous' | 'cacheKiB'>
  readonly deadlineMs: number
}

const openFile = (Database: SqliteDatabaseClass, file: string): SqliteDatabase => {
  try {
    return new Database(file, { timeout: busyTimeoutMs })
  } catch (error) {
    if (isSqliteBusy(error)) throw error
    throw coreError('store.open_failed', { reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}

/** Turning the log on needs the file for itself for a moment, and SQLite does not wait for that by itself. */
export const openWriter = ({ Database, file, options, deadlineMs }: OpenSqlite): Promise<SqliteConnection> =>
  waitWhileBusy(deadlineMs, isSqliteBusy, () => {
    const database = openFile(Database, file)
    try {
      const mode = database.pragma('journal_mode = wal', { simple: true })
      if (mode !== 'wal' && !database.memory)
        throw coreError('store.open_failed', { reason: `the write-ahead log can't be used there (${String(mode)})` })
      database.pragma(`synchronous = ${options.synchronous ?? 'full'}`)
      database.pragma(`journal_size_limit = ${walLimitBytes}`)
      return prepareConnection(database, options.cacheKiB)
    } catch (error) {
      database.close()
      throw error
    }
  })

export const openReader = ({ Database, file, options, deadlineMs }: OpenSqlite): Promise<SqliteConnection> =>
  waitWhileBusy(deadlineMs, isSqliteBusy, () => {
    const database = openFile(Database, file)
    try {
      database.pragma('query_only = on')
      return prepareConnection(database, options.cacheKiB)
    } catch (error) {
      database.close()
      throw error
    }
  })

export const prepareConnection = (database: SqliteDatabase, cacheKiB = defaultCacheKiB): SqliteConnection => {
  try {
    database.pragma('foreign_keys = on')
    database.pragma(`cache_size = -${cacheKiB}`)
    return new SqliteConnection(database)
  } catch (error) {
    if (isSqliteBusy(error)) throw error
    throw sqliteError(error)
  }
}
