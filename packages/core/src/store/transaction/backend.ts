import type { PostgresAccess } from '../postgres/postgres-access.ts'
import type { DatabaseKind } from '../store.ts'
import type { Session } from './session.ts'

export interface TransactOptions {
  /** Instead of the store's own, in ms. */
  readonly deadlineMs?: number
  /** For migrations: SQLite's foreign keys are off, as dropping a table to rebuild it would delete what refers to it; no statement is timed out. */
  readonly rebuilds?: boolean
}

/** How one kind of database begins, ends and gives up transactions. */
export interface Backend {
  readonly kind: DatabaseKind
  transact<T>(mode: 'write' | 'read', body: (session: Session) => Promise<T>, options?: TransactOptions): Promise<T>
  postgres?(): Promise<PostgresAccess>
  close(): Promise<void>
}
