import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, type Name, openCast, refusal } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { follow, type Reader } from './reading.ts'

const live = { pollMs: 100, heartbeatMs: 60_000 }

forEachDatabase((kind) => {
  describe('a page of lists', () => {
    let cast: Cast
    const views = new Map<string, string>()
    beforeAll(async () => {
      cast = await openCast(kind, { live }, afterAll)
      for (const { key, id } of (await cast.as('n1').views.list({})).items) if (key) views.set(key, id)
      await cast.desk.tick()
    })
    const ticketOf = async (requester: Name, teamId = cast.net) =>
      (await cast.as('ad').tickets.create({ subject: 'Printer', body: 'It smokes.', requesterId: cast.id[requester], teamId })).id
    const told = (reader: Reader, viewId: string | undefined) =>
      reader.said().filter(({ event, data }) => event === 'view' && data.viewId === viewId).length
    const viewOf = (key: string) => views.get(key) ?? ''
    /** Longer than a view waits before it is told again. */
    const rest = () => pause(1300)

    it('is told which of its views may be another one, once a second at most, and of tickets nothing', async () => {
      const mine = viewOf('my_open')
      const unassigned = viewOf('unassigned')
      const ticketId = await ticketOf('a1')
      const elsewhere = await ticketOf('a1', cast.fin)
      await cast.desk.tick()
      const reader = await follow(cast.as('n1').live.stream({ viewId: [mine, unassigned] }))
      for (let n = 0; n < 10; n += 1) await cast.as('n1').tickets.note({ ticketId, body: 'one more' })
      await until('the list that it stands in is told', () => told(reader, unassigned) === 1)
      await rest()
      // The first at once, what came right behind it together.
      expect(told(reader, unassigned)).toBeLessThanOrEqual(2)
      expect(told(reader, mine)).toBe(0)
      const before = told(reader, unassigned)
      await cast.as('n1').tickets.take({ ticketId })
      await until(
        'the list that it has left, and the one that it is in',
        () => told(reader, unassigned) > before && told(reader, mine) === 1,
      )
      await rest()
      const now = [told(reader, mine), told(reader, unassigned)]
      await cast.as('f1').tickets.take({ ticketId: elsewhere })
      await cast.as('f1').tickets.reply({ ticketId: elsewhere, body: 'not theirs' })
      await rest()
      expect([told(reader, mine), told(reader, unassigned)]).toEqual(now)
      // Out of sight is out of the list.
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.fin })
      await until('it is told that it has lost one', () => told(reader, mine) === 2)
      expect(reader.said().filter(({ event }) => event === 'ticket')).toEqual([])
      await reader.stop()
    }, 20_000)

    it('is told when a view itself was changed, and not of what the house does where customers follow one', async () => {
      const { id: viewId } = await cast.as('n1').views.create({ titles: { en: 'Urgent' }, filter: { priority: ['urgent'], open: true } })
      const [customers] = (await cast.as('a1').views.list({})).items
      const ticketId = await ticketOf('a1')
      await cast.desk.tick()
      const agent = await follow(cast.as('n1').live.stream({ viewId: [viewId] }))
      const customer = await follow(cast.as('a1').live.stream({ viewId: [customers?.id ?? ''] }))
      await cast.as('n1').tickets.note({ ticketId, body: 'internal' })
      await cast.as('n1').tickets.tag({ ticketId, add: ['vip'] })
      await rest()
      expect(customer.said()).toEqual([])
      await cast.as('n1').views.update({ viewId, filter: { priority: ['high'] } })
      await until('it is told so', () => agent.said().some(({ data }) => data?.isOutdated === true))
      await cast.as('n1').tickets.reply({ ticketId, body: 'public' })
      await until('the customer is told', () => told(customer, customers?.id) === 1)
      expect(customer.text()).not.toContain(ticketId)
      for (const reader of [agent, customer]) await reader.stop()
    }, 20_000)

    it('follows no view that it may not see', async () => {
      const { id: own } = await cast.as('n1').views.create({ titles: { en: 'Own' }, filter: {} })
      for (const [who, viewId] of [
        ['f1', own],
        ['a1', own],
        ['a1', viewOf('my_open')],
        ['n1', '00000000-0000-7000-8000-000000000000'],
      ] as const)
        expect(await refusal(cast.as(who).live.stream({ viewId: [viewId] })), who).toBe('view.not_found')
      for (const viewId of [[], ['%'], 'x', Array.from({ length: 21 }, () => own)])
        expect(await refusal(cast.as('n1').live.stream({ viewId } as never))).toBe('input.invalid')
    })

    it('is told how many notifications are unread: at once, and whenever it is another number', async () => {
      const ticketId = await ticketOf('a1')
      await cast.as('ad').tickets.addParticipant({ ticketId, personId: cast.id.nl, kind: 'follower' })
      await cast.desk.tick()
      const elsewhere = cast.another()
      const reader = await follow(elsewhere.as({ externalId: 'nl' }).live.stream({ unread: true }))
      const stranger = await follow(elsewhere.as({ externalId: 'b1' }).live.stream({ unread: true }))
      const counts = () => reader.said().flatMap(({ event, data }) => (event === 'unread' ? [data.count as number] : []))
      const unread = async () => (await cast.as('nl').notifications.unread()).count
      await until('it is told at once', () => counts().length === 1)
      expect(counts()).toEqual([await unread()])
      const first = await unread()
      await cast.as('a1').tickets.reply({ ticketId, body: 'It still smokes.' })
      await cast.desk.tick()
      expect(await unread()).toBeGreaterThan(first)
      const more = await unread()
      await until('it is told of one more', () => counts().at(-1) === more, 4000)
      await cast.as('nl').notifications.read({})
      await until('and of none', () => counts().at(-1) === 0, 4000)
      // What is out of sight does not count.
      await cast.as('a1').tickets.reply({ ticketId, body: 'Hello?' })
      await cast.desk.tick()
      await until('it is told again', () => (counts().at(-1) ?? 0) > 0, 4000)
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: null, teamId: cast.fin })
      await cast.as('ad').tickets.removeParticipant({ ticketId, personId: cast.id.nl, kind: 'follower' })
      await until('it is as the inbox has it', async () => counts().at(-1) === (await unread()), 4000)
      expect(await unread()).toBe(0)
      expect(stranger.said().map(({ event, data }) => [event, data.count])).toEqual([['unread', 0]])
      for (const one of [reader, stranger]) await one.stop()
    }, 30_000)
  })
})
