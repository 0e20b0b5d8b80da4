import Type from 'typebox'
import { describe, expectTypeOf, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { defineTicketType, extendTicketType } from '../../src/machine/ticket-type.ts'
import type { Delivered } from '../../src/plugin/context.ts'
import type { PluginContract } from '../../src/plugin/contract.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { Html } from '../../src/plugin/page-spec.ts'
import type { DeskPlugin } from '../../src/plugin/plugin-spec.ts'
import { type BillingContract, type BillingService, billing } from './billing.ts'

type Shop = { id: 'shop'; service: { buy(input: { sku: string }): Promise<object> }; events: { 'shop.bought': { skuId: string } } }
interface KbContract {
  id: 'kb'
  service: { find(input: { text: string }): Promise<{ hits: number }>; all(): Promise<{ hits: number }> }
  permissions: 'kb.read'
  events: { 'kb.found': { articleId: string; hits: number } }
  requires: { billing: BillingContract }
  uses: { shop: Shop }
}
const kit = forContract<KbContract>()
const hits = Type.Object({ hits: Type.Integer() })
const find = kit.query({
  route: 'GET /kb',
  permission: 'kb.read',
  audience: 'both',
  input: Type.Object({ text: Type.String() }),
  output: hits,
  run: async (work) => {
    expectTypeOf(work.desk.billing).toEqualTypeOf<BillingService>()
    expectTypeOf(work.desk.shop).extract<undefined>().toEqualTypeOf<undefined>()
    return { hits: 1 }
  },
})
const all = kit.query({ route: 'GET /kb/all', permission: 'anyone', audience: 'both', output: hits, run: () => ({ hits: 1 }) })
const rest = {
  id: 'kb',
  version: '1',
  contract: 1,
  permissions: { 'kb.read': { title: 'r' } },
  events: { 'kb.found': { subject: 'articleId', audience: 'staff', title: 'f' } },
  requires: { billing: 1 },
  uses: { shop: 1 },
} as const
const kb = kit.definePlugin({ ...rest, operations: { find, all } })
const database = 'sqlite::memory:'
const b = { id: 'b', version: '1', contract: 1 } as const

describe('operations of a plugin', () => {
  it('are exactly the methods of its service', () => {
    expectTypeOf(kb).toEqualTypeOf<() => DeskPlugin<KbContract>>()
    // @ts-expect-error extra by spread
    kit.definePlugin({ ...rest, operations: { ...{ find, all }, ...{ extra: all } } })
    // @ts-expect-error missing
    kit.definePlugin({ ...rest, operations: { find } })
    // @ts-expect-error of another method
    kit.definePlugin({ ...rest, operations: { find: all, all } })
    forContract<{ id: 'bare' }>().definePlugin({ id: 'bare', version: '1', contract: 1 })
    // @ts-expect-error no service, so no operation
    forContract<{ id: 'bare' }>().definePlugin({ id: 'bare', version: '1', contract: 1, operations: { all } })
  })

  it('take one object and promise one', () => {
    // @ts-expect-error two arguments
    forContract<{ id: 'b'; service: { go(one: object, two: object): Promise<object> } }>().definePlugin({ ...b, operations: { go: all } })
    // @ts-expect-error no promise
    forContract<{ id: 'b'; service: { go(): object } }>().definePlugin({ ...b, operations: { go: all } })
  })
})

describe('other plugins', () => {
  it('that are required must be there', () => {
    // @ts-expect-error kb requires billing
    createDesk({ database, plugins: [kb()] })
    const both = createDesk({ database, plugins: [kb(), billing({ centsPerHour: 1 })] })
    expectTypeOf(both).toEqualTypeOf<Desk<KbContract | BillingContract>>()
    // @ts-expect-error what is required is said in the specification, too
    kit.definePlugin({
      id: 'kb',
      version: '1',
      contract: 1,
      permissions: rest.permissions,
      events: rest.events,
      uses: rest.uses,
      operations: { find, all },
    })
  })

  it('may use each other: contracts are interfaces, so the circle costs nothing', () => {
    interface Left {
      id: 'left'
      service: { go(): Promise<object> }
      events: { 'left.gone': { leftId: string } }
      uses: { right: Right }
    }
    interface Right {
      id: 'right'
      service: { come(): Promise<object> }
      events: { 'right.came': { rightId: string } }
      uses: { left: Left }
    }
    const left = forContract<Left>()
    const go = left.command({
      route: null,
      permission: 'anyone',
      audience: 'staff',
      output: Type.Object({}),
      async run(work) {
        expectTypeOf(work.desk.right?.come).toEqualTypeOf<Right['service']['come'] | undefined>()
        return {}
      },
    })
    const events = { 'left.gone': { subject: 'leftId', audience: 'staff', title: 'g' } } as const
    left.definePlugin({ id: 'left', version: '1', contract: 1, events, uses: { right: 1 }, operations: { go } })
  })
})

describe('hooks', () => {
  it('know payloads of core, of the plugin itself, of what it requires and uses', () => {
    kit.definePlugin({
      ...rest,
      operations: { find, all },
      setup(ctx) {
        expectTypeOf(ctx.options).toEqualTypeOf<undefined>()
        ctx.after('stock', 'shop.bought', (event, asPlugin) => {
          expectTypeOf(event).toEqualTypeOf<Delivered<'shop.bought', { skuId: string }>>()
          expectTypeOf(event.position).toEqualTypeOf<number>()
          expectTypeOf(event.subject).toEqualTypeOf<{ readonly kind: string; readonly id: string }>()
          expectTypeOf(event.cause).toEqualTypeOf<string | null>()
          expectTypeOf(event.actor.kind).toEqualTypeOf<'person' | 'plugin' | 'system'>()
          expectTypeOf(asPlugin.billing).toEqualTypeOf<BillingService>()
        })
        ctx.after('slow', 'kb.found', () => {}, { timeout: 30_000 })
        // @ts-expect-error a delivery has a name
        ctx.after('shop.bought', () => {})
        ctx.within('billing.time_added', (payload) => {
          expectTypeOf(payload.minutes).toEqualTypeOf<number>()
        })
        ctx.guard('ticket.transitioned', (payload) => {
          expectTypeOf(payload.toCategory).toEqualTypeOf<'new' | 'open' | 'waiting' | 'resolved' | 'closed'>()
        })
        ctx.guard('ticket.reopened', (payload, work) => {
          expectTypeOf(payload).toEqualTypeOf<{ ticketId: string }>()
          // @ts-expect-error a guard reads
          void work.change
        })
        ctx.within('person.deactivated', (payload, work) => {
          expectTypeOf(payload).toEqualTypeOf<{ personId: string }>()
          expectTypeOf(work.newId()).toEqualTypeOf<string>()
        })
        // @ts-expect-error no such event
        ctx.guard('kb.fond', () => {})
      },
    })
  })

  it('collect what is missing with codes of their own', () => {
    kit.definePlugin({
      ...rest,
      operations: { find, all },
      setup(ctx) {
        ctx.gate({ to: 'resolved' }, async ({ ticketId }, work) => {
          const { ticket } = await work.ticket(ticketId)
          return ticket.version ? [] : [{ code: 'kb.no_article', field: '/articleId' }]
        })
        ctx.gate({ command: 'dispatch', type: 'incident' }, () => [])
        // @ts-expect-error a category, not a status
        ctx.gate({ to: 'on_hold' }, () => [])
        // @ts-expect-error codes of its own
        ctx.gate({ to: 'resolved' }, () => [{ code: 'billing.no_time' }])
        // @ts-expect-error a gate collects, a guard throws
        ctx.gate({ to: 'resolved' }, () => false)
      },
    })
  })
})

describe('what a contract says is owed', () => {
  it('permissions with titles', () => {
    // an author who writes `extends PluginContract` inherits optional members, and owes nothing for them
    interface Inherits extends PluginContract {
      id: 'inherits'
      permissions: 'inherits.x'
    }
    const inherits = { id: 'inherits', version: '1', contract: 1 } as const
    forContract<Inherits>().definePlugin({ ...inherits, permissions: { 'inherits.x': { title: 'x' } } })
    // @ts-expect-error still owes the permission
    forContract<Inherits>().definePlugin(inherits)
    // @ts-expect-error and its title
    forContract<Inherits>().definePlugin({ ...inherits, permissions: { 'inherits.x': {} } })
    // @ts-expect-error the prefix is the plugin's id
    forContract<{ id: 'b'; permissions: 'c.x' }>().definePlugin({ ...b, permissions: { 'c.x': { title: 'x' } } })
  })

  it('migrations of its own tables, and a word about personal data', () => {
    type Foreign = { id: 'b'; tables: { x_y: { id: string } } }
    type Own = { id: 'b'; tables: { b_y: { id: string } } }
    // @ts-expect-error a foreign table
    forContract<Foreign>().definePlugin({ ...b, migrations: {}, personalData: 'none' })
    // @ts-expect-error tables, and not a word about personal data
    forContract<Own>().definePlugin({ ...b, migrations: {} })
    // @ts-expect-error nor of their making
    forContract<Own>().definePlugin({ ...b, personalData: 'none' })
    forContract<Own>().definePlugin({
      ...b,
      migrations: { '0001_y': async () => {}, '0002_z': { up: async () => {}, additive: true } },
      personalData: {
        export: (db) => db.selectFrom('b_y').selectAll().execute(),
        async erase(db, id) {
          await db.deleteFrom('b_y').where('id', '=', id).execute()
        },
      },
    })
  })

  it('events in snake_case, with a subject among the ids of a flat payload', () => {
    interface Spelled<E> {
      id: 'b'
      events: { [K in E & string]: { ticketId: string } }
    }
    const spec = { subject: 'ticketId', audience: 'staff', title: 't' } as const
    forContract<Spelled<'b.time_added'>>().definePlugin({ ...b, events: { 'b.time_added': spec } })
    // @ts-expect-error snake_case
    forContract<Spelled<'b.timeAdded'>>().definePlugin({ ...b, events: { 'b.timeAdded': spec } })
    // @ts-expect-error its own prefix
    forContract<Spelled<'c.time_added'>>().definePlugin({ ...b, events: { 'c.time_added': spec } })
    // @ts-expect-error subject, audience and title
    forContract<Spelled<'b.time_added'>>().definePlugin({ ...b, events: { 'b.time_added': 'Time was booked' } })
    // @ts-expect-error the subject is an id in the payload
    forContract<Spelled<'b.time_added'>>().definePlugin({ ...b, events: { 'b.time_added': { ...spec, subject: 'minutes' } } })
    type Nested = { id: 'b'; events: { 'b.made': { bId: string; body: { text: string } } } }
    // @ts-expect-error a payload is flat
    forContract<Nested>().definePlugin({ ...b, events: { 'b.made': { subject: 'bId', audience: 'staff', title: 't' } } })
  })
})

describe('names', () => {
  it('of core are taken', () => {
    // @ts-expect-error core's group
    forContract<{ id: 'tickets' }>().definePlugin({ id: 'tickets', version: '1', contract: 1 })
    // @ts-expect-error core's owner of events and permissions
    forContract<{ id: 'ticket' }>().definePlugin({ id: 'ticket', version: '1', contract: 1 })
    // @ts-expect-error a fixed word under /api
    forContract<{ id: 'stream' }>().definePlugin({ id: 'stream', version: '1', contract: 1 })
    // @ts-expect-error the owner of core's tables
    forContract<{ id: 'core' }>().definePlugin({ id: 'core', version: '1', contract: 1 })
    // @ts-expect-error built against a core that had no such group
    createDesk({ database, plugins: [0 as unknown as DeskPlugin<{ id: 'tickets' }>] })
  })
})

describe('the other slots', () => {
  const title = 'On site'
  const visit = defineTicketType({
    id: 'b_visit',
    title: 'Visit',
    statuses: { new: { category: 'new', title: 'New' }, on_site: { category: 'open', title }, done: { category: 'closed', title: 'Done' } },
    commands: {
      dispatch: { from: ['new'], to: 'on_site', permission: 'b.dispatch', audience: 'staff', title: 'Send somebody' },
      finish: { from: ['on_site'], to: 'done', permission: 'b.dispatch', audience: 'staff', title: 'Finish' },
    },
  })

  it('are typed by the contract', () => {
    interface Vans {
      id: 'b'
      permissions: 'b.dispatch'
      requires: { billing: BillingContract }
      jobs: { nightly: object; remind: { ticketId: string; days: number }; sweep: {} }
      service: { send(input: { ticketId: string }): Promise<object> }
      events: { 'b.sent': { ticketId: string } }
    }
    const vans = forContract<Vans>()
    const send = vans.command({
      route: 'POST /tickets/:ticketId/send',
      permission: 'b.dispatch',
      audience: 'staff',
      input: Type.Object({ ticketId: Type.String() }),
      output: Type.Object({}),
      async run(work, { ticketId }) {
        await work.enqueue('remind', { ticketId, days: 3 }, { notBefore: work.now, key: ticketId })
        // @ts-expect-error the job's input
        await work.enqueue('remind', { ticketId })
        // @ts-expect-error no such job
        await work.enqueue('weekly', {})
        return {}
      },
    })
    const spec = {
      ...b,
      permissions: { 'b.dispatch': { title: 'd' } },
      events: { 'b.sent': { subject: 'ticketId', audience: 'both', title: 'Somebody comes' } },
      requires: { billing: 1 },
      operations: { send },
    } as const
    const jobs = { nightly: { run() {} }, remind: { run() {} }, sweep: { run() {} } }
    vans.definePlugin({
      ...spec,
      acts: ['ticket.read', 'b.dispatch', 'billing.time'],
      roles: { 'b.dispatcher': { title: 'Dispatcher', capacity: 'staff', permissions: ['ticket.read', 'b.dispatch', 'billing.time'] } },
      ticketTypes: [visit],
      extendTicketTypes: [extendTicketType('incident', { statuses: { on_site: { category: 'open', title } } })],
      fields: { incident: { van: { kind: 'number', title: 'Van', audience: 'staff' } } },
      pages: [
        {
          path: '/vans',
          title: 'Vans',
          audience: 'staff',
          slot: 'page',
          async render(desk) {
            await desk.billing.total({ ticketId: 't' })
            return {} as Html
          },
        },
      ],
      jobs: {
        nightly: {
          every: '1d',
          async run(asPlugin) {
            await asPlugin.tickets.get({ ticketId: 't' })
            await asPlugin.billing.total({ ticketId: 't' })
          },
        },
        remind: {
          timeout: 5_000,
          run(_asPlugin, input) {
            expectTypeOf(input).toEqualTypeOf<{ ticketId: string; days: number }>()
          },
        },
        sweep: { every: '5m', run() {} },
      },
    })
    // @ts-expect-error every job of the contract
    vans.definePlugin({ ...spec, jobs: { nightly: jobs.nightly } })
    // @ts-expect-error and no other
    vans.definePlugin({ ...spec, jobs: { ...jobs, weekly: { run() {} } } })
    // @ts-expect-error a role of permissions that it can see
    vans.definePlugin({ ...spec, jobs, roles: { 'b.x': { title: 'x', capacity: 'staff', permissions: ['c.x'] } } })
    // @ts-expect-error acts within what it can see
    vans.definePlugin({ ...spec, jobs, acts: ['c.x'] })
    // @ts-expect-error a plugin acts within what it names
    forContract<{ id: 'b' }>().definePlugin({ ...b, acts: ['billing.time'] })
    createDesk({
      database,
      plugins: [billing({ centsPerHour: 1 })],
      ticketTypes: [visit, extendTicketType(visit, { gates: [{ gate: 'resolution_text' }] })],
    })
  })
})
