import { coreError } from '../../error/core-errors.ts'
import type { PgClient } from '../postgres/pg-types.ts'
import type { SqliteDatabase } from '../sqlite/better-sqlite3.ts'

/** A tool of the host, looked at from outside: nothing of it is imported, and what it holds may be of any version. */
export type Shape = Readonly<Record<string, unknown>>

export const isShape = (value: unknown): value is Shape => (typeof value === 'object' && value !== null) || typeof value === 'function'

export const hasMethods = (value: unknown, ...names: readonly string[]): value is Shape =>
  isShape(value) && names.every((name) => typeof value[name] === 'function')

/** One connection of `pg`, or of what speaks like it; not a pool. */
export const isPgClient = (value: unknown): value is PgClient & { readonly release?: unknown } =>
  hasMethods(value, 'query', 'on') && !('totalCount' in value) && !hasMethods(value, 'prepare')

export const isBetterSqlite = (value: unknown): value is SqliteDatabase =>
  hasMethods(value, 'prepare', 'pragma', 'exec') && 'inTransaction' in value

/** The host gave something else than an open transaction. */
export const noTransaction = (tool: string, advice: string) => coreError('store.no_host_transaction', { tool, advice })

/** Its transactions can't be joined, whatever is given. */
export const notInteractive = (tool: string, reason: string, advice: string) => coreError('store.not_interactive', { tool, reason, advice })
