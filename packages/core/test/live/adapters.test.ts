import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { until } from '../hook/delivery-desk.ts'
import type { RunningHost } from '../http-adapters/adapter-host.ts'
import { compressingHosts } from './hosts.ts'
import { openStream } from './sse-client.ts'

const live = { pollMs: 200, heartbeatMs: 60_000 }
const identify = ({ headers }: Request) => {
  const externalId = headers.get('x-person')
  return externalId === null ? null : { externalId }
}

forEachDatabase((kind) => {
  let cast: Cast
  let ticketId: string
  beforeAll(async () => {
    cast = await openCast(kind, { live, identify }, afterAll)
    ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer' })).id
    await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
    await cast.desk.tick()
  })

  describe.each(Object.entries(compressingHosts))('the stream through %s', (_, start) => {
    let desk: Desk
    let host: RunningHost
    beforeAll(async () => {
      desk = cast.another()
      host = await start(desk)
    })
    afterAll(() => host.close())
    const follow = (headers: Record<string, string> = {}) =>
      openStream(host.port, `/support/api/stream?ticketId=${ticketId}`, {
        'x-person': 'n1',
        'accept-encoding': 'gzip, deflate, br, zstd',
        ...headers,
      })
    const note = (body: string) => desk.as({ externalId: 'n1' }).tickets.note({ ticketId, body })

    it('brings events at once, also behind what compresses everything', async () => {
      const stream = await follow()
      expect(stream.answer.headers).toMatchObject({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      expect(stream.answer.headers).not.toHaveProperty('content-encoding')
      await until('the first word is there before anything happens', () => stream.text().includes('retry: '))
      for (let n = 1; n <= 3; n += 1) {
        await note('one more')
        await until('it is told', () => stream.said().filter(({ event }) => event === 'ticket').length === n, 1000)
      }
      await stream.leave()
    })

    it('goes on behind the last id, and refuses another with a code', async () => {
      const stream = await follow()
      await note('first')
      await until('it is told', () => stream.said().length > 0)
      await stream.leave()
      await note('missed')
      const again = await follow({ 'last-event-id': String(stream.said().at(-1)?.id) })
      await until('what was missed is there', () => again.said().length === 1)
      await again.leave()
      const plain = { 'accept-encoding': 'identity' }
      await expect(follow({ ...plain, 'last-event-id': 'garbage' })).rejects.toMatchObject({ status: 422, code: 'input.cursor_invalid' })
      await expect(follow({ ...plain, 'x-person': 'f1' })).rejects.toMatchObject({ status: 404, code: 'ticket.not_found' })
      await expect(openStream(host.port, '/support/api/stream')).rejects.toMatchObject({ status: 401, code: 'access.unauthenticated' })
    })

    it('forgets clients that go, and ends whole answers when the desk is closed', async () => {
      const one = desk.as({ externalId: 'n1' })
      const streams = await Promise.all(Array.from({ length: 50 }, () => follow()))
      await until('all are open', () => streams.every((stream) => stream.text() !== ''))
      expect(await refusal(one.live.stream({}))).toBe('live.too_many_streams')
      await Promise.all(streams.map((stream) => stream.leave()))
      await until('there is room again', async () => (await refusal(one.live.stream({}).then(() => undefined))) === 'none')
      const last = await Promise.all(Array.from({ length: 5 }, () => follow()))
      await until('they are open', () => last.every((stream) => stream.text() !== ''))
      await desk.close()
      await until('all have ended', () => last.every((stream) => stream.ended() !== undefined))
      expect(last.map((stream) => stream.ended())).toEqual([true, true, true, true, true])
    })
  })
})
