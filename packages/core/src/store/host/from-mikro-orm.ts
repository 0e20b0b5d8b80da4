import type { Kysely } from 'kysely'
import type { HostTransaction } from '../store.ts'
import { fromKnex } from './from-knex.ts'
import { fromKysely } from './host-handle.ts'
import { hasMethods, noTransaction } from './host-shapes.ts'

/**
 * The manager that MikroORM's `em.transactional(async (em) => …)` gives, on PostgreSQL or SQLite (better-sqlite3). Its version 7 is built on Kysely, older ones
 * on Knex. Entities that are not flushed yet are written at its own commit. Throws `store.no_host_transaction`.
 */
export const fromMikroOrm = (manager: { getTransactionContext(): unknown }): HostTransaction => {
  const context = hasMethods(manager, 'getTransactionContext') ? manager.getTransactionContext() : undefined
  if (hasMethods(context, 'getExecutor')) return fromKysely(context as unknown as Kysely<unknown>)
  if (hasMethods(context, 'isCompleted')) return fromKnex(context)
  throw noTransaction('MikroORM', 'Pass the em that em.transactional(async (em) => …) gives.')
}
