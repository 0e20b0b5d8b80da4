import { coreError } from '../../error/core-errors.ts'
import type { HostTransaction } from '../store.ts'
import { hasMethods, isShape, noTransaction, notInteractive } from './host-shapes.ts'

const tool = 'Knex'
const handles: Readonly<Record<string, 'pg' | 'better-sqlite3'>> = { pg: 'pg', 'better-sqlite3': 'better-sqlite3' }

/** What Knex's `knex.transaction(async (trx) => …)` or `await knex.transaction()` gives, on pg or better-sqlite3. Throws `store.no_host_transaction`, `store.not_interactive`. */
export const fromKnex = (transaction: unknown): HostTransaction => {
  if (!hasMethods(transaction, 'isCompleted', 'commit') || !isShape(transaction['client']))
    throw noTransaction(tool, 'Pass the trx that knex.transaction(async (trx) => …) gives.')
  const trx = transaction as unknown as { isCompleted(): boolean; client: { driverName?: string; acquireConnection(): Promise<unknown> } }
  const handle = handles[trx.client.driverName ?? '']
  if (!handle)
    throw notInteractive(
      tool,
      `the desk can't speak through '${trx.client.driverName}'`,
      "Use the client 'pg' or 'better-sqlite3' for what shall be saved together with the desk.",
    )
  return {
    '~transaction': handle,
    '~handle': transaction,
    '~check': () => {
      if (trx.isCompleted()) throw coreError('store.transaction_ended')
    },
    '~connection': () => trx.client.acquireConnection(),
  }
}
