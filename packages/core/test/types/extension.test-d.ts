import Type from 'typebox'
import { expectTypeOf, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { billing } from './billing.ts'

interface TicketItems {
  itemIds: string[]
}
interface TicketItemsView extends TicketItems {
  warranty?: boolean
}
interface EquipmentContract {
  id: 'equipment'
  ticketExtension: { input: TicketItems; view: TicketItemsView }
  events: { 'equipment.items_named': { ticketId: string; itemIds: readonly string[] } }
  tables: { equipment_ticket: { ticket_id: string; item_id: string } }
}
const kit = forContract<EquipmentContract>()
const items = Type.Object({ itemIds: Type.Array(Type.String()) })
const itemsView = Type.Object({ itemIds: Type.Array(Type.String()), warranty: Type.Optional(Type.Boolean()) })
const ticketExtension = kit.ticketExtension({
  input: items,
  view: itemsView,
  audience: { itemIds: 'both', warranty: 'staff' },
  async load(work, ids) {
    const rows = await work.db
      .selectFrom('equipment_ticket')
      .select(['ticket_id', 'item_id'])
      .where('ticket_id', 'in', [...ids])
      .where(work.scope.tickets('equipment_ticket.ticket_id'))
      .execute()
    return new Map(ids.map((id) => [id, { itemIds: rows.filter((row) => row.ticket_id === id).map((row) => row.item_id) }]))
  },
  async save(work, ticket, { itemIds }) {
    await work.change('equipment.items_named', { ticketId: ticket.id, itemIds }, (db) =>
      db
        .insertInto('equipment_ticket')
        .values(itemIds.map((item_id) => ({ ticket_id: ticket.id, item_id })))
        .execute(),
    )
  },
})
const rest = {
  id: 'equipment',
  version: '1',
  contract: 1,
  migrations: {},
  personalData: 'none',
  events: { 'equipment.items_named': { subject: 'ticketId', audience: 'both', title: 'Items' } },
} as const
const equipment = kit.definePlugin({ ...rest, ticketExtension })
const database = 'sqlite::memory:'
const full = createDesk({ database, plugins: [equipment(), billing({ centsPerHour: 1 })] })
const without = createDesk({ database, plugins: [billing({ centsPerHour: 1 })] })
const me = full.as({ externalId: 'a' })

it('types the part of every installed plugin in input and view', async () => {
  const ticket = await me.tickets.create({ subject: 's', ext: { equipment: { itemIds: ['i'] } } })
  expectTypeOf(ticket.ext).toEqualTypeOf<{ readonly equipment: TicketItemsView }>()
  expectTypeOf((await full.system('x').tickets.get({ ticketId: 't' })).ext.equipment.warranty).toEqualTypeOf<boolean | undefined>()
  expectTypeOf((await me.tickets.list({})).items).items.toEqualTypeOf<typeof ticket>()
  expectTypeOf((await me.tickets.reply({ ticketId: 't', body: 'b' })).ticket).toEqualTypeOf<typeof ticket>()
  await me.tickets.create({ subject: 's', ext: {} })
  await me.tickets.update({ ticketId: 't', ext: { equipment: { itemIds: [] } } })
  // @ts-expect-error typed from the installed plugin
  await me.tickets.create({ subject: 's', ext: { equipment: { itemIds: [1] } } })
  // @ts-expect-error in updates, too
  await me.tickets.update({ ticketId: 't', ext: { equipment: { items: [] } } })
  // @ts-expect-error billing has no part of the ticket
  await me.tickets.create({ subject: 's', ext: { billing: {} } })
  // @ts-expect-error nothing installed has one
  await without.system('x').tickets.create({ subject: 's', ext: { equipment: { itemIds: [] } } })
  // @ts-expect-error nor in the view
  void ticket.ext.billing
})

it('is owed by the contract, whole, with an audience for every field', () => {
  const noOp = { load: () => new Map(), save() {} }
  // @ts-expect-error the contract owes it
  kit.definePlugin(rest)
  // @ts-expect-error a field hidden from customers is optional
  kit.ticketExtension({ input: items, view: itemsView, audience: { itemIds: 'staff', warranty: 'staff' }, ...noOp })
  // @ts-expect-error every field says its audience
  kit.ticketExtension({ input: items, view: itemsView, audience: { itemIds: 'both' }, ...noOp })
  const partial = kit.ticketExtension({ input: items, view: items, audience: { itemIds: 'both' }, ...noOp })
  // @ts-expect-error the view of the contract, whole
  kit.definePlugin({ ...rest, ticketExtension: partial })
})

it('is seen by a plugin that requires its owner, and not by one that only uses it', () => {
  const empty = Type.Object({})
  const loans = forContract<{ id: 'loans'; requires: { equipment: EquipmentContract }; service: { lend(): Promise<object> } }>()
  loans.command({
    route: null,
    permission: 'anyone',
    audience: 'staff',
    output: empty,
    async run(work) {
      expectTypeOf((await work.desk.tickets.get({ ticketId: 't' })).ext.equipment.itemIds).toEqualTypeOf<string[]>()
      return {}
    },
  })
  const guests = forContract<{ id: 'guests'; uses: { equipment: EquipmentContract }; service: { greet(): Promise<object> } }>()
  guests.command({
    route: null,
    permission: 'anyone',
    audience: 'staff',
    output: empty,
    async run(work) {
      // @ts-expect-error it may not be installed
      void (await work.desk.tickets.get({ ticketId: 't' })).ext.equipment
      return {}
    },
  })
})
