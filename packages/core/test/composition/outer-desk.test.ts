import Type from 'typebox'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { forContract } from '../../src/plugin/kit.ts'

/** Reliability K02: the outer desk, used where a transaction is open, would wait for itself for ever on SQLite. It is refused at once. */

type Place = 'query' | 'command' | 'change' | 'guard' | 'within' | 'gate' | 'load' | 'save' | 'stream'
interface Outer {
  id: 'outer'
  service: {
    query(): Promise<object>
    command(): Promise<object>
    change(input: { ticketId: string }): Promise<object>
    stream(): Promise<import('../../src/operation/operation.ts').Bytes>
  }
  events: { 'outer.changed': { ticketId: string } }
  ticketExtension: { input: { word?: string }; view: { word?: string } }
}

const LIMIT_MS = 50

forEachDatabase((database) => {
  let place: TestDatabase
  let desk: Desk<Outer>
  let misused: Place | undefined
  /** Milliseconds until the refusal. */
  let took: number | undefined

  const misuse = async <T = object>(here: Place, answer?: T): Promise<T> => {
    if (misused === here) await useOuterDesk()
    return answer ?? ({} as T)
  }
  const useOuterDesk = async (): Promise<void> => {
    const start = performance.now()
    try {
      await desk.system('inside').teams.list({})
    } finally {
      took = performance.now() - start
    }
  }

  beforeEach(async () => {
    place = await database.create()
    misused = undefined
    took = undefined
    const kit = forContract<Outer>()
    const empty = Type.Object({})
    const word = Type.Object({ word: Type.Optional(Type.String()) })
    const base = { permission: 'ticket.read', audience: 'staff', route: null } as const
    const ticketId = Type.Object({ ticketId: Type.String() })
    const plugin = kit.definePlugin({
      id: 'outer',
      version: '1.0.0',
      contract: 1,
      operations: {
        query: kit.query({ ...base, output: empty, run: () => misuse('query') }),
        command: kit.command({ ...base, output: empty, run: () => misuse('command') }),
        change: kit.command({
          ...base,
          input: ticketId,
          output: empty,
          async run(work, input) {
            await work.change('outer.changed', input, () => misuse('change'))
            return {}
          },
        }),
        stream: kit.stream({
          ...base,
          contentType: 'text/plain',
          async *run({ read }) {
            await read(() => misuse('stream'))
            yield 'done'
          },
        }),
      },
      events: { 'outer.changed': { subject: 'ticketId', audience: 'staff', title: 'Changed' } },
      ticketExtension: kit.ticketExtension({
        input: word,
        view: word,
        audience: { word: 'both' },
        async load(_work, ids) {
          await misuse('load')
          return new Map(ids.map((id) => [id, {}]))
        },
        save: async () => void (await misuse('save')),
      }),
      setup(ctx) {
        ctx.guard('outer.changed', async () => void (await misuse('guard')))
        ctx.within('outer.changed', async () => void (await misuse('within')))
        ctx.gate({ to: 'resolved' }, () => misuse('gate', []))
      },
    })
    desk = createDesk({
      database: place.database,
      store: { schema: place.schema },
      plugins: [plugin()],
      admins: ['ad'],
      worker: false,
      log: { error() {}, warn() {}, info() {} },
    })
    await desk.migrate()
  })
  afterEach(async () => {
    await desk.close()
    await place.drop()
  })

  const me = () => desk.as({ externalId: 'ad', name: 'Ad' })
  const ticket = async () => (await me().tickets.create({ subject: 'x' })).id
  const calls: Readonly<Record<Place, (ticketId: string) => Promise<unknown>>> = {
    query: () => me().outer.query(),
    command: () => me().outer.command(),
    change: (ticketId) => me().outer.change({ ticketId }),
    guard: (ticketId) => me().outer.change({ ticketId }),
    within: (ticketId) => me().outer.change({ ticketId }),
    gate: (ticketId) => me().tickets.resolve({ ticketId, resolution: 'solved' }),
    load: (ticketId) => me().tickets.get({ ticketId }),
    save: (ticketId) => me().tickets.update({ ticketId, ext: { outer: { word: 'w' } } }),
    async stream() {
      for await (const _ of (await me().outer.stream()).body);
    },
  }

  for (const [here, call] of Object.entries(calls) as [Place, (typeof calls)[Place]][])
    it(`refuses the outer desk inside a ${here}, at once, and goes on`, async () => {
      const ticketId = await ticket()
      misused = here
      const refused = await call(ticketId).then(
        () => undefined,
        (error: { code: string; message: string; cause?: { code: string; message: string } }) => error,
      )
      // What a hook or a stream refuses by may come wrapped: by its cause.
      const told = [refused, refused?.cause].find((error) => error?.code === 'operation.outside_transaction')
      expect(told?.message).toContain(
        "'teams.list' was called on the outer desk inside a transaction, which would wait for itself. Use work.desk or work.asPlugin.",
      )
      expect(took).toBeLessThan(LIMIT_MS)
      misused = undefined
      await call(ticketId)
    })

  it('takes calls side by side, and after the transaction, as what they are', async () => {
    const ticketId = await ticket()
    await Promise.all([me().outer.change({ ticketId }), me().teams.list({}), me().outer.query()])
    await me()
      .outer.change({ ticketId })
      .then(() => me().teams.list({}))
  })
})
