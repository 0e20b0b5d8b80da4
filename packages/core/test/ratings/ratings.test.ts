import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('ratings', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const solved = async (by: 'a1' | 'b1' = 'a1') => {
      const { id } = await cast
        .as('n1')
        .tickets.create({ subject: 'x', body: 'y', type: 'incident', requesterId: cast.id[by], teamId: cast.net })
      await solve(id)
      return id
    }
    const solve = (ticketId: string) => cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Done.' })

    it('are given once for each solution, and changed while it stands', async () => {
      const ticketId = await solved()
      const customer = cast.as('a1', { acting: 'customer' })
      const open = await customer.tickets.ratings({ ticketId })
      expect(open).toEqual({ items: [], open: { solution: 1, until: expect.any(String) } })
      const before = await customer.tickets.get({ ticketId })
      const first = await customer.tickets.rate({ ticketId, score: 2, comment: ' Slow. ' })
      expect(first).toMatchObject({ solution: 1, score: 2, comment: 'Slow.', ticket: { id: ticketId } })
      expect(first.by).toBeUndefined()
      const again = await customer.tickets.rate({ ticketId, score: 5 })
      expect(again).toMatchObject({ id: first.id, score: 5, comment: null })
      // The same word twice is one word.
      await customer.tickets.rate({ ticketId, score: 5 })
      // What one thinks of it is told to the house: for those who see the request, nothing of it has moved.
      expect((await customer.tickets.get({ ticketId })).version).toBe(before.version)
      const events = async (name: 'a1' | 'n1', acting: 'customer' | 'staff') =>
        (await cast.as(name, { acting }).tickets.timeline({ ticketId })).items.filter(({ event }) => event === 'ticket.rated')
      expect(await events('a1', 'customer')).toEqual([])
      const told = await events('n1', 'staff')
      expect(told.map(({ payload }) => [payload['score'], payload['solution'], payload['isChange']])).toEqual([
        [2, 1, false],
        [5, 1, true],
      ])
      expect(told[1]?.changes.map(({ title, from, to }) => [title, from, to])).toEqual([
        ['Rating', '2', '5'],
        ['Comment', 'Slow.', null],
      ])

      await cast.as('a1', { acting: 'customer' }).tickets.reopen({ ticketId, reason: 'It hums again' })
      expect(await refusal(customer.tickets.rate({ ticketId, score: 1 }))).toBe('rating.not_open')
      await solve(ticketId)
      expect((await customer.tickets.rate({ ticketId, score: 1 })).solution).toBe(2)
      const all = await cast.as('n1').tickets.ratings({ ticketId })
      expect(all.items.map(({ solution, score, by }) => [solution, score, by?.id])).toEqual([
        [1, 5, cast.id.a1],
        [2, 1, cast.id.a1],
      ])
      expect(all.open).toBeNull()
    })

    it('are the requester’s alone', async () => {
      const ticketId = await solved()
      await cast.as('n1').tickets.addParticipant({ ticketId, personId: cast.id.a2, kind: 'cc' })
      await cast.as('a1', { acting: 'customer' }).tickets.rate({ ticketId, score: 3, comment: 'Between us.' })
      for (const name of ['a2', 'am'] as const) {
        const other = cast.as(name, { acting: 'customer' })
        expect(await refusal(other.tickets.rate({ ticketId, score: 1 })), name).toBe('rating.not_requester')
        expect(await other.tickets.ratings({ ticketId }), name).toEqual({ items: [], open: null })
      }
      const stranger = cast.as('b1', { acting: 'customer' }).tickets
      expect(await refusal(stranger.rate({ ticketId, score: 1 }))).toBe('ticket.not_found')
      expect(await refusal(stranger.ratings({ ticketId }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('f1').tickets.ratings({ ticketId }))).toBe('ticket.not_found')
      // Staff don't say what customers think; the number of stars is checked.
      expect(await refusal(cast.as('n1').tickets.rate({ ticketId, score: 5 }))).toMatch(/^(?:access|operation)\./)
      for (const score of [0, 6, 2.5, Number.NaN])
        expect(await refusal(cast.as('a1', { acting: 'customer' }).tickets.rate({ ticketId, score })), String(score)).toBe('input.invalid')
    })

    it('are not asked for what nobody solved', async () => {
      const customer = cast.as('b1', { acting: 'customer' })
      const make = async () => (await customer.tickets.create({ subject: 'x', body: 'y', type: 'question' })).id
      const open = await make()
      expect(await refusal(customer.tickets.rate({ ticketId: open, score: 5 }))).toBe('rating.not_open')
      await customer.tickets.cancel({ ticketId: open, reason: 'Found it' })
      expect(await refusal(customer.tickets.rate({ ticketId: open, score: 5 }))).toBe('rating.not_open')
      const spam = await make()
      await cast.as('ad').tickets.resolve({ ticketId: spam, resolution: 'solved', text: 'Done.' })
      expect((await customer.tickets.ratings({ ticketId: spam })).open).not.toBeNull()
    })

    it('of many at once make one, and one event each that changes something', async () => {
      const ticketId = await solved()
      const customer = cast.as('a1', { acting: 'customer' })
      const made = await Promise.all([1, 2, 3, 4, 5, 1, 2, 3].map((score) => customer.tickets.rate({ ticketId, score })))
      expect(new Set(made.map(({ id }) => id)).size).toBe(1)
      const { items } = await cast.as('n1').tickets.ratings({ ticketId })
      expect(items).toHaveLength(1)
      const events = (await cast.as('n1').tickets.timeline({ ticketId })).items.filter(({ event }) => event === 'ticket.rated')
      expect(events.filter(({ payload }) => payload['isChange'] === false)).toHaveLength(1)
    })

    it('are counted for whoever sees the tickets', async () => {
      const beta = await solved('b1')
      await cast.as('b1', { acting: 'customer' }).tickets.rate({ ticketId: beta, score: 4, comment: 'Good.' })
      const companyId = cast.beta
      expect(await cast.as('n1').tickets.ratingSummary({ companyId })).toEqual({
        count: 1,
        average: 4,
        commented: 1,
        scores: [1, 2, 3, 4, 5].map((score) => ({ score, count: score === 4 ? 1 : 0 })),
      })
      const all = await cast.as('ad').tickets.ratingSummary({})
      const { items } = await cast.as('ad').tickets.allRatings({})
      expect(all.count).toBe(items.length)
      expect(all.average).toBeCloseTo(items.reduce((sum, { score }) => sum + score, 0) / items.length, 1)
      // Another team's are not counted, and neither are those before a time.
      expect(await cast.as('f1').tickets.ratingSummary({})).toMatchObject({ count: 0, average: null })
      expect((await cast.as('f1').tickets.allRatings({})).items).toEqual([])
      expect((await cast.as('n1').tickets.ratingSummary({ before: '2001-01-01T00:00:00.000Z' })).count).toBe(0)
      expect((await cast.as('n1').tickets.allRatings({ atMost: 3, companyId })).items).toEqual([])
      const page = await cast.as('ad').tickets.allRatings({ limit: 1 })
      expect(page.items).toHaveLength(1)
      const next = await cast.as('ad').tickets.allRatings({ limit: 1, cursor: page.nextCursor ?? '' })
      expect(next.items[0]?.id).not.toBe(page.items[0]?.id)
    })
  })
})
