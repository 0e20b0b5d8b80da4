import type { QueryResult } from 'kysely'
import type { DatabaseKind } from '../store.ts'

// biome-ignore lint/suspicious/noExplicitAny: rows are what the statement says; callers name their type
export type AnyResult = QueryResult<any>

/** One connection for the length of one transaction. Rows come back converted, errors typed. */
export interface Session {
  readonly kind: DatabaseKind
  /** `repeats`: the text comes again, so that preparing it under a name pays. */
  run(sql: string, parameters: readonly unknown[], repeats: boolean): Promise<AnyResult>
  /** SAVEPOINT, COMMIT and the like. */
  control(sql: string): Promise<void>
  /** The same, sent without waiting where the database allows it: if it fails, so does the statement after it. */
  start(sql: string): Promise<void> | undefined
  /** A write sent without waiting: if it fails, so does the statement after it. Where there is none, `run` does it. */
  post?(sql: string, parameters: readonly unknown[]): void
  /** Milliseconds since 1970 by the database's clock. */
  now(): Promise<number>
}
