import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { EventSource } from 'eventsource'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { type Bundled, bundled } from '../faults/bundled.ts'
import { Forked } from '../faults/forked.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { openStream } from './sse-client.ts'

const EVENTS = 150

interface Heard {
  readonly ids: string[]
  readonly messages: string[]
  readonly gaps: number[]
  readonly source: EventSource
  opened: number
}

forEachDatabase((kind) => {
  describe('a browser’s EventSource', () => {
    let cast: Cast
    let runner: Bundled
    let ticketId: string
    const sockets = new Set<Socket>()
    const servers: Server[] = []
    const sources: EventSource[] = []
    const identify = ({ headers }: Request) => {
      const externalId = headers.get('x-person')
      return externalId === null ? null : { externalId }
    }
    const live = { pollMs: 100, heartbeatMs: 300 }
    const serve = async (): Promise<number> => {
      const server = createServer(nodeDesk(cast.another({ live, identify })))
      server.on('connection', (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      servers.push(server)
      return (server.address() as AddressInfo).port
    }

    beforeAll(async () => {
      cast = await openCast(kind, { live, identify }, afterAll)
      runner = await bundled(new URL('./note-process.ts', import.meta.url))
      ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer' })).id
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
      await cast.desk.tick()
    })
    afterAll(async () => {
      for (const source of sources) source.close()
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      await runner.remove()
    })

    /** What a page would do: nothing but listen. */
    const listen = (address: () => string, who: string): Heard => {
      const source = new EventSource('http://desk.test/api/stream', {
        // The address of a balancer: each connection may come out at another process.
        fetch: (_, init) => fetch(address(), { ...init, headers: { ...init.headers, 'x-person': who } }),
      })
      sources.push(source)
      const heard: Heard = { ids: [], messages: [], gaps: [], source, opened: 0 }
      source.addEventListener('open', () => {
        heard.opened += 1
      })
      source.addEventListener('ticket', ({ data, lastEventId }) => {
        const said = JSON.parse(data)
        heard.ids.push(said.id)
        if (said.payload.messageId) heard.messages.push(said.payload.messageId)
        expect(lastEventId).not.toBe('')
      })
      source.addEventListener('gap', () => heard.gaps.push(heard.ids.length))
      return heard
    }

    it('misses nothing and hears nothing twice, though its connections break at random and end at another process each time', async () => {
      const ports = [await serve(), await serve()]
      const anywhere = () => `http://127.0.0.1:${ports[Math.floor(Math.random() * ports.length)]}/api/stream`
      const agents = Array.from({ length: 6 }, () => listen(anywhere, 'n1'))
      const customer = listen(anywhere, 'a1')
      const stranger = listen(anywhere, 'b1')
      const all = [...agents, customer, stranger]
      await until('all are connected', () => all.every(({ opened }) => opened > 0))
      // So that each of them has a place from which it can go on, whenever it breaks.
      await pause(500)
      const other = new Forked(runner.script, [cast.database.database, cast.database.schema, ticketId, String(EVENTS), '40'])
      await other.ready
      other.go()
      const breaking = setInterval(() => {
        const all = [...sockets]
        all[Math.floor(Math.random() * all.length)]?.destroy()
      }, 60)
      await other.finished()
      clearInterval(breaking)
      expect(other.faults).toEqual([])
      const [{ made }] = other.results as [{ made: string[] }]
      expect(made).toHaveLength(EVENTS)
      for (const heard of agents) await until('everything was heard', () => heard.messages.length >= EVENTS, 20_000)
      const replies = made.filter((_, n) => n % 3 === 0)
      await until('the customer heard the replies', () => customer.messages.length >= replies.length, 20_000)
      await pause(500)
      for (const heard of agents) {
        expect(heard.messages).toEqual(made)
        expect(new Set(heard.ids).size).toBe(heard.ids.length)
        expect(heard.gaps).toEqual([])
      }
      expect(customer.messages).toEqual(replies)
      expect(stranger.ids).toEqual([])
      expect(Math.max(...agents.map(({ opened }) => opened))).toBeGreaterThan(1)
      for (const { source } of all) source.close()
    }, 90_000)

    it('is told when too much was missed, and stops for good where its id is none or its right is gone', async () => {
      const few = createServer(nodeDesk(cast.another({ live: { ...live, replay: 5 }, identify })))
      await new Promise<void>((resolve) => few.listen(0, '127.0.0.1', resolve))
      servers.push(few)
      const { port } = few.address() as AddressInfo
      const before = await openStream(port, '/api/stream', { 'x-person': 'n1' })
      await until('it is open', () => before.text() !== '')
      const start = /^id: (.*)$/m.exec(before.text())?.[1] ?? ''
      await before.leave()
      for (let n = 0; n < 8; n += 1) await cast.as('n1').tickets.note({ ticketId, body: `missed ${n}` })
      await cast.desk.tick()
      const heard = listen(() => `http://127.0.0.1:${port}/api/stream?after=${start}`, 'n1')
      await until('it is told of the gap', () => heard.gaps.length === 1)
      await cast.as('n1').tickets.note({ ticketId, body: 'now' })
      await until('and goes on from there', () => heard.ids.length === 1)

      const ask = async (id: string, who = 'n1') => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/stream`, { headers: { 'x-person': who, 'last-event-id': id } })
        return [answer.status, ((await answer.json()) as { code: string }).code]
      }
      const otherCursor = (await cast.as('n1').tickets.timeline({ ticketId, limit: 1 })).nextCursor ?? ''
      for (const id of ['0', '-1', '18446744073709551616', 'a b', '%00', "' or 1=1 --", '\u00e9', otherCursor, `${start}x`, start.slice(1)])
        expect(await ask(id), id).toEqual([422, 'input.cursor_invalid'])
      expect(await ask('x'.repeat(1001))).toEqual([422, 'input.invalid'])

      const { id: personId } = await cast.as('ad').people.create({ name: 'T', externalId: `t-${kind.kind}` })
      const { id: grantId } = await cast.as('ad').access.grant({ personId, roleId: 'agent', scope: 'team', scopeId: cast.net })
      const leaving = listen(() => `http://127.0.0.1:${port}/api/stream`, `t-${kind.kind}`)
      let why = ''
      leaving.source.addEventListener('end', ({ data }) => {
        why = JSON.parse(data).code
      })
      await until('it is connected', () => leaving.opened > 0)
      await pause(200)
      await cast.as('ad').access.revoke({ grantId })
      await until('it is told why', () => why === 'access.denied')
      await cast.as('ad').people.deactivate({ personId })
      await until('it gives up', () => leaving.source.readyState === EventSource.CLOSED, 10_000)
    }, 60_000)
  })
})
