import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { openStream } from './sse-client.ts'

const STREAMS = 2000
const AT_ONCE = 100
const PEOPLE = 4

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

forEachDatabase((kind) => {
  describe('streams that were opened and closed', () => {
    let cast: Cast
    let server: Server
    let ticketId: string
    beforeAll(async () => {
      const identify = ({ headers }: Request) => ({ externalId: headers.get('x-person') ?? '' })
      cast = await openCast(kind, { live: { pollMs: 50, heartbeatMs: 60_000 }, identify }, afterAll)
      ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer' })).id
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
      server = createServer(nodeDesk(cast.desk))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    })
    afterAll(() => void server.close())

    /** Some together, each of them told something, then all gone, half of them while something happens. */
    const round = async (count: number) => {
      const { port } = server.address() as AddressInfo
      const names = ['n1', 'nl', 'ad', 'a1'].slice(0, PEOPLE)
      const streams = await Promise.all(
        Array.from({ length: count }, (_, n) =>
          openStream(port, `/api/stream?ticketId=${ticketId}`, { 'x-person': String(names[n % PEOPLE]) }),
        ),
      )
      await until('all are open', () => streams.every((stream) => stream.text() !== ''))
      await cast.as('n1').tickets.reply({ ticketId, body: 'x' })
      await until('all were told', () => streams.every((stream) => stream.said().some(({ event }) => event === 'ticket')))
      const happening = cast.as('n1').tickets.note({ ticketId, body: 'y' })
      await Promise.all(streams.map((stream) => stream.leave()))
      await happening
    }

    const held = async () => {
      await until('nobody is connected', async () => (await connections(server)) === 0)
      // The reader of the process ends with the last stream, and its connection to the database with it.
      await pause(300)
      for (let n = 0; n < 4; n += 1) {
        gc()
        await pause(20)
      }
      const resources = process.getActiveResourcesInfo()
      return {
        heap: process.memoryUsage().heapUsed,
        timers: resources.filter((name) => name === 'Timeout').length,
        sockets: resources.filter((name) => /TCP|Pipe/.test(name)).length,
        listeners: server.eventNames().reduce((sum, name) => sum + server.listenerCount(name), 0),
        presence: await cast.desk['~store'].read(async ({ db }) => (await db.selectFrom('presence').selectAll().execute()).length),
      }
    }

    it(`leave nothing behind: neither listeners nor timers, sockets, rows or memory, after ${STREAMS} of them`, async () => {
      for (let n = 0; n < 4; n += 1) await round(AT_ONCE)
      const before = await held()
      for (let n = 0; n < STREAMS; n += AT_ONCE) await round(AT_ONCE)
      const after = await held()
      expect(after).toMatchObject({ listeners: before.listeners, presence: 0 })
      expect(after.timers).toBeLessThanOrEqual(before.timers + 1)
      expect(after.sockets).toBeLessThanOrEqual(before.sockets + 1)
      // One that stays would be some 10 kB of heap: 20 MB in all.
      expect(after.heap - before.heap).toBeLessThan(4_000_000)
    }, 120_000)
  })
})

const connections = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
