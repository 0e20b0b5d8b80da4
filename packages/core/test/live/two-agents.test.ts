import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventSource } from 'eventsource'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { until } from '../hook/delivery-desk.ts'

interface Page {
  /** The last that this page was told of who is there. */
  readonly there: () => string[]
  readonly events: string[]
  send(method: string, path: string, body?: object): Promise<{ status: number; json: Record<string, unknown> }>
  close(): void
}

forEachDatabase((kind) => {
  describe('two agents before one ticket, each at another process', () => {
    let cast: Cast
    let ticketId: string
    const servers: Server[] = []
    beforeAll(async () => {
      const identify = ({ headers }: Request) => ({ externalId: headers.get('x-person') ?? '' })
      cast = await openCast(kind, { live: { pollMs: 100, heartbeatMs: 60_000 }, identify }, afterAll)
      ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })).id
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
      await cast.desk.tick()
    })
    afterAll(() => {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    })

    /** The page of a ticket in a browser. */
    const openPage = async (who: string): Promise<Page> => {
      const server = createServer(nodeDesk(cast.another()))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      servers.push(server)
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const source = new EventSource(`${origin}/api/stream?ticketId=${ticketId}`, {
        fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'x-person': who } }),
      })
      let there: string[] = []
      const events: string[] = []
      source.addEventListener('presence', ({ data }) => {
        there = JSON.parse(data).items.map(({ person, doing }: { person: { name: string }; doing: string }) => `${person.name} ${doing}`)
      })
      source.addEventListener('ticket', ({ data }) => events.push(JSON.parse(data).event))
      await new Promise<void>((resolve) => source.addEventListener('open', () => resolve()))
      return {
        there: () => there,
        events,
        async send(method, path, body) {
          const answer = await fetch(`${origin}/api/tickets/${ticketId}${path}`, {
            method,
            headers: { 'x-person': who, 'content-type': 'application/json' },
            ...(body && { body: JSON.stringify(body) }),
          })
          return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
        },
        close: () => source.close(),
      }
    }

    it('each is told that the other writes, and the second answer is refused with what has happened', async () => {
      const [one, two] = [await openPage('n1'), await openPage('nl')]
      const version = Number((await two.send('GET', '')).json['version'])
      await two.send('PUT', '/presence', { doing: 'looking', tab: 'a' })
      await one.send('PUT', '/presence', { doing: 'writing', tab: 'b' })
      await until('the second is told that the first writes', () => two.there().includes('N1 writing'), 3000)
      await until('the first is told that the second looks', () => one.there().includes('NL looking'), 3000)
      expect((await two.send('GET', '?presence=true')).json['presence']).toContainEqual({
        person: { id: cast.id.n1, name: 'N1' },
        doing: 'writing',
      })
      // The second does not mind it and writes as well; the first is faster.
      await two.send('PUT', '/presence', { doing: 'writing', tab: 'a' })
      await until('the first is warned', () => one.there().includes('NL writing'), 3000)
      expect((await one.send('POST', '/replies', { body: 'We are on our way.', expectedVersion: version })).status).toBe(200)
      await one.send('DELETE', '/presence?tab=b')
      await until('the second hears of the answer while they write', () => two.events.includes('ticket.replied'), 3000)
      await until('and that the first is done', () => two.there().join() === 'NL writing', 3000)
      const refused = await two.send('POST', '/replies', { body: 'We are on our way, too.', expectedVersion: version })
      expect(refused).toMatchObject({ status: 409, json: { code: 'ticket.conflict' } })
      const current = (await two.send('GET', '')).json['version']
      expect(JSON.stringify(refused.json)).toContain(`"currentVersion":${String(current)}`)
      const { items } = await cast.as('a1').tickets.messages({ ticketId })
      expect(items.map(({ body }) => body)).toEqual(['It smokes.', 'We are on our way.'])
      // Having read it, the second may say more.
      expect((await two.send('POST', '/replies', { body: 'In an hour.', expectedVersion: current as number })).status).toBe(200)
      await two.send('DELETE', '/presence')
      await until('nobody is there', () => one.there().length === 0, 3000)
      for (const page of [one, two]) page.close()
    })

    it('of two answers at the very same moment one is given, whoever it is', async () => {
      const [one, two] = [await openPage('n1'), await openPage('nl')]
      for (let round = 0; round < 10; round += 1) {
        const expectedVersion = Number((await one.send('GET', '')).json['version'])
        const answers = await Promise.all(
          [one, two].map((page) => page.send('POST', '/replies', { body: `Round ${round}`, expectedVersion })),
        )
        expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      }
      const { items } = await cast.as('a1').tickets.messages({ ticketId, limit: 200 })
      expect(items.filter(({ body }) => body.startsWith('Round'))).toHaveLength(10)
      for (const page of [one, two]) page.close()
    })
  })
})
