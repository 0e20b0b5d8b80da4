import Type from 'typebox'
import { describe, expectTypeOf, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Callers, Desk } from '../../src/desk/desk.ts'
import type { Delivered } from '../../src/plugin/context.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { fromKysely } from '../../src/store/host/host-handle.ts'
import type { Ticket } from '../../src/ticket/contract.ts'
import { type AddTime, type BillingContract, type BillingService, billing, makeDesk, type TimeEntry } from './billing.ts'

const database = 'sqlite::memory:'
const desk = makeDesk(database, () => null)
const me = desk.as({ externalId: 'a' }, { acting: 'staff', idempotencyKey: 'k' })

describe('services', () => {
  it('are what the contracts of the installed plugins say', () => {
    expectTypeOf(desk).toEqualTypeOf<Desk<BillingContract>>()
    expectTypeOf(me.billing).toEqualTypeOf<BillingService>()
    expectTypeOf(me.billing.addTime).parameter(0).toEqualTypeOf<AddTime>()
    expectTypeOf(me.billing.addTime({ ticketId: 't', minutes: 1 })).resolves.toEqualTypeOf<TimeEntry>()
    expectTypeOf(desk.system('x').billing).toEqualTypeOf<BillingService>()
    // @ts-expect-error minutes is a number
    void me.billing.addTime({ ticketId: 't', minutes: '1' })
    // @ts-expect-error no such operation
    void me.billing.addTme
    // @ts-expect-error not installed
    void me.equipment
  })

  it('are those of core where nothing is installed', () => {
    const bare = createDesk({ database })
    expectTypeOf(bare).toEqualTypeOf<Desk>()
    expectTypeOf(bare).toEqualTypeOf<Desk<never>>()
    expectTypeOf(createDesk({ database, plugins: [] })).toEqualTypeOf<Desk>()
    expectTypeOf(bare.as({ externalId: 'a' })).toHaveProperty('tickets')
    type Groups = keyof ReturnType<typeof bare.as>
    expectTypeOf<Groups>().toEqualTypeOf<
      | 'tickets'
      | 'types'
      | 'approvals'
      | 'checklists'
      | 'links'
      | 'macros'
      | 'people'
      | 'companies'
      | 'keys'
      | 'provisioning'
      | 'teams'
      | 'access'
      | 'calendars'
      | 'catalogue'
      | 'deliveries'
      | 'search'
      | 'audit'
      | 'live'
      | 'notifications'
      | 'views'
      | 'bulk'
      | 'files'
      | 'attachments'
      | 'history'
    >()
    // @ts-expect-error nothing is installed
    void bare.as({ externalId: 'a' }).billing
    // @ts-expect-error nothing installed has a part of the ticket
    void bare.as({ externalId: 'a' }).tickets.create({ subject: 's', ext: {} })
  })

  it('of core take one input, and none where there is nothing to say', () => {
    expectTypeOf(me.people.me).parameters.toEqualTypeOf<[]>()
    expectTypeOf(me.tickets.get).parameters.toEqualTypeOf<[input: { ticketId: string; presence?: boolean }]>()
    // @ts-expect-error the status is moved by commands
    void me.tickets.update({ ticketId: 't', status: 'closed' })
  })
})

describe('as', () => {
  it('takes a capacity, and what belongs to the call, as one object', () => {
    desk.as({ externalId: 'a', email: 'a@b.c', name: 'Ann', language: 'he' })
    desk.as({ externalId: 'a' }, { acting: 'staff' })
    desk.as({ externalId: 'a' }, { acting: 'staff', channel: 'phone', idempotencyKey: 'k' })
    desk.as({ externalId: 'a' }, { acting: 'customer' })
    desk.as({ externalId: 'a' }, { acting: 'customer', company: 'c' })
    // whoever names a company acts as its customer
    desk.as({ externalId: 'a' }, { company: 'c', idempotencyKey: 'k' })
    // @ts-expect-error staff act for no company
    desk.as({ externalId: 'a' }, { acting: 'staff', company: 'c' })
    // @ts-expect-error no third capacity
    desk.as({ externalId: 'a' }, { acting: 'admin' })
    // @ts-expect-error the key is one of the options
    desk.as({ externalId: 'a' }, { acting: 'staff' }, 'k')
    // @ts-expect-error known options only
    desk.as({ externalId: 'a' }, { key: 'k' })
  })

  it('takes no permissions from the host', () => {
    // @ts-expect-error identity carries no permissions
    desk.as({ externalId: 'a', permissions: ['ticket.read'] })
    // @ts-expect-error nor does what `identify` returns
    createDesk({ database, plugins: [], identify: () => ({ externalId: 'a', permissions: [] }) })
    // @ts-expect-error nor what it promises
    createDesk({ database, plugins: [], identify: async () => ({ externalId: 'a', permissions: [] }) })
  })

  it('works in the transaction of the host', () => {
    expectTypeOf(desk.in(fromKysely(0 as never))).toEqualTypeOf<Callers<BillingContract>>()
    expectTypeOf(desk.in(fromKysely(0 as never)).as({ externalId: 'a' }, { acting: 'staff' }).billing).toEqualTypeOf<BillingService>()
    // @ts-expect-error a handle is wrapped, so that the desk knows what it joins
    desk.in({ query() {} })
  })
})

describe('transitions', () => {
  it('are one routed operation, and typed sugar', () => {
    void me.tickets.perform({ ticketId: 't', command: 'dispatch', input: { van: 3 } })
    void me.tickets.perform({ ticketId: 't', command: 'close', expectedVersion: 3, overrideReason: 'so said the manager' })
    expectTypeOf(me.tickets.resolve({ ticketId: 't', resolution: 'solved' })).resolves.toEqualTypeOf<Ticket<BillingContract>>()
    void me.tickets.reply({ ticketId: 't', body: 'Is it on?', perform: { command: 'wait', input: { on: 'customer' } } })
    // @ts-expect-error the sugar is typed
    void me.tickets.resolve({ ticketId: 't' })
    // @ts-expect-error the input of a command is an object
    void me.tickets.perform({ ticketId: 't', command: 'resolve', input: 'done' })
  })
})

describe('options', () => {
  it('of plugins are owed, optional or none, as the contract says', () => {
    // @ts-expect-error options are owed
    billing()
    interface Soft {
      id: 'soft'
      options: { colour?: string }
    }
    const soft = forContract<Soft>().definePlugin({ id: 'soft', version: '1', contract: 1 })
    soft()
    soft({ colour: 'red' })
    // @ts-expect-error known options only
    soft({ color: 'red' })
    const bare = forContract<{ id: 'bare' }>().definePlugin({ id: 'bare', version: '1', contract: 1 })
    bare()
    // @ts-expect-error no options
    bare({})
  })

  it('of the desk know the events of what is installed', () => {
    createDesk({
      database,
      plugins: [billing({ centsPerHour: 1 })],
      after: {
        'billing.time_added': {
          async log(event, host) {
            type Payload = { ticketId: string; entryId: string; minutes: number }
            expectTypeOf(event).toEqualTypeOf<Delivered<'billing.time_added', Payload>>()
            await host.billing.total({ ticketId: event.payload.ticketId })
          },
        },
        'ticket.transitioned': {
          mail({ payload }) {
            expectTypeOf(payload.command).toEqualTypeOf<string>()
          },
        },
        'company.member_removed': {
          tidy({ payload }) {
            expectTypeOf(payload).toEqualTypeOf<{ companyId: string; personId: string }>()
          },
        },
      },
    })
    // @ts-expect-error no such event
    createDesk({ database, plugins: [billing({ centsPerHour: 1 })], after: { 'billing.timeAdded': { log() {} } } })
    // @ts-expect-error an event of a plugin that is not installed
    createDesk({ database, plugins: [], after: { 'billing.time_added': { log() {} } } })
    // @ts-expect-error a handler has a name
    createDesk({ database, plugins: [billing({ centsPerHour: 1 })], after: { 'ticket.created': () => {} } })
    // @ts-expect-error known options only
    createDesk({ database, plugin: [] })
    // @ts-expect-error acting is staff or customer
    createDesk({ database, roles: { first_line: { title: 'First line', acting: 'admin', permissions: [] } } })
  })
})

describe('types', () => {
  it('print short: a union of contracts, whatever they hold', () => {
    const other = forContract<{ id: 'other'; service: { go(): Promise<{ n: number }> } }>()
    const go = other.query({
      route: null,
      permission: 'anyone',
      audience: 'staff',
      output: Type.Object({ n: Type.Integer() }),
      run: () => ({ n: 1 }),
    })
    const plugin = other.definePlugin({ id: 'other', version: '1', contract: 1, operations: { go } })
    const both = createDesk({ database, plugins: [plugin(), billing({ centsPerHour: 1 })] })
    expectTypeOf(both).toEqualTypeOf<Desk<BillingContract | { id: 'other'; service: { go(): Promise<{ n: number }> } }>>()
    expectTypeOf(both.as({ externalId: 'a' }).other.go).returns.resolves.toEqualTypeOf<{ n: number }>()
  })
})
