import { coreError } from '../../error/core-errors.ts'
import type { StoreOptions } from '../store.ts'
import type { PgPool } from './pg-types.ts'

const idleMs = 30_000

/**
 * Whether sessions can be set up at their start. A pooler in between may refuse that, and an address with options of its own would take the
 * place of ours; then each transaction brings its settings along.
 */
export const setsUp = (url: string, options: StoreOptions): boolean => options.namedStatements !== false && !/[?&]options=/.test(url)

/**
 * What a page costs wherever it lies, by the planner: nearly the same, as on a disk without heads or in memory. Lists and counts walk an index and
 * look up rows; at PostgreSQL's own 4 it reads through the table instead, and takes ten times as long.
 */
const PAGE_COST = 1.1

/** The store's own pool: sessions in UTC, with a statement time-out, and statements sent without waiting for the one before. */
export const openPool = async (connectionString: string, options: StoreOptions): Promise<PgPool> => {
  const pg = await import('pg').catch((cause: unknown) => {
    throw coreError('store.driver_missing', { package: 'pg' }, { cause })
  })
  const sets = [
    `statement_timeout=${options.statementTimeoutMs ?? 10_000}`,
    'timezone=UTC',
    'datestyle=ISO',
    `random_page_cost=${PAGE_COST}`,
  ]
    .map((set) => `-c ${set}`)
    .join(' ')
  const pool = new pg.default.Pool({
    connectionString,
    max: options.poolSize ?? 10,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: options.busyDeadlineMs ?? 5000,
    keepAlive: true,
    allowExitOnIdle: true,
    fallback_application_name: 'deskwright',
    ...(setsUp(connectionString, options) ? { options: sets } : {}),
    ...{ pipeline: true },
  })
  return pool as unknown as PgPool
}
