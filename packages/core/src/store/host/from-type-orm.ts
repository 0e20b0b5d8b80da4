import { coreError } from '../../error/core-errors.ts'
import type { HostTransaction } from '../store.ts'
import { isBetterSqlite, isPgClient, isShape, noTransaction, notInteractive } from './host-shapes.ts'

const tool = 'TypeORM'

interface QueryRunner {
  readonly isTransactionActive: boolean
  readonly isReleased: boolean
  readonly databaseConnection?: unknown
  readonly driver?: { readonly databaseConnection?: unknown }
}

/**
 * The manager that TypeORM's `dataSource.transaction(async (manager) => …)` gives, or a query runner that has begun one, on postgres or better-sqlite3.
 * Throws `store.no_host_transaction`, `store.not_interactive`.
 */
export const fromTypeOrm = (transaction: object): HostTransaction => {
  const { queryRunner } = transaction as { readonly queryRunner?: unknown }
  const runner = (isShape(queryRunner) ? queryRunner : transaction) as unknown as QueryRunner
  if (runner.isTransactionActive !== true)
    throw noTransaction(tool, 'Pass the manager that dataSource.transaction(async (manager) => …) gives.')
  const check = (): void => {
    if (!runner.isTransactionActive || runner.isReleased) throw coreError('store.transaction_ended')
  }
  const connection = runner.databaseConnection ?? runner.driver?.databaseConnection
  if (isBetterSqlite(connection)) return { '~transaction': 'better-sqlite3', '~handle': connection, '~check': check }
  if (isPgClient(connection)) return { '~transaction': 'pg', '~handle': connection, '~check': check }
  throw notInteractive(
    tool,
    "the desk can't speak through this driver",
    "Use the type 'postgres' or 'better-sqlite3' for what shall be saved together with the desk.",
  )
}
