import { fromMikroOrm } from '@deskwright/core'
import { type EntityManager, EntitySchema } from '@mikro-orm/core'
import { MikroORM as OnPostgres } from '@mikro-orm/postgresql'
import { MikroORM as OnSqlite } from '@mikro-orm/sqlite'
import { addressOf, fileOf, type OpenShop, type OpenTransaction, type Shop } from './shop.ts'

interface Order {
  id: number
  number: string
  ticketId: string
}

const orderSchema = (schema?: string) =>
  new EntitySchema<Order>({
    name: 'Order',
    tableName: 'shop_order',
    ...(schema ? { schema } : {}),
    properties: {
      id: { type: 'integer', primary: true, autoincrement: true },
      number: { type: 'string' },
      ticketId: { type: 'string', fieldName: 'ticket_id' },
    },
  })

const shopOf = (orm: { em: EntityManager; close(): Promise<void> }, orders: EntitySchema<Order>): Shop => {
  const opened = (em: EntityManager): OpenTransaction => ({
    handle: fromMikroOrm(em),
    async order(number, ticketId) {
      em.create(orders, { number, ticketId } as Order)
      await em.flush()
    },
    nested: (run) => em.transactional((inner: EntityManager) => run(opened(inner))),
  })
  return {
    transaction: (run) => orm.em.fork().transactional((em: EntityManager) => run(opened(em))),
    notOne: () => fromMikroOrm(orm.em.fork()),
    orders: async () => (await orm.em.fork().findAll(orders)).map(({ number }) => number),
    close: () => orm.close(),
  }
}

export const mikroOrmOnPg: OpenShop = async ({ database, schema }) => {
  const { database: dbName, ...address } = addressOf(database)
  const orders = orderSchema(schema)
  const orm = await OnPostgres.init({ entities: [orders], dbName, ...address, pool: { max: 1 } })
  return shopOf(orm, orders)
}

export const mikroOrmOnSqlite: OpenShop = async (place) => {
  const orders = orderSchema()
  return shopOf(await OnSqlite.init({ entities: [orders], dbName: fileOf(place) }), orders)
}
