import Type from 'typebox'
import { describe, expectTypeOf, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Bytes, Operation } from '../../src/operation/operation.ts'
import type { TicketPermit, Work } from '../../src/operation/work.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { BillingContract, BillingService } from './billing.ts'

const { command, query } = forContract<BillingContract>()
const empty = Type.Object({})
const own = { permission: 'billing.time', audience: 'staff', output: empty } as const

describe('an operation', () => {
  it('names a permission it can have, a fitting route, and gives what it promises', () => {
    // @ts-expect-error unknown permission
    command({ route: 'POST /x', permission: 'billing.tme', audience: 'staff', output: empty, run: () => ({}) })
    // @ts-expect-error no permission at all
    command({ route: 'POST /x', audience: 'staff', output: empty, run: () => ({}) })
    // @ts-expect-error no audience
    command({ route: 'POST /x', permission: 'billing.time', output: empty, run: () => ({}) })
    // @ts-expect-error a query is a GET
    query({ ...own, route: 'POST /x', run: () => ({}) })
    // @ts-expect-error a command is none
    command({ ...own, route: 'GET /x', run: () => ({}) })
    // @ts-expect-error output
    command({ ...own, route: null, output: Type.Object({ n: Type.Integer() }), run: () => ({ n: 'x' }) })
    expectTypeOf<Operation<{ a: string }, object>>().not.toExtend<Operation<{ a: string; b?: string }, object>>()
  })

  it('that reads cannot write', () => {
    query({
      ...own,
      route: null,
      async run(work) {
        // @ts-expect-error a query has no writing
        void work.change
        // @ts-expect-error reader only
        void work.db.insertInto
        // @ts-expect-error nor jobs
        void work.enqueue
        return {}
      },
    })
  })
})

declare const work: Work<BillingContract, 'billing.time'>
declare const inHook: Work<BillingContract>

describe('a permit', () => {
  it('is for what the operation declares, or for what is asked', async () => {
    expectTypeOf(await work.ticket('t')).toEqualTypeOf<TicketPermit<'billing.time'>>()
    expectTypeOf(await work.ticket('t', 'ticket.read')).toEqualTypeOf<TicketPermit<'ticket.read'>>()
    await work.perform(await work.ticket('t', 'ticket.resolve'), 'resolve', { resolution: 'solved' })
    await work.perform(await work.ticketFor('t', 'dispatch'), { van: 3 })
    // @ts-expect-error a permission that nothing visible declares
    await work.ticket('t', 'ticket.reslove')
  })

  it('opens only what it is for', async () => {
    // @ts-expect-error wrong permit, though the wanted type is in reach of inference
    await work.perform(await work.ticket('t'), 'resolve', { resolution: 'x' })
    // @ts-expect-error nor with a written one
    await work.perform(await work.ticket('t', 'ticket.read'), 'resolve', { resolution: 'x' })
    // @ts-expect-error a command's name does not turn a permit into another
    await work.perform(await work.ticketFor('t', 'resolve'), 'resolve', { resolution: 'x' })
    // @ts-expect-error and a permit for a permission needs the command's name
    await work.perform(await work.ticket('t', 'ticket.resolve'), { resolution: 'x' })
    // @ts-expect-error a hook's permit opens nothing
    await inHook.perform(await inHook.ticket('t'), 'resolve', { resolution: 'x' })
    // @ts-expect-error the input of the command
    await work.perform(await work.ticket('t', 'ticket.resolve'), 'resolve', { reason: 'x' })
  })
})

describe('the work of a plugin', () => {
  it('sees its own tables, through their logical names, and its own events', async () => {
    work.db.selectFrom('billing_time').selectAll().where(work.scope.tickets('billing_time.ticket_id'))
    // @ts-expect-error own tables only: not core's
    work.db.selectFrom('ticket')
    // @ts-expect-error logical names
    work.db.selectFrom('deskwright_billing_time')
    // @ts-expect-error no such column
    work.scope.tickets('billing_time.ticket')
    // @ts-expect-error own events only
    await work.change('ticket.resolved', { ticketId: 't' }, () => 0)
    // @ts-expect-error the payload of the event
    await work.change('billing.time_added', { ticketId: 't' }, () => 0)
  })

  it('calls operations as the caller and as itself, and asks by permit', async () => {
    expectTypeOf(work.desk.billing).toEqualTypeOf<BillingService>()
    expectTypeOf(work.asPlugin).toEqualTypeOf<typeof work.desk>()
    expectTypeOf(work.now).toEqualTypeOf<string>()
    expectTypeOf((await work.person('p')).id).toEqualTypeOf<string>()
    expectTypeOf((await work.company('c')).id).toEqualTypeOf<string>()
    // @ts-expect-error the work's actor shows no permissions: asking is `work.ticket`
    void work.actor.permissions
  })
})

interface Papers {
  id: 'papers'
  service: { csv(input: { ticketId: string }): Promise<Bytes>; count(): Promise<{ n: number }> }
}
describe('a stream', () => {
  const papers = forContract<Papers>()
  const stream = { permission: 'ticket.read', audience: 'staff', contentType: 'text/csv' } as const
  const csv = papers.stream({
    ...stream,
    route: 'GET /csv',
    input: Type.Object({ ticketId: Type.String() }),
    async *run({ read, signal }, { ticketId }) {
      while (!signal.aborted) yield String((await read((reading) => reading.ticket(ticketId))).ticket.number)
      // @ts-expect-error no transaction outside `read`
      void signal.db
    },
  })
  const count = papers.query({
    route: null,
    permission: 'anyone',
    audience: 'staff',
    output: Type.Object({ n: Type.Integer() }),
    run: () => ({ n: 1 }),
  })
  const rest = { id: 'papers', version: '1', contract: 1 } as const
  const plugin = papers.definePlugin({ ...rest, operations: { csv, count } })

  it('promises bytes, and only a stream does', () => {
    expectTypeOf(csv).toEqualTypeOf<Operation<{ ticketId: string }, Bytes>>()
    const desk = createDesk({ database: 'sqlite::memory:', plugins: [plugin()] })
    expectTypeOf(desk.system('x').papers.csv).returns.resolves.toEqualTypeOf<Bytes>()
    // @ts-expect-error a method that promises bytes is a stream
    papers.definePlugin({ ...rest, operations: { csv: count, count } })
    // @ts-expect-error and one that does not is none
    papers.definePlugin({ ...rest, operations: { csv, count: csv } })
    // @ts-expect-error a stream is a GET
    papers.stream({ ...stream, route: 'POST /csv', async *run() {} })
    // @ts-expect-error it says what its bytes are
    papers.stream({ route: 'GET /csv', permission: 'ticket.read', audience: 'staff', async *run() {} })
  })
})
