import { coreError } from '../../error/core-errors.ts'
import type { AnyResult } from '../transaction/session.ts'
import type { SqliteDatabase, SqliteStatement } from './better-sqlite3.ts'
import { planOf, type ResultPlan } from './result-plan.ts'

interface Kept {
  readonly statement: SqliteStatement
  readonly isReader: boolean
  readonly convert: ResultPlan | undefined
}

const maxKept = 500

/** One open database with its prepared statements, the last used ones kept. Errors are better-sqlite3's own. */
export class SqliteConnection {
  readonly database: SqliteDatabase
  readonly #kept = new Map<string, Kept>()

  constructor(database: SqliteDatabase) {
    this.database = database
  }

  #prepare(sql: string): Kept {
    const known = this.#kept.get(sql)
    if (known) {
      // Moved to the end, so that the first one is the longest unused.
      this.#kept.delete(sql)
      this.#kept.set(sql, known)
      return known
    }
    const statement = this.database.prepare(sql)
    const isReader = statement.reader
    // A host's database may hand out BigInts by default; these statements are ours.
    if (isReader) statement.safeIntegers(false)
    const kept = { statement, isReader, convert: isReader ? planOf(statement.columns()) : undefined }
    this.#kept.set(sql, kept)
    if (this.#kept.size > maxKept) {
      const [oldest] = this.#kept.keys()
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    return kept
  }

  run(sql: string, parameters: readonly unknown[], mayWrite: boolean): AnyResult {
    const { statement, isReader, convert } = this.#prepare(sql)
    if (!mayWrite && !statement.readonly) throw coreError('store.read_only')
    if (isReader) {
      const rows = statement.all(parameters)
      convert?.(rows)
      return { rows }
    }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  control(sql: string): void {
    this.#prepare(sql).statement.run([])
  }

  close(): void {
    this.#kept.clear()
    this.database.close()
  }
}
