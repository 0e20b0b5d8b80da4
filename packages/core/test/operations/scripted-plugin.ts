import Type from 'typebox'
import type { Bytes } from '../../src/operation/operation.ts'
import type { Reading, Streaming, Work } from '../../src/operation/work.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { TicketFacts } from '../../src/ticket/ticket-facts.ts'

export interface ScriptedContract {
  id: 'scripted'
  /** What the plugin does is the test's to say, while it runs. */
  options: Script
  service: {
    run(input: { ticketId?: string }): Promise<{ said: string }>
    look(input: { depth?: number }): Promise<{ said: string }>
    drip(input: { count?: number }): Promise<Bytes>
    hello(input: { name?: string }): Promise<{ said: string; inside?: string }>
    mine(): Promise<{ said: string; inside?: string }>
  }
  permissions: 'scripted.run'
  events: { 'scripted.ran': { ticketId: string } }
  jobs: { later: { text: string } }
  ticketExtension: { input: { note?: string }; view: { note: string } }
}
export type ScriptWork = Work<ScriptedContract, 'scripted.run'>
export type ScriptReading = Reading<ScriptedContract, 'scripted.run'>
export interface Script {
  run?: (work: ScriptWork, ticketId: string) => Promise<string | undefined>
  look?: (work: ScriptReading, depth: number) => Promise<string>
  drip?: (work: Streaming<ScriptedContract, 'scripted.run'>) => AsyncIterable<string>
  hello?: (work: Reading<ScriptedContract, 'anyone'>) => Promise<string>
  load?: (work: Reading<ScriptedContract>, ids: readonly string[]) => Promise<void>
  save?: (work: Work<ScriptedContract>, ticket: TicketFacts) => Promise<void>
  guard?: (work: Reading<ScriptedContract>) => Promise<void>
  within?: (work: Work<ScriptedContract>, ticketId: string) => Promise<void>
  after?: (ticketId: string, note: (body: string) => Promise<unknown>) => Promise<void>
}

const { command, query, stream, ticketExtension, definePlugin } = forContract<ScriptedContract>()
const Said = Type.Object({ said: Type.String() })
const SaidApart = Type.Object({ said: Type.String(), inside: Object.assign(Type.Optional(Type.String()), { audience: 'staff' }) })

const run = command({
  route: 'POST /runs',
  permission: 'scripted.run',
  audience: 'both',
  input: Type.Object({ ticketId: Type.Optional(Type.String()) }),
  output: Said,
  run: async (work, { ticketId = '' }) => ({ said: (await work.options.run?.(work, ticketId)) ?? '' }),
})
const look = query({
  route: 'GET /looks',
  permission: 'scripted.run',
  audience: 'both',
  input: Type.Object({ depth: Type.Optional(Type.Integer()) }),
  output: Said,
  run: async (work, { depth = 0 }) => ({ said: (await work.options.look?.(work, depth)) ?? '' }),
})
const drip = stream({
  route: 'GET /drips',
  permission: 'scripted.run',
  audience: 'staff',
  input: Type.Object({ count: Type.Optional(Type.Integer()) }),
  contentType: 'text/plain',
  async *run(work) {
    if (work.options.drip) yield* work.options.drip(work)
  },
})
const hello = query({
  route: 'GET /hello',
  permission: 'anyone',
  audience: 'public',
  input: Type.Object({ name: Type.Optional(Type.String()) }),
  output: SaidApart,
  run: async (work) => ({ said: (await work.options.hello?.(work)) ?? 'hello', inside: 'for staff' }),
})
const mine = query({
  route: 'GET /mine',
  permission: 'anyone',
  audience: 'customer',
  output: SaidApart,
  run: (work) => ({ said: `${work.actor.kind} as ${work.actor.capacity.acting}`, inside: 'for staff' }),
})

export const scripted = definePlugin({
  id: 'scripted',
  version: '1.0.0',
  contract: 1,
  operations: { run, look, drip, hello, mine },
  permissions: { 'scripted.run': { title: 'Run' } },
  events: { 'scripted.ran': { subject: 'ticketId', audience: 'staff', title: 'Ran' } },
  jobs: { later: { run: () => {} } },
  ticketExtension: ticketExtension({
    input: Type.Object({ note: Type.Optional(Type.String()) }),
    view: Type.Object({ note: Type.String() }),
    audience: { note: 'both' },
    async load(work, ids) {
      await work.options.load?.(work, ids)
      return new Map(ids.map((id) => [id, { note: 'n' }]))
    },
    async save(work, ticket) {
      await work.options.save?.(work, ticket)
    },
  }),
  roles: {
    'scripted.runner': { title: 'Runner', capacity: 'staff', permissions: ['scripted.run', 'ticket.read', 'ticket.create', 'ticket.note'] },
  },
  acts: ['ticket.read', 'ticket.note'],
  setup(ctx) {
    const script = ctx.options
    ctx.guard('ticket.noted', (_payload, work) => script.guard?.(work))
    ctx.within('ticket.created', ({ ticketId }, work) => script.within?.(work, ticketId))
    ctx.after('look', 'ticket.noted', ({ payload: { ticketId } }, asPlugin) =>
      script.after?.(ticketId, (body) => asPlugin.tickets.note({ ticketId, body })),
    )
  },
})
