import 'reflect-metadata'
import { fromTypeOrm } from '@deskwright/core'
import { DataSource, type DataSourceOptions, type EntityManager, EntitySchema } from 'typeorm'
import { fileOf, type OpenShop, type OpenTransaction } from './shop.ts'

interface Order {
  id: number
  number: string
  ticketId: string
}

const shopOf = async (options: DataSourceOptions, schema?: string) => {
  const orders = new EntitySchema<Order>({
    name: 'shop_order',
    ...(schema ? { schema } : {}),
    columns: {
      id: { type: Number, primary: true, generated: 'increment' },
      number: { type: String },
      ticketId: { type: String, name: 'ticket_id' },
    },
  })
  const source = await new DataSource({ ...options, entities: [orders] } as DataSourceOptions).initialize()
  const opened = (manager: EntityManager): OpenTransaction => ({
    handle: fromTypeOrm(manager),
    order: async (number, ticketId) => void (await manager.insert(orders, { number, ticketId })),
    nested: (run) => manager.transaction((inner) => run(opened(inner))),
  })
  return {
    transaction: <T>(run: (open: OpenTransaction) => Promise<T>) => source.transaction((manager) => run(opened(manager))),
    notOne: () => fromTypeOrm(source.manager),
    orders: async () => (await source.manager.find(orders)).map(({ number }) => number),
    close: () => source.destroy(),
  }
}

export const typeOrmOnPg: OpenShop = ({ database, schema }) => shopOf({ type: 'postgres', url: database, poolSize: 1 }, schema)

export const typeOrmOnBetterSqlite: OpenShop = (place) => shopOf({ type: 'better-sqlite3', database: fileOf(place) })
