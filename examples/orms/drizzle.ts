import { fromDrizzle } from '@deskwright/core'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle as onBetterSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as onPg } from 'drizzle-orm/node-postgres'
import { integer, pgSchema, text } from 'drizzle-orm/pg-core'
import { drizzle as onPostgresJs } from 'drizzle-orm/postgres-js'
import { integer as sqliteInteger, sqliteTable, text as sqliteText } from 'drizzle-orm/sqlite-core'
import pg from 'pg'
import postgres from 'postgres'
import { addressOf, fileOf, type OpenShop, type OpenTransaction, type Place } from './shop.ts'

const orderTable = (schema: string) =>
  pgSchema(schema).table('shop_order', {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    number: text('number').notNull(),
    ticketId: text('ticket_id').notNull(),
  })

type PgTransaction = Parameters<Parameters<ReturnType<typeof onPg>['transaction']>[0]>[0]
type PostgresJsTransaction = Parameters<Parameters<ReturnType<typeof onPostgresJs>['transaction']>[0]>[0]

export const drizzleOnPg: OpenShop = async ({ database, schema }) => {
  const pool = new pg.Pool({ connectionString: database, max: 1 })
  const db = onPg(pool)
  const orders = orderTable(schema)
  const opened = (tx: PgTransaction): OpenTransaction => ({
    handle: fromDrizzle(tx),
    order: async (number, ticketId) => void (await tx.insert(orders).values({ number, ticketId })),
    nested: (run) => tx.transaction((inner) => run(opened(inner))),
  })
  return {
    transaction: (run) => db.transaction((tx) => run(opened(tx))),
    notOne: () => fromDrizzle(db),
    orders: async () => (await db.select().from(orders)).map(({ number }) => number),
    close: () => pool.end(),
  }
}

/** postgres.js names the socket itself by `path`, not its folder. */
const socketOf = (database: Place['database']) => {
  const { host, port, user, password, database: name } = addressOf(database)
  const where = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host }
  return { ...where, port, username: user, password, database: name, max: 1, onnotice: () => {} }
}

export const drizzleOnPostgresJs: OpenShop = async ({ database, schema }) => {
  const client = postgres(socketOf(database))
  const db = onPostgresJs(client)
  const orders = orderTable(schema)
  const opened = (tx: PostgresJsTransaction): OpenTransaction => ({
    handle: fromDrizzle(tx),
    order: async (number, ticketId) => void (await tx.insert(orders).values({ number, ticketId })),
    nested: (run) => tx.transaction((inner) => run(opened(inner))),
  })
  return {
    transaction: (run) => db.transaction((tx) => run(opened(tx))),
    notOne: () => fromDrizzle(db),
    orders: async () => (await db.select().from(orders)).map(({ number }) => number),
    close: () => client.end(),
  }
}

const sqliteOrders = sqliteTable('shop_order', {
  id: sqliteInteger('id').primaryKey(),
  number: sqliteText('number').notNull(),
  ticketId: sqliteText('ticket_id').notNull(),
})

/** Its own transactions are synchronous, so the shop begins and ends by itself. */
export const drizzleOnBetterSqlite: OpenShop = async (place) => {
  const client = new Database(fileOf(place))
  const db = onBetterSqlite(client)
  const opened = (): OpenTransaction => ({
    handle: fromDrizzle(db),
    order: async (number, ticketId) => void db.insert(sqliteOrders).values({ number, ticketId }).run(),
    async nested(run) {
      db.run(sql`savepoint inner_one`)
      try {
        await run(opened())
        db.run(sql`release savepoint inner_one`)
      } catch (error) {
        db.run(sql`rollback to savepoint inner_one`)
        throw error
      }
    },
  })
  return {
    async transaction(run) {
      db.run(sql`begin immediate`)
      try {
        const result = await run(opened())
        db.run(sql`commit`)
        return result
      } catch (error) {
        db.run(sql`rollback`)
        throw error
      }
    },
    orders: async () =>
      db
        .select()
        .from(sqliteOrders)
        .all()
        .map(({ number }) => number),
    close: async () => void client.close(),
  }
}
