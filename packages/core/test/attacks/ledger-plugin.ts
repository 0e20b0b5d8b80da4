import Type from 'typebox'
import { forContract } from '../../src/plugin/kit.ts'
import { staffOnly } from '../../src/value/schema.ts'
import { INTERNAL } from './canary.ts'

interface LedgerContract {
  id: 'ledger'
  service: {
    /** What a ticket costs: the price for both sides, the cost for staff. */
    price(input: { ticketId: string }): Promise<{ price: number; cost?: string }>
    setPrice(input: { ticketId: string; price: number; cost?: string }): Promise<{ price: number; cost?: string }>
  }
  permissions: 'ledger.read' | 'ledger.write'
  events: { 'ledger.priced': { ticketId: string }; 'ledger.costed': { ticketId: string } }
  tables: { ledger_price: { ticket_id: string; price_minor: number; cost: string } }
  ticketExtension: { input: { price: number; cost?: string }; view: { price: number; cost?: string } }
}

const { command, query, ticketExtension, definePlugin } = forContract<LedgerContract>()
const OnTicket = Type.Object({ ticketId: Type.String() })
const Price = Type.Object({ price: Type.Integer(), cost: staffOnly(Type.String()) })
const PlainPrice = Type.Object({ price: Type.Integer(), cost: Type.Optional(Type.String()) })

const price = query({
  route: 'GET /tickets/:ticketId/price',
  permission: 'ledger.read',
  audience: 'both',
  input: OnTicket,
  output: Price,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    const row = await work.db.selectFrom('ledger_price').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst()
    return { price: row?.price_minor ?? 0, cost: row?.cost ?? INTERNAL }
  },
})
const setPrice = command({
  route: 'PUT /tickets/:ticketId/price',
  permission: 'ledger.write',
  audience: 'staff',
  input: Type.Object({ ticketId: Type.String(), price: Type.Integer(), cost: Type.Optional(Type.String()) }),
  output: Price,
  async run(work, { ticketId, price: wanted, cost = INTERNAL }) {
    await work.ticket(ticketId)
    await work.change('ledger.priced', { ticketId }, async (db) => {
      await db.deleteFrom('ledger_price').where('ticket_id', '=', ticketId).execute()
      await db.insertInto('ledger_price').values({ ticket_id: ticketId, price_minor: wanted, cost }).execute()
    })
    return { price: wanted, cost }
  },
})

/** A plugin with a field for staff in everything it shows, as careless in its own code as a plugin may be: core's serializers take it out. */
export const ledger = definePlugin({
  id: 'ledger',
  version: '1.0.0',
  contract: 1,
  operations: { price, setPrice },
  permissions: { 'ledger.read': { title: 'See prices' }, 'ledger.write': { title: 'Set prices' } },
  roles: {
    'ledger.reader': { title: 'Reads prices', capacity: 'customer', permissions: ['ledger.read'] },
    'ledger.writer': { title: 'Sets prices', capacity: 'staff', permissions: ['ledger.read', 'ledger.write'] },
  },
  events: {
    'ledger.priced': { subject: 'ticketId', audience: 'both', title: 'Priced' },
    'ledger.costed': { subject: 'ticketId', audience: 'staff', title: `Costed ${INTERNAL}` },
  },
  migrations: {
    '0001_price': (db) =>
      db.schema
        .createTable('ledger_price')
        .addColumn('ticket_id', 'uuid', (column) => column.primaryKey())
        .addColumn('price_minor', 'bigint', (column) => column.notNull())
        .addColumn('cost', 'text', (column) => column.notNull())
        .execute(),
  },
  personalData: 'none',
  ticketExtension: ticketExtension({
    input: PlainPrice,
    view: PlainPrice,
    audience: { price: 'both', cost: 'staff' },
    async load(work, ids) {
      const rows = await work.db
        .selectFrom('ledger_price')
        .selectAll()
        .where('ticket_id', 'in', [...ids])
        .execute()
      const found = new Map(rows.map((row) => [row.ticket_id, row]))
      return new Map(ids.map((id) => [id, { price: found.get(id)?.price_minor ?? 0, cost: found.get(id)?.cost ?? INTERNAL }]))
    },
    async save(work, { id }, { price: wanted, cost = INTERNAL }) {
      await work.change('ledger.costed', { ticketId: id }, async (db) => {
        await db.deleteFrom('ledger_price').where('ticket_id', '=', id).execute()
        await db.insertInto('ledger_price').values({ ticket_id: id, price_minor: wanted, cost }).execute()
      })
    },
  }),
})
