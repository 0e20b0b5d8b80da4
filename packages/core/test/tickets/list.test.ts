import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('lists', () => {
    let cast: Cast
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    const made: { number: number; id: string; team: 'net' | 'fin'; requester: 'a1' | 'b1' }[] = []
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => (now += 1000) }, afterAll)
      for (let index = 0; index < 24; index++) {
        const team = index % 3 === 0 ? 'fin' : 'net'
        const requester = index % 4 === 0 ? 'b1' : 'a1'
        const priority = (['low', 'normal', 'high', 'urgent'] as const)[index % 4] ?? 'low'
        const { id, number } = await cast
          .as('ad')
          .tickets.create({ subject: `T${index}`, requesterId: cast.id[requester], teamId: cast[team], priority })
        made.push({ id, number, team, requester })
      }
    })
    type Filter = Parameters<ReturnType<Cast['as']>['tickets']['list']>[0]
    const walk = async (name: Parameters<Cast['as']>[0], filter: Filter, limit: number): Promise<number[]> => {
      const numbers: number[] = []
      let cursor: string | null = null
      do {
        const page: { items: { number: number }[]; nextCursor: string | null } = await cast
          .as(name)
          .tickets.list({ ...filter, limit, ...(cursor === null ? {} : { cursor }) })
        numbers.push(...page.items.map((item) => item.number))
        cursor = page.nextCursor
      } while (cursor !== null)
      return numbers
    }
    const numbersOf = (keep: (ticket: (typeof made)[number]) => boolean) => made.filter(keep).map(({ number }) => number)

    it('hold the actor’s scope and nothing else, whole and without repetition, by pages of any size', async () => {
      for (const limit of [1, 5, 7, 50]) {
        expect(await walk('n1', {}, limit)).toEqual(numbersOf(({ team }) => team === 'net').reverse())
        expect(await walk('a1', { order: 'oldest' }, limit)).toEqual(numbersOf(({ requester }) => requester === 'a1'))
        expect(await walk('am', {}, limit)).toEqual(numbersOf(({ requester }) => requester === 'a1').reverse())
        expect(await walk('b1', {}, limit)).toEqual(numbersOf(({ requester }) => requester === 'b1').reverse())
        expect(await walk('ad', {}, limit)).toEqual(numbersOf(() => true).reverse())
        expect(await walk('n2', {}, limit)).toEqual([])
      }
    })

    it('unite the branches of one actor, each ticket once', async () => {
      const [first, second] = made
      if (!first || !second) throw new Error('nothing made')
      await cast.as('ad').access.grant({ personId: cast.id.f1, roleId: 'agent', scope: 'team', scopeId: cast.net })
      await cast.as('ad').tickets.addParticipant({ ticketId: first.id, personId: cast.id.f1, kind: 'follower' })
      await cast.as('ad').tickets.addParticipant({ ticketId: second.id, personId: cast.id.n2, kind: 'follower' })
      for (const sort of ['created', 'updated', 'priority'] as const)
        for (const limit of [3, 50]) {
          const found = await walk('f1', { sort }, limit)
          expect([...found].sort((a, b) => a - b)).toEqual(numbersOf(() => true))
          const page = await cast.as('f1').tickets.list({ sort, limit: 200 })
          const key = page.items.map((item) =>
            sort === 'updated'
              ? item.updatedAt
              : sort === 'priority'
                ? ['low', 'normal', 'high', 'urgent'].indexOf(item.priority)
                : item.number,
          )
          expect(key).toEqual([...key].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)))
        }
      expect(await walk('n2', {}, 10)).toEqual([second.number])
    })

    it('filter by what the audience may ask for', async () => {
      expect(await walk('ad', { priority: ['urgent'] }, 4)).toEqual(
        numbersOf(({ number }) => made.findIndex((each) => each.number === number) % 4 === 3).reverse(),
      )
      expect(await walk('ad', { teamId: cast.fin, requesterId: cast.id.b1 }, 4)).toEqual(
        numbersOf(({ team, requester }) => team === 'fin' && requester === 'b1').reverse(),
      )
      expect(await walk('ad', { open: false }, 4)).toEqual([])
      expect(
        await walk('ad', { category: ['new'], unassigned: true, status: ['new'], type: ['question'], channel: 'api' }, 50),
      ).toHaveLength(24)
      expect(await walk('ad', { createdFrom: '2026-03-02T08:00:00.000Z', createdBefore: '2026-03-02T08:00:00.001Z' }, 4)).toEqual([])
      for (const createdFrom of ['2026-02-30T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z'])
        expect(await refusal(cast.as('ad').tickets.list({ createdFrom }))).toBe('input.invalid')
      const [ticket] = made
      await cast.as('ad').tickets.tag({ ticketId: ticket?.id ?? '', add: ['Red'] })
      for (const tag of ['red', 'Red', ' RED']) expect(await walk('ad', { tag }, 4)).toEqual([ticket?.number])
      for (const filter of [{ tag: 'red' }, { teamId: cast.net }, { assigneeId: cast.id.n1 }, { status: ['new'] }, { nonsense: 1 }])
        expect(await refusal(cast.as('a1').tickets.list(filter))).toBe('input.invalid')
    })

    it('filter by several, by who asks, and by what is missing', async () => {
      const [first, second, third] = made
      const ad = cast.as('ad')
      const id = (ticket: typeof first) => ticket?.id ?? ''
      await ad.tickets.assign({ ticketId: id(second), assigneeId: cast.id.n1 })
      await ad.tickets.assign({ ticketId: id(third), assigneeId: cast.id.nl })
      await ad.tickets.tag({ ticketId: id(second), add: ['blue'] })
      await cast.as('n1').tickets.wait({ ticketId: id(second), on: 'customer', until: '2026-04-01T00:00:00.000Z' })
      await cast.as('a1').tickets.reply({ ticketId: id(third), body: 'Anybody there?' })
      const all = (keep: (ticket: (typeof made)[number]) => boolean) => numbersOf(keep).reverse()
      expect(await walk('ad', { teamId: [cast.net, cast.fin] }, 7)).toEqual(all(() => true))
      expect(await walk('n1', { teamId: 'mine' }, 7)).toEqual(all(({ team }) => team === 'net'))
      expect(await walk('ad', { teamId: 'mine' }, 7)).toEqual([])
      expect(await walk('n1', { assigneeId: 'me' }, 7)).toEqual([second?.number])
      expect(await walk('ad', { assigneeId: [cast.id.n1, cast.id.nl] }, 1)).toEqual([third?.number, second?.number])
      expect(await walk('n1', { assigneeId: ['me', 'none'] }, 3)).toEqual(
        all(({ team, number }) => team === 'net' && number !== third?.number),
      )
      expect(await walk('nl', { assigneeId: 'none' }, 3)).toEqual(await walk('nl', { unassigned: true, sort: 'created' }, 50))
      expect(await walk('ad', { unassigned: true }, 5)).toHaveLength(22)
      expect(await walk('f1', { assigneeId: cast.id.n2 }, 7)).toEqual([])
      expect(await walk('ad', { tag: ['RED', 'blue'] }, 1)).toEqual([second?.number, first?.number])
      expect(await walk('ad', { withoutTag: ['red', 'blue'], order: 'oldest' }, 9)).toEqual(
        numbersOf((ticket) => ticket !== first && ticket !== second),
      )
      expect(await walk('n1', { waitingOn: 'customer', category: ['waiting'] }, 9)).toEqual([second?.number])
      expect(await walk('ad', { waitingUntilBefore: '2026-04-01T00:00:00.001Z' }, 9)).toEqual([second?.number])
      expect(await walk('ad', { waitingUntilBefore: '2026-04-01T00:00:00.000Z' }, 9)).toEqual([])
      expect(await walk('ad', { unanswered: true, requesterId: cast.id.a1, tag: 'blue' }, 9)).toEqual([])
      expect(await walk('ad', { unanswered: true, assigneeId: cast.id.nl }, 9)).toEqual([third?.number])
      expect(await walk('a1', { requesterId: 'me' }, 9)).toEqual(all(({ requester }) => requester === 'a1'))
      expect(await walk('am', { requesterId: 'me' }, 9)).toEqual([])
      expect(await walk('am', { requesterId: [cast.id.a1, cast.id.b1] }, 9)).toEqual(all(({ requester }) => requester === 'a1'))
      expect(await walk('am', { companyId: [cast.acme, cast.beta] }, 9)).toEqual(all(({ requester }) => requester === 'a1'))
      expect(await walk('b1', { companyId: cast.acme }, 9)).toEqual([])
      await cast.as('n1').tickets.resolve({ ticketId: id(second), resolution: 'solved' })
      for (const sort of ['created', 'updated', 'priority'] as const) {
        expect(await walk('n1', { resolvedFrom: 'today', resolvedBefore: 'today+1d', sort }, 9), sort).toEqual([second?.number])
        expect(await walk('ad', { resolvedFrom: 'now-1h', sort }, 9), sort).toEqual([second?.number])
        expect(await walk('ad', { updatedFrom: 'now-1h', unassigned: true, sort }, 9)).toHaveLength(22)
      }
      expect(await walk('n1', { resolvedFrom: 'now+1d' }, 9)).toEqual([])
      for (const filter of [
        { assigneeId: 'none' },
        { assigneeId: [] },
        { teamId: 'me' },
        { requesterId: 'mine' },
        { createdFrom: 'tomorrow' },
      ])
        expect(await refusal(cast.as('ad').tickets.list(filter as object)), JSON.stringify(filter)).toBe(
          'assigneeId' in filter && filter.assigneeId === 'none' ? 'none' : 'input.invalid',
        )
      for (const filter of [{ assigneeId: 'me' }, { unanswered: true }, { followed: true }, { withoutTag: 'red' }])
        expect(await refusal(cast.as('a1').tickets.list(filter)), JSON.stringify(filter)).toBe('input.invalid')
    })

    it('walk through what is closed in both directions, by every order', async () => {
      // What is resolved is no longer open either, and one is since the last test.
      const closed = new Set<number>(made[1] ? [made[1].number] : [])
      for (const [index, { id, number }] of made.entries())
        if (index % 2 === 0 && index > 3) {
          await cast.as('ad').tickets.resolve({ ticketId: id, resolution: 'solved' })
          await cast.as('ad').tickets.close({ ticketId: id })
          closed.add(number)
        }
      for (const who of ['ad', 'n1', 'am'] as const)
        for (const sort of ['created', 'updated', 'priority'] as const) {
          const whole = await walk(who, { open: false, sort }, 50)
          const mine = made.filter(({ team, requester }) => who === 'ad' || (who === 'n1' ? team === 'net' : requester === 'a1'))
          expect([...whole].sort((a, b) => a - b)).toEqual(mine.map(({ number }) => number).filter((number) => closed.has(number)))
          for (const limit of [1, 2, 5]) {
            expect(await walk(who, { open: false, sort, order: 'newest' }, limit), `${who} ${sort}`).toEqual(whole)
            expect(await walk(who, { open: false, sort, order: 'oldest' }, limit), `${who} ${sort}`).toEqual([...whole].reverse())
          }
        }
    })

    it('refuse what is no page', async () => {
      const page = await cast.as('n1').tickets.list({ limit: 2 })
      const cursor = page.nextCursor ?? ''
      expect(await refusal(cast.as('f1').tickets.list({ limit: 2, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('n1').tickets.list({ limit: 2, cursor, open: true }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('n1').tickets.list({ limit: 2, cursor: `x${cursor}` }))).toBe('input.cursor_invalid')
      for (const limit of [0, -1, 201, 1.5]) expect(await refusal(cast.as('n1').tickets.list({ limit }))).toBe('input.invalid')
      expect(await refusal(cast.as('n1').tickets.messages({ ticketId: made[1]?.id ?? '', cursor }))).toBe('input.cursor_invalid')
    })
  })
})
