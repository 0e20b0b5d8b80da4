import Type from 'typebox'
import { forContract } from '../../src/plugin/kit.ts'

interface SwapContract {
  id: 'swap'
  options: { onTry(call: string): void }
  service: {
    /** Moves one from a ticket to another and writes it on both: two tickets in the order in which they are named. */
    move(input: { from: string; to: string; call: string }): Promise<{ done: boolean }>
  }
  permissions: 'swap.move'
  events: { 'swap.moved': { ticketId: string; toId: string } }
  tables: { swap_balance: { ticket_id: string; balance: number } }
}

const { command, definePlugin } = forContract<SwapContract>()

const move = command({
  route: 'POST /move',
  permission: 'swap.move',
  audience: 'staff',
  input: Type.Object({ from: Type.String(), to: Type.String(), call: Type.String() }),
  output: Type.Object({ done: Type.Boolean() }),
  async run(work, { from, to, call }) {
    work.options.onTry(call)
    const balanceOf = async (ticketId: string): Promise<number> =>
      (await work.db.selectFrom('swap_balance').select('balance').where('ticket_id', '=', ticketId).executeTakeFirst())?.balance ?? 0
    await work.ticket(from)
    const left = await balanceOf(from)
    await work.desk.tickets.note({ ticketId: from, body: `${call}: one goes` })
    // The other one comes into play only now, as it does where one command follows from another.
    await work.ticket(to)
    const right = await balanceOf(to)
    await work.desk.tickets.note({ ticketId: to, body: `${call}: one comes` })
    // Read before, written now: whoever has not waited for the others loses what they did.
    await work.change('swap.moved', { ticketId: from, toId: to }, async (db) => {
      await db
        .updateTable('swap_balance')
        .set({ balance: left - 1 })
        .where('ticket_id', '=', from)
        .execute()
      await db
        .updateTable('swap_balance')
        .set({ balance: right + 1 })
        .where('ticket_id', '=', to)
        .execute()
    })
    return { done: true }
  },
})

export const swap = definePlugin({
  id: 'swap',
  version: '1.0.0',
  contract: 1,
  operations: { move },
  permissions: { 'swap.move': { title: 'Move' } },
  events: { 'swap.moved': { subject: 'ticketId', audience: 'staff', title: 'Moved' } },
  migrations: {
    '0001_balance': (db) =>
      db.schema
        .createTable('swap_balance')
        .addColumn('ticket_id', 'uuid', (column) => column.primaryKey())
        .addColumn('balance', 'integer', (column) => column.notNull())
        .execute(),
  },
  personalData: 'none',
})
