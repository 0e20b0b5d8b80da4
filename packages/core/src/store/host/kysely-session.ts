import { CompiledQuery, type QueryResult } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import type { DeskError } from '../../error/desk-error.ts'
import { pgError } from '../postgres/pg-error.ts'
import { sqliteError } from '../sqlite/sqlite-error.ts'
import type { DatabaseKind, StoreOptions } from '../store.ts'
import { announce } from '../transaction/announce.ts'
import type { AnyResult, Session } from '../transaction/session.ts'
import { convertForeignRows, type ForeignReading } from '../value/from-foreign.ts'

export type ExecuteQuery = (query: CompiledQuery<Record<string, unknown>>) => Promise<QueryResult<Record<string, unknown>>>

const nowSql: Readonly<Record<DatabaseKind, string>> = {
  sqlite: `select cast(round(unixepoch('subsec') * 1000) as integer) as now_ms`,
  postgres: 'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms',
}

/** Whether JSON comes parsed: asked once of each connection, in a way that shows. Throws `store.json_twice` where the desk's JSON would be written as a string. */
export const askHowItReads = async (kind: DatabaseKind, execute: ExecuteQuery): Promise<ForeignReading> => {
  if (kind === 'sqlite') return { isJsonParsed: false }
  try {
    const { rows } = await execute(CompiledQuery.raw(`select '"1"'::jsonb as probe, jsonb_typeof($1::jsonb) as written`, ['{}']))
    if (rows[0]?.['written'] !== 'object') throw coreError('store.json_twice')
    return { isJsonParsed: rows[0]?.['probe'] === '1' }
  } catch (error) {
    throw foreignError('postgres', error)
  }
}

/** Kysely itself says when its transaction is over, without a code. */
const foreignError = (kind: DatabaseKind, error: unknown): DeskError => {
  if (error instanceof Error && /^Transaction is already (?:committed|rolled back)/.test(error.message))
    return coreError('store.transaction_ended', {}, { cause: error })
  return kind === 'sqlite' ? sqliteError(error) : pgError(error, 0)
}

/** PostgreSQL sees by itself whether a statement writes. On SQLite the switch for that would be seen by the host's own statements. */
const reads = /^\s*(?:select|with|values|explain|pragma)\b/i

/** A connection of the host's Kysely. Its compiler and plugins are passed over; its parsers are not, so rows are converted by name. */
export class KyselySession implements Session {
  readonly kind: DatabaseKind
  readonly #mode: 'write' | 'read'
  readonly #execute: ExecuteQuery
  readonly #reading: ForeignReading
  readonly #onStatement: StoreOptions['onStatement']

  constructor(
    kind: DatabaseKind,
    mode: 'write' | 'read',
    execute: ExecuteQuery,
    reading: ForeignReading,
    onStatement: StoreOptions['onStatement'],
  ) {
    this.kind = kind
    this.#mode = mode
    this.#execute = execute
    this.#reading = reading
    this.#onStatement = onStatement
  }

  async #run(query: CompiledQuery<Record<string, unknown>>): Promise<QueryResult<Record<string, unknown>>> {
    if (this.#onStatement) await announce(this.#onStatement, query.sql)
    try {
      return await this.#execute(query)
    } catch (error) {
      throw foreignError(this.kind, error)
    }
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<AnyResult> {
    if (this.#mode === 'read' && this.kind === 'sqlite' && !reads.test(sql)) throw coreError('store.read_only')
    const result = await this.#run(CompiledQuery.raw(sql, [...parameters]))
    convertForeignRows(result.rows, this.#reading)
    return result
  }

  async control(sql: string): Promise<void> {
    await this.#run(CompiledQuery.raw(sql))
  }

  start(sql: string): Promise<void> {
    return this.control(sql)
  }

  async now(): Promise<number> {
    const { rows } = await this.run(nowSql[this.kind], [])
    return rows[0].now_ms
  }
}
