import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { ChannelContext, ChannelDelivery } from '../../src/plugin/channel.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { post } from './channel-plugin.ts'

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

forEachDatabase((kind) => {
  describe('a channel', () => {
    let cast: Cast
    let mailing: { tick(): Promise<unknown>; close(): Promise<void> }
    let attempts = 0
    let closed = 0
    let send: (delivery: ChannelDelivery, context: ChannelContext) => void | Promise<void> = () => undefined

    const due = () =>
      cast.desk['~store'].write(({ db }) =>
        db.updateTable('notification_delivery').set({ due_ms: sql`0` }).where('state', '=', 'waiting').execute(),
      )
    const tried = async (times: number) => {
      for (let n = 0; n < times; n += 1) {
        await due()
        await mailing.tick()
        await mailing.tick()
      }
    }
    const answered = async () => {
      send = () => undefined
      const { id } = await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })
      await cast.as('ad').tickets.assign({ ticketId: id, assigneeId: null, teamId: cast.net })
      await tried(2)
      attempts = 0
      await cast.as('n1').tickets.reply({ ticketId: id, body: 'On our way.' })
      return id
    }
    const stateOf = async (ticketId: string) => {
      const row = await cast.desk['~store'].read(({ db }) =>
        db
          .selectFrom('notification_delivery')
          .select(['state', 'attempt_count', 'error'])
          .where('ticket_id', '=', ticketId)
          .where('person_id', '=', cast.id.a1)
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow(),
      )
      return `${row.state} ${row.attempt_count} ${row.error ?? ''}`.trim()
    }

    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      mailing = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [
          post({
            timeout: 300,
            send: (delivery, context) => {
              attempts += 1
              return send(delivery, context)
            },
            close: () => {
              closed += 1
            },
          }),
        ],
        log: quiet,
        worker: false,
        identify: () => null,
      })
    })
    beforeEach(() => {
      attempts = 0
    })

    it('sends what may have arrived once more, and not a third time', async () => {
      const ticketId = await answered()
      send = () => {
        throw Object.assign(new Error('lost after DATA'), { mayHaveArrived: true })
      }
      await tried(4)
      expect(attempts).toBe(2)
      expect(await stateOf(ticketId)).toBe('dead 2 lost after DATA')
    })

    it('goes on trying what surely has not arrived', async () => {
      const ticketId = await answered()
      let n = 0
      send = () => {
        n += 1
        if (n === 2) throw Object.assign(new Error('lost after DATA'), { mayHaveArrived: true })
        if (n < 5) throw new Error('451 later')
      }
      await tried(6)
      expect(await stateOf(ticketId)).toBe('done 5')
    })

    it('is told to stop when its time is over, and believed if it has sent in that moment', async () => {
      const ticketId = await answered()
      send = (_delivery, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => void pause(20).then(() => resolve()), { once: true }))
      await tried(2)
      expect(attempts).toBe(1)
      expect(await stateOf(ticketId)).toBe('done 1')
    })

    it('is believed if it has surely not sent', async () => {
      const ticketId = await answered()
      send = (_delivery, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }))
      await tried(1)
      expect(await stateOf(ticketId)).toMatch(/^waiting 1 not sent within 300 ms \(stopped\)/)
      send = () => undefined
      await tried(1)
      expect(await stateOf(ticketId)).toBe('done 2')
    })

    it('knows what it has brought before, reads texts, and acts as its plugin', async () => {
      const ticketId = await answered()
      const seen: { id: string; earlier: readonly string[]; title: string; refused: string }[] = []
      send = async ({ id, earlier }, { texts, desk, attempt }) => {
        expect(attempt).toBe(1)
        const refused = await desk.tickets.get({ ticketId }).then(
          () => 'seen',
          (error: { code?: string }) => String(error.code),
        )
        seen.push({ id, earlier, title: texts.textOf('event:ticket.replied', {}, 'he'), refused })
      }
      await tried(1)
      await cast.as('n1').tickets.reply({ ticketId, body: 'Again.' })
      await tried(1)
      const mine = seen.slice(-2)
      expect(mine[1]?.earlier.at(-1)).toBe(mine[0]?.id)
      expect(mine[0]?.title).toBe('נשלח מענה')
      // The plugin lists nothing under `acts`.
      expect(mine[0]?.refused).toMatch(/^(access|ticket)\./)
    })

    it('is closed with the desk', async () => {
      await mailing.close()
      expect(closed).toBe(1)
    })
  })
})
