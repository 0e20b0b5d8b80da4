import { coreError } from '../../error/core-errors.ts'
import type { PgClient } from '../postgres/pg-types.ts'
import type { HostTransaction } from '../store.ts'
import { fromPostgresJs } from './from-postgres-js.ts'
import { fromBetterSqlite } from './host-handle.ts'
import { hasMethods, isBetterSqlite, isPgClient, isShape, noTransaction, notInteractive } from './host-shapes.ts'

const tool = 'Drizzle'

/** The turn of a pooled client that this transaction began in, kept at the transaction itself: it does not say by itself that it has ended. */
interface Begun {
  '~deskwright'?: unknown
}

const ofPg = (transaction: Begun, client: PgClient & { readonly release?: unknown }): HostTransaction => {
  // A pool gives each turn of a client a `release` of its own.
  transaction['~deskwright'] ??= client.release
  const turn = transaction['~deskwright']
  return {
    '~transaction': 'pg',
    '~handle': client,
    '~check': () => {
      if (client.release !== turn) throw coreError('store.transaction_ended')
    },
  }
}

/**
 * What Drizzle's `db.transaction(async (tx) => …)` gives, on node-postgres or postgres.js. Its transactions on better-sqlite3 are over before anything
 * asynchronous can happen: there begin and commit by yourself (`` db.run(sql`begin immediate`) ``), and give `db`.
 * Throws `store.no_host_transaction`, `store.not_interactive`.
 */
export const fromDrizzle = (transaction: object): HostTransaction => {
  const { session } = transaction as { readonly session?: unknown }
  const client = isShape(session) ? session['client'] : undefined
  const isTransaction = hasMethods(transaction, 'rollback') && 'nestedIndex' in transaction
  if (isBetterSqlite(client)) {
    if (isTransaction)
      throw notInteractive(
        tool,
        'a transaction of better-sqlite3 is synchronous',
        'Begin with db.run(sql`begin immediate`), pass db itself, and end with db.run(sql`commit`) or db.run(sql`rollback`).',
      )
    return fromBetterSqlite(client)
  }
  if (isPgClient(client)) return ofPg(transaction, client)
  if (hasMethods(client, 'unsafe') && isTransaction) return fromPostgresJs(client)
  if (isTransaction || (client !== undefined && !hasMethods(client, 'connect') && !hasMethods(client, 'begin')))
    throw notInteractive(
      tool,
      'the desk can speak through node-postgres, postgres.js and better-sqlite3',
      'Use one of these drivers for what shall be saved together with the desk.',
    )
  throw noTransaction(tool, 'Pass the tx that db.transaction(async (tx) => …) gives.')
}
