import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { ChannelDelivery } from '../../src/plugin/channel.ts'
import { type Cast, type Name, openCast, refusal } from '../access/cast.ts'
import { post } from './channel-plugin.ts'

const CANARY = 'CANARY-INT-7f3a'
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

forEachDatabase((kind) => {
  describe('notifications', () => {
    let cast: Cast
    const sent: ChannelDelivery[] = []
    let send = (delivery: ChannelDelivery): void | Promise<void> => void sent.push(delivery)
    let mailing: { tick(): Promise<unknown>; close(): Promise<void> }

    /** A ticket of a1 in the network's queue, and everything told of it so far. */
    const opened = async () => {
      const { id } = await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })
      await told()
      await cast.as('ad').tickets.assign({ ticketId: id, assigneeId: null, teamId: cast.net })
      await told()
      sent.length = 0
      return id
    }
    const told = async () => {
      await mailing.tick()
      await mailing.tick()
    }
    const inbox = async (name: Name, ticketId: string, acting: 'staff' | 'customer' = 'staff') =>
      (await cast.as(name, { acting }).notifications.list({ limit: 200 })).items
        .filter(({ ticket }) => ticket.id === ticketId)
        .map(({ event, reason }) => `${event} ${reason}`)
    const due = () =>
      cast.desk['~store'].write(({ db }) =>
        db.updateTable('notification_delivery').set({ due_ms: sql`0`, lease_until_ms: sql`0` }).where('state', '=', 'waiting').execute(),
      )

    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      mailing = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [post({ send: (delivery) => send(delivery) })],
        log: quiet,
        worker: false,
        identify: () => null,
      })
      afterAll(() => mailing.close())
    })
    beforeEach(() => {
      send = (delivery) => void sent.push(delivery)
    })

    it('tell the requester of answers, staff of questions, and nobody of their own doing', async () => {
      const ticketId = await opened()
      await cast.as('n1').tickets.take({ ticketId })
      await cast.as('n1').tickets.reply({ ticketId, body: 'On our way.' })
      await cast.as('a1').tickets.addParticipant({ ticketId, personId: cast.id.a2, kind: 'cc' })
      await cast.as('a1').tickets.reply({ ticketId, body: 'Thank you.' })
      await told()
      expect(await inbox('a1', ticketId, 'customer')).toEqual(['ticket.replied requester'])
      expect(await inbox('a2', ticketId, 'customer')).toEqual(['ticket.replied cc'])
      expect(await inbox('n1', ticketId)).toEqual(['ticket.replied assignee', 'ticket.assigned team'])
      expect(await inbox('nl', ticketId)).toEqual(['ticket.assigned team'])
      for (const name of ['f1', 'n2'] as const) expect(await inbox(name, ticketId), name).toEqual([])
      expect(await inbox('b1', ticketId, 'customer')).toEqual([])
    })

    it('are made once, however often an event is delivered', async () => {
      const ticketId = await opened()
      await cast.as('n1').tickets.reply({ ticketId, body: 'Once.' })
      await told()
      await cast.desk['~store'].write(({ db }) => db.updateTable('handler').set({ position: 0 }).execute())
      await told()
      expect(await inbox('a1', ticketId, 'customer')).toEqual(['ticket.replied requester'])
      expect(sent.filter(({ recipient, ticket }) => recipient.id === cast.id.a1 && ticket.id === ticketId)).toHaveLength(1)
    })

    it('say nothing of what was merged, and tell of its root', async () => {
      const [source, target] = [await opened(), await opened()]
      await cast.as('n1').tickets.reply({ ticketId: source, body: 'Too late to be told.' })
      await cast.as('n1').tickets.merge({ ticketId: source, intoId: target })
      await cast.as('n1').tickets.reply({ ticketId: target, body: 'Of both.' })
      await told()
      expect(await inbox('a1', source, 'customer')).toEqual([])
      expect(await inbox('a1', target, 'customer')).toContain('ticket.replied requester')
    })

    it('B06: say nothing to a customer whom a note mentions, and warn its author', async () => {
      const ticketId = await opened()
      await cast.as('n1').tickets.addParticipant({ ticketId, personId: cast.id.a1, kind: 'cc' })
      const { warnings } = await cast.as('n1').tickets.note({
        ticketId,
        body: `${CANARY} @A1 @NL`,
        mentionIds: [cast.id.a1, cast.id.nl, cast.id.f1],
      })
      expect(warnings).toEqual([
        { code: 'mention_not_visible', personId: cast.id.a1 },
        { code: 'mention_not_visible', personId: cast.id.f1 },
      ])
      await told()
      expect(await inbox('nl', ticketId)).toContain('ticket.noted mentioned')
      expect(await inbox('a1', ticketId, 'customer')).toEqual([])
      expect(await inbox('f1', ticketId)).toEqual([])
      for (const delivery of sent) if (delivery.recipient.acting === 'customer') expect(JSON.stringify(delivery)).not.toContain(CANARY)
      expect(sent.map(({ recipient }) => recipient.id)).toEqual([cast.id.nl])
    })

    it('are read by their owner, and counted', async () => {
      const ticketId = await opened()
      await cast.as('n1').tickets.reply({ ticketId, body: 'One.' })
      await cast.as('n1').tickets.reply({ ticketId, body: 'Two.' })
      await told()
      const mine = cast.as('a1').notifications
      const before = (await mine.unread()).count
      const { items } = await mine.list({ unread: true, limit: 1 })
      await cast.as('a2').notifications.read({ notificationIds: [String(items[0]?.id)] })
      expect((await mine.unread()).count).toBe(before)
      expect((await mine.read({ notificationIds: [String(items[0]?.id)] })).count).toBe(before - 1)
      await mine.read({ ticketId })
      expect((await mine.list({ unread: true, limit: 200 })).items.filter(({ ticket }) => ticket.id === ticketId)).toEqual([])
      expect((await mine.read({})).count).toBe(0)
      expect(await refusal(mine.list({ cursor: 'x' }))).toBe('input.cursor_invalid')
    })

    it('follow what somebody has said, for each reason and channel', async () => {
      const ticketId = await opened()
      const mine = cast.as('a1').notifications
      expect((await mine.preferences()).items.map(({ reason, channel, isOn }) => `${reason} ${channel} ${isOn}`)).toEqual([
        'approver inbox true',
        'requester inbox true',
        'cc inbox true',
      ])
      await mine.savePreference({ reason: 'requester', channel: 'inbox', isOn: false })
      expect(await refusal(mine.savePreference({ reason: 'requester', channel: 'pigeon', isOn: false }))).toBe(
        'notification.unknown_channel',
      )
      await cast.as('n1').tickets.reply({ ticketId, body: 'Not in the inbox.' })
      await told()
      expect(await inbox('a1', ticketId, 'customer')).toEqual([])
      expect(sent.map(({ recipient }) => recipient.id)).toContain(cast.id.a1)
      await mine.savePreference({ reason: 'requester', channel: 'inbox', isOn: true })
    })

    it('show nothing of what their owner may no longer see', async () => {
      const ticketId = await opened()
      await cast.as('n1').tickets.take({ ticketId })
      await cast.as('a1').tickets.reply({ ticketId, body: 'Hello?' })
      send = () => {
        throw new Error('not yet')
      }
      await told()
      send = (delivery) => void sent.push(delivery)
      sent.length = 0
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.fin })
      await due()
      await told()
      expect(await inbox('n1', ticketId)).toEqual([])
      expect(sent.filter(({ recipient }) => recipient.id === cast.id.n1)).toEqual([])
    })

    it('refuse to be made by anybody but the desk', async () => {
      const eventId = '00000000-0000-7000-8000-000000000000'
      for (const name of ['ad', 'a1'] as const)
        expect(await refusal(cast.as(name).notifications.tell({ eventId }))).toMatch(/^access\.(denied|wrong_capacity)$/)
      expect(await refusal(cast.desk.system('me').notifications.tell({ eventId }))).toBe('access.denied')
    })

    it('FT12: try a channel again that fails, and never after it has not', async () => {
      const ticketId = await opened()
      let attempts = 0
      send = (delivery) => {
        attempts += 1
        if (attempts < 3) throw new Error('451 try again')
        sent.push(delivery)
      }
      await cast.as('n1').tickets.reply({ ticketId, body: 'At last.' })
      for (let n = 0; n < 5; n += 1) {
        await told()
        await due()
      }
      expect(attempts).toBe(3)
      expect(sent).toMatchObject([
        {
          recipient: { id: cast.id.a1, acting: 'customer' },
          items: [{ reason: 'requester', message: { body: 'At last.', author: 'N1' } }],
        },
      ])
    })

    it('FT12: give up what can never be delivered, and what hangs', async () => {
      const ticketId = await opened()
      const states = async () =>
        (
          await cast.desk['~store'].read(({ db }) =>
            db
              .selectFrom('notification_delivery')
              .select(['state', 'attempt_count', 'error'])
              .where('ticket_id', '=', ticketId)
              .where('person_id', '=', cast.id.a1)
              .orderBy('created_at')
              .execute(),
          )
        ).map((row) => `${row.state} ${row.attempt_count} ${row.error}`)
      send = () => {
        throw Object.assign(new Error('550 unknown'), { isFinal: true })
      }
      await cast.as('n1').tickets.reply({ ticketId, body: 'Nobody there.' })
      await told()
      expect(await states()).toEqual(['dead 1 550 unknown'])
      send = () => new Promise(() => {})
      await cast.as('n1').tickets.reply({ ticketId, body: 'Hangs.' })
      await told()
      await mailing.tick()
      expect((await states()).at(-1)).toMatch(/^waiting 1 not sent within 500 ms/)
      for (let n = 0; n < 8; n += 1) {
        send = () => {
          throw new Error('421 later')
        }
        await due()
        await told()
      }
      expect((await states()).at(-1)).toBe('dead 8 421 later')
    })

    it('gather what is said about a ticket in a moment', async () => {
      const slow = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [post({ gatherMs: 60_000, send: (delivery) => void sent.push(delivery) })],
        log: quiet,
        worker: false,
        identify: () => null,
      })
      afterAll(() => slow.close())
      const ticketId = await opened()
      for (const body of ['One.', 'Two.', 'Three.']) await cast.as('n1').tickets.reply({ ticketId, body })
      await slow.tick()
      await slow.tick()
      expect(sent).toEqual([])
      await due()
      await slow.tick()
      expect(
        sent.filter(({ recipient }) => recipient.id === cast.id.a1).map(({ items }) => items.map(({ message }) => message?.body)),
      ).toEqual([['One.', 'Two.', 'Three.']])
    })
  })
})
