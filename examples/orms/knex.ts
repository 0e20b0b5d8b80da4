import { fromKnex } from '@deskwright/core'
import knexOf, { type Knex } from 'knex'
import { addressOf, fileOf, type OpenShop, type OpenTransaction, type Shop } from './shop.ts'

const shopOf = (knex: Knex, schema?: string): Shop => {
  const orders = (db: Knex): Knex.QueryBuilder => (schema ? db('shop_order').withSchema(schema) : db('shop_order'))
  const opened = (trx: Knex.Transaction): OpenTransaction => ({
    handle: fromKnex(trx),
    order: async (number, ticketId) => void (await orders(trx).insert({ number, ticket_id: ticketId })),
    nested: (run) => trx.transaction((inner) => run(opened(inner))),
  })
  return {
    transaction: (run) => knex.transaction((trx) => run(opened(trx))),
    notOne: () => fromKnex(knex),
    orders: async () => (await orders(knex).select('number').orderBy('id')).map(({ number }: { number: string }) => number),
    close: () => knex.destroy(),
  }
}

export const knexOnPg: OpenShop = async ({ database, schema }) =>
  shopOf(knexOf({ client: 'pg', connection: addressOf(database), pool: { min: 0, max: 1 } }), schema)

export const knexOnBetterSqlite: OpenShop = async (place) =>
  shopOf(knexOf({ client: 'better-sqlite3', connection: { filename: fileOf(place) }, useNullAsDefault: true }))
