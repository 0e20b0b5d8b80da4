import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { follow } from './reading.ts'

const live = { pollMs: 100, heartbeatMs: 60_000 }

forEachDatabase((kind) => {
  describe('presence', () => {
    let cast: Cast
    let ticketId: string
    /** As if so many milliseconds had passed, by the database's clock. */
    const pass = (ms: number) =>
      cast.desk['~store'].write(({ db }) =>
        db
          .updateTable('presence')
          .set({
            looking_until_ms: sql`looking_until_ms - ${sql.lit(ms)}`,
            writing_until_ms: sql`case when writing_until_ms = 0 then 0 else writing_until_ms - ${sql.lit(ms)} end`,
          })
          .execute(),
      )
    const countOf = async (table: string) =>
      Number(
        (
          await cast.desk['~store'].read(({ db }) =>
            db
              .selectFrom(table)
              .select((eb) => eb.fn.countAll().as('n'))
              .executeTakeFirstOrThrow(),
          )
        ).n,
      )

    beforeAll(async () => {
      cast = await openCast(kind, { live }, afterAll)
      ticketId = (await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })).id
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.net })
    })

    it('is who looks and who writes, until they say no more or say nothing for long', async () => {
      const [n1, nl] = [cast.as('n1'), cast.as('nl')]
      expect(await n1.live.announce({ ticketId, doing: 'looking' })).toEqual({
        items: [{ person: { id: cast.id.n1, name: 'N1' }, doing: 'looking' }],
        isWriting: false,
      })
      expect(await nl.live.announce({ ticketId, doing: 'writing' })).toMatchObject({ isWriting: true })
      // Looking in another window does not end writing in this one.
      await nl.live.announce({ ticketId, doing: 'looking' })
      const items = [
        { person: { id: cast.id.nl, name: 'NL' }, doing: 'writing' },
        { person: { id: cast.id.n1, name: 'N1' }, doing: 'looking' },
      ].toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1))
      expect((await n1.live.presence({ ticketId })).items).toEqual(items)
      expect((await n1.tickets.get({ ticketId, presence: true })).presence).toEqual(items)
      expect(await n1.tickets.get({ ticketId })).not.toHaveProperty('presence')
      await pass(21_000)
      expect((await n1.live.presence({ ticketId })).items?.map(({ doing }) => doing)).toEqual(['looking', 'looking'])
      await n1.live.leave({ ticketId })
      expect((await nl.live.presence({ ticketId })).items?.map(({ person }) => person.name)).toEqual(['NL'])
      await pass(25_000)
      expect(await nl.live.presence({ ticketId })).toEqual({ items: [], isWriting: false })
    })

    it('has several windows of one person apart: one may go, or cease to write, and the others stay', async () => {
      const { id } = await cast.as('ad').tickets.create({ subject: 'Two windows', requesterId: cast.id.a1, teamId: cast.net })
      const { live } = cast.as('n1')
      const doing = async () => (await cast.as('nl').live.presence({ ticketId: id })).items?.map((item) => item.doing)
      await live.announce({ ticketId: id, doing: 'writing', tab: 'left' })
      await live.announce({ ticketId: id, doing: 'looking', tab: 'right' })
      expect(await doing()).toEqual(['writing'])
      await live.leave({ ticketId: id, tab: 'right' })
      expect(await doing()).toEqual(['writing'])
      await live.announce({ ticketId: id, doing: 'writing', tab: 'right' })
      await live.announce({ ticketId: id, doing: 'looking', tab: 'left' })
      expect(await doing()).toEqual(['writing'])
      await live.announce({ ticketId: id, doing: 'looking', tab: 'right' })
      expect(await doing()).toEqual(['looking'])
      await live.leave({ ticketId: id, tab: 'right' })
      expect(await doing()).toEqual(['looking'])
      await live.leave({ ticketId: id })
      expect(await doing()).toEqual([])
    })

    it('keeps little of who says they are everywhere, and nothing of what is no word', async () => {
      const own = () =>
        cast.desk['~store'].read(
          async ({ db }) => (await db.selectFrom('presence').selectAll().where('person_id', '=', cast.id.n1).execute()).length,
        )
      const { id } = await cast.as('ad').tickets.create({ subject: 'Crowded', requesterId: cast.id.a1, teamId: cast.net })
      await Promise.all(
        Array.from({ length: 120 }, (_, n) => cast.as('n1').live.announce({ ticketId: id, doing: 'looking', tab: `window-${n}` })),
      )
      await cast.as('n1').live.announce({ ticketId: id, doing: 'writing', tab: 'last' })
      expect(await own()).toBeLessThanOrEqual(50)
      expect((await cast.as('nl').live.presence({ ticketId: id })).items).toEqual([
        { person: { id: cast.id.n1, name: 'N1' }, doing: 'writing' },
      ])
      for (const wrong of [
        { tab: '' },
        { tab: 'a b' },
        { tab: 'x'.repeat(65) },
        { tab: "'; drop table presence --" },
        { tab: '\u0000' },
        { tab: ['a'] },
        { tab: null },
        { doing: 'writing ' },
        { doing: null },
        { ticketId: '%' },
        { ticketId: [id] },
        { personId: cast.id.nl },
        { until: 9e15 },
      ])
        expect(
          await refusal(cast.as('n1').live.announce({ ticketId: id, doing: 'looking', ...wrong } as never)),
          JSON.stringify(wrong),
        ).toBe('input.invalid')
      expect(await refusal(cast.as('f1').live.leave({ ticketId: id }))).toBe('ticket.not_found')
      await cast.as('n1').live.leave({ ticketId: id })
      expect(await own()).toBe(0)
    })

    it('leaves nothing behind: no event, no version, no row', async () => {
      const before = await cast.as('n1').tickets.get({ ticketId })
      const events = await countOf('event')
      await cast.as('n1').live.announce({ ticketId, doing: 'writing' })
      await pass(50_000)
      const other = await cast.as('a1').tickets.create({ subject: 'Other' })
      await cast.as('ad').tickets.assign({ ticketId: other.id, assigneeId: null, teamId: cast.net })
      const now = await countOf('event')
      await cast.as('n1').live.announce({ ticketId: other.id, doing: 'looking' })
      await cast.as('n1').live.leave({ ticketId: other.id })
      expect(await countOf('event')).toBe(now)
      expect(now - events).toBe(2)
      // What others left behind goes with their next word, or within the hour.
      await pass(50_000)
      await cast.another().tick()
      expect(await countOf('presence')).toBe(0)
      expect(await cast.as('n1').tickets.get({ ticketId })).toEqual(before)
    })

    it('is for those who may see the ticket, and for people', async () => {
      expect(await refusal(cast.as('f1').live.announce({ ticketId, doing: 'looking' }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('f1').live.presence({ ticketId }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('a1').live.announce({ ticketId, doing: 'looking' }))).toBe('access.wrong_capacity')
      expect(await refusal(cast.as('a1').tickets.get({ ticketId, presence: true }))).toBe('input.invalid')
      expect(await refusal(cast.desk.system('sync').live.announce({ ticketId, doing: 'looking' }))).toBe('live.no_person')
      expect(await refusal(cast.as('n1').live.announce({ ticketId, doing: 'dancing' } as never))).toBe('input.invalid')
    })

    it('comes with the stream, also when it was there before, and from another process', async () => {
      await cast.as('nl').live.announce({ ticketId, doing: 'looking' })
      const elsewhere = cast.another({ live })
      const named = await follow(elsewhere.as({ externalId: 'n1' }).live.stream({ ticketId: [ticketId] }))
      const foreign = await follow(elsewhere.as({ externalId: 'f1' }).live.stream({ presence: true }))
      const unasked = await follow(elsewhere.as({ externalId: 'n1' }).live.stream({}))
      const doings = () => named.said().map(({ data }) => data.items.map(({ doing }: { doing: string }) => doing).join())
      await until('it is told who is there', () => doings().length === 1)
      await cast.as('nl').live.announce({ ticketId, doing: 'writing' })
      await until('they write', () => doings().at(-1) === 'writing', 2500)
      await pass(46_000)
      await until('they are gone', () => doings().at(-1) === '', 2500)
      expect(doings()).toEqual(['looking', 'writing', ''])
      expect([...foreign.said(), ...unasked.said()]).toEqual([])
    })

    it('tells customers that somebody writes only where the desk allows it, and never who', async () => {
      const open = cast.another({ live: { ...live, customersSeeWriting: true } })
      const quiet = await follow(cast.as('a1').live.stream({ ticketId: [ticketId] }))
      const told = await follow(open.as({ externalId: 'a1' }).live.stream({ ticketId: [ticketId] }))
      await open.as({ externalId: 'n1' }).live.announce({ ticketId, doing: 'writing' })
      await until('the customer is told', () => told.said().length > 0, 2500)
      expect(told.said()[0]).toEqual({ event: 'presence', data: { ticketId, isWriting: true } })
      expect(await open.as({ externalId: 'a1' }).live.presence({ ticketId })).toEqual({ isWriting: true })
      expect(await cast.as('a1').live.presence({ ticketId })).toEqual({ isWriting: false })
      await pause(300)
      expect(quiet.said()).toEqual([])
      expect(told.text()).not.toContain(cast.id.n1)
    })

    it('two agents do not answer at once: the second is told that somebody did', async () => {
      const { version } = await cast.as('n1').tickets.get({ ticketId, presence: true })
      await cast.as('nl').tickets.reply({ ticketId, body: 'Mine was faster.', expectedVersion: version })
      expect(await refusal(cast.as('n1').tickets.reply({ ticketId, body: 'Mine too.', expectedVersion: version }))).toBe('ticket.conflict')
      const { items } = await cast.as('n1').tickets.messages({ ticketId })
      expect(items.filter(({ body }) => body.startsWith('Mine'))).toHaveLength(1)
    })
  })
})
