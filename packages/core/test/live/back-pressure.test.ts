import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Bytes } from '../../src/operation/operation.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { follow, parseEvents } from './reading.ts'

const live = { pollMs: 50, heartbeatMs: 200 }

forEachDatabase((kind) => {
  describe('a stream that is not read', () => {
    let cast: Cast
    let ticketId: string
    beforeAll(async () => {
      cast = await openCast(kind, { live }, afterAll)
      ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer' })).id
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
    })

    it('is ended with a word, keeps little, and can be gone on with', async () => {
      const opened = (await cast.as('n1').live.stream({})) as Bytes
      const iterator = opened.body[Symbol.asyncIterator]()
      const first = await iterator.next()
      const [hello] = parseEvents(new TextDecoder().decode(first.value as Uint8Array))
      for (let n = 0; n < 700; n += 100)
        await Promise.all(Array.from({ length: 100 }, () => cast.as('n1').tickets.note({ ticketId, body: 'more' })))
      await pause(500)
      const rest: Uint8Array[] = []
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) rest.push(next.value as Uint8Array)
      expect(Buffer.concat(rest).length).toBeLessThan(300 * 1024)
      const last = parseEvents(Buffer.concat(rest).toString()).at(-1)
      expect(last).toMatchObject({ event: 'end', data: { code: 'live.too_slow' } })
      expect(last).not.toHaveProperty('id')
      const again = await follow(cast.as('n1').live.stream({ after: String(hello?.id) }))
      await until('everything is there', () => again.events().filter((event) => event === 'ticket.noted').length === 700)
      await again.stop()
    }, 60_000)
  })
})
