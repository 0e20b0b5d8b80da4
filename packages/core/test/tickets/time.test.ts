import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { storedTicket } from './stored.ts'

const DAY = 24 * 60

forEachDatabase((kind) => {
  describe('time alone', () => {
    const open = async () => {
      const clock = { now: Date.parse('2026-03-02T08:00:00.000Z') }
      const cast = await openCast(kind, { clock: () => clock.now })
      const later = (minutes: number) => {
        clock.now += minutes * 60_000
        return new Date(clock.now).toISOString()
      }
      const inFuture = (minutes: number) => new Date(clock.now + minutes * 60_000).toISOString()
      return { cast, later, inFuture }
    }
    const openTicket = async (cast: Cast, more: object = {}) =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net, ...more })).id
    const eventsOf = async (cast: Cast, ticketId: string) => (await historyOf(cast.desk, ticketId)).map(({ name }) => name)

    it('ends a wait that is to act, and tells once of one that is to remind', async () => {
      const { cast, later, inFuture } = await open()
      const [acting, reminding, endless] = [await openTicket(cast), await openTicket(cast), await openTicket(cast)]
      await cast.as('n1').tickets.wait({ ticketId: acting, on: 'scheduled', until: inFuture(60), mode: 'act' })
      await cast.as('n1').tickets.wait({ ticketId: reminding, on: 'parts', until: inFuture(60) })
      await cast.as('n1').tickets.wait({ ticketId: endless, on: 'parts' })
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      const at = later(61)
      expect(await cast.desk.tick()).toMatchObject({ due: 2 })
      expect(await storedTicket(cast.desk, acting)).toMatchObject({
        category: 'open',
        waiting_until_at: null,
        waited_ms: 61 * 60_000,
        started_at: at,
      })
      expect(await storedTicket(cast.desk, reminding)).toMatchObject({ category: 'waiting', waiting_on: 'parts' })
      expect((await eventsOf(cast, acting)).slice(-2)).toEqual(['ticket.transitioned', 'ticket.resumed'])
      expect((await historyOf(cast.desk, acting)).at(-1)).toMatchObject({ actor_kind: 'system', actor_id: 'time' })
      later(61)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      expect((await eventsOf(cast, reminding)).filter((name) => name === 'ticket.wait_over')).toHaveLength(1)
      // Waiting again reminds again.
      await cast.as('n1').tickets.wait({ ticketId: reminding, on: 'parts', until: inFuture(60) })
      later(61)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
    })

    it('leaves a wait that was prolonged meanwhile, and one that is over otherwise', async () => {
      const { cast, later, inFuture } = await open()
      const [longer, done] = [await openTicket(cast), await openTicket(cast)]
      for (const ticketId of [longer, done]) await cast.as('n1').tickets.wait({ ticketId, on: 'parts', until: inFuture(60), mode: 'act' })
      await cast.as('n1').tickets.wait({ ticketId: longer, on: 'parts', until: inFuture(600), mode: 'act' })
      await cast.as('n1').tickets.cancel({ ticketId: done, reason: 'x' })
      later(61)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
    })

    it('closes what nobody objected to, by the last public word, where the type says so', async () => {
      const { cast, later } = await open()
      const [silent, thanked, problem] = [await openTicket(cast), await openTicket(cast), await openTicket(cast, { type: 'problem' })]
      for (const ticketId of [silent, thanked]) await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
      await cast.as('nl').tickets.resolve({ ticketId: problem, resolution: 'solved', overrideReason: 'x' })
      later(6 * DAY)
      await cast.as('n1').tickets.reply({ ticketId: thanked, body: 'Is it all right now?' })
      await cast.as('n1').tickets.note({ ticketId: silent, body: 'A note is no word to the customer' })
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      const at = later(1 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(cast.desk, silent)).toMatchObject({ category: 'closed', closed_at: at, resolution: 'solved' })
      expect((await eventsOf(cast, silent)).at(-1)).toBe('ticket.closed')
      later(6 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(cast.desk, thanked)).toMatchObject({ category: 'closed' })
      later(1000 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      expect(await storedTicket(cast.desk, problem)).toMatchObject({ category: 'resolved' })
    })

    it('does it once, however many look at the same time, and however many there are', async () => {
      const { cast, later, inFuture } = await open()
      const ids = await Promise.all(Array.from({ length: 230 }, () => openTicket(cast)))
      for (const ticketId of ids) await cast.as('n1').tickets.wait({ ticketId, on: 'parts', until: inFuture(60), mode: 'act' })
      later(61)
      const counts = await Promise.all([cast.desk, cast.another(), cast.another()].map((desk) => desk.tick()))
      expect(counts.reduce((sum, { due }) => sum + due, 0)).toBe(ids.length)
      for (const ticketId of ids.slice(0, 5))
        expect((await eventsOf(cast, ticketId)).filter((name) => name === 'ticket.resumed')).toHaveLength(1)
      expect((await cast.desk.doctor()).findings).toEqual([])
    }, 60_000)
  })
})
