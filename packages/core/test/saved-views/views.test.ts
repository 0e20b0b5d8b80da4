import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { CoreTables } from '../../src/tables.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

const titles = { en: 'Mine', he: 'שלי' }
const nobody = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('saved views', () => {
    let cast: Cast
    const now = Date.parse('2026-03-04T10:00:00.000Z')
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => now }, afterAll)
      for (const [requester, team] of [
        ['a1', 'net'],
        ['a1', 'net'],
        ['b1', 'net'],
        ['a2', 'fin'],
      ] as const)
        await cast.as('ad').tickets.create({ subject: 'S', body: 'B', requesterId: cast.id[requester], teamId: cast[team] })
    })
    const stored = <T>(run: (db: Kysely<CoreTables>) => Promise<T>): Promise<T> => cast.desk['~store'].write((tx) => run(tx.db))

    it('come with the desk, in six languages, for staff and for customers apart', async () => {
      const { items } = await cast.as('n1').views.list()
      expect(items.map(({ key }) => key)).toEqual(['my_open', 'unassigned', 'unanswered', 'waiting', 'due_today', 'resolved_this_week'])
      for (const view of items) {
        expect(Object.keys(view.titles).sort()).toEqual(['en', 'fa', 'he', 'it', 'ja', 'ru'])
        expect(view).toMatchObject({ shared: 'desk', audience: 'staff', faults: [], mayChange: false })
      }
      const ofCustomer = (await cast.as('a1').views.list()).items
      expect(ofCustomer.map(({ key }) => key)).toEqual(['my_requests', 'waiting_for_you', 'all_requests'])
      for (const view of ofCustomer) for (const key of ['audience', 'teamId']) expect(view).not.toHaveProperty(key)
      const persian = await cast.desk.as({ externalId: 'a2', language: 'fa-IR' }).views.list()
      expect(persian.items[2]?.title).toBe('همهٔ درخواست‌ها')
    })

    it('of the desk mean for each caller what that caller sees', async () => {
      const countsOf = async (name: 'n1' | 'f1' | 'ad' | 'a1' | 'b1' | 'am') => {
        const { items } = await cast.as(name).views.list()
        const counts = await cast.as(name).views.counts()
        return Object.fromEntries(counts.items.map(({ viewId, count }) => [items.find(({ id }) => id === viewId)?.key, count]))
      }
      expect(await countsOf('n1')).toEqual({ my_open: 0, unassigned: 3, unanswered: 3, waiting: 0, due_today: 0, resolved_this_week: 0 })
      expect(await countsOf('f1')).toMatchObject({ unassigned: 1, unanswered: 1 })
      // In no team: what nobody has in "my teams" is nothing.
      expect(await countsOf('ad')).toMatchObject({ unassigned: 0, unanswered: 4 })
      expect(await countsOf('a1')).toEqual({ my_requests: 2, waiting_for_you: 0, all_requests: 2 })
      expect(await countsOf('b1')).toEqual({ my_requests: 1, waiting_for_you: 0, all_requests: 1 })
      expect(await countsOf('am')).toEqual({ my_requests: 0, waiting_for_you: 0, all_requests: 3 })
    })

    it('are counted by what they ask for, also where no index of the caller’s says it', async () => {
      const ask = (category: ('new' | 'waiting')[]) => cast.as('b1').views.create({ titles, filter: { category } })
      const [fresh, waiting] = [await ask(['new']), await ask(['waiting'])]
      const { items } = await cast.as('b1').views.counts({ viewIds: [fresh.id, waiting.id] })
      expect(items.map(({ count }) => count)).toEqual([1, 0])
      for (const { id: viewId } of [fresh, waiting]) await cast.as('b1').views.remove({ viewId })
    })

    it('begin their days where the desk is', async () => {
      let clock = Date.parse('2026-03-03T14:30:00.000Z')
      const tokyo = await openCast(kind, { clock: () => clock, timeZone: 'Asia/Tokyo' })
      const create = async () => (await tokyo.as('a1').tickets.create({ subject: 'S', body: 'B' })).id
      await create()
      // Half past midnight over there.
      clock = Date.parse('2026-03-03T15:30:00.000Z')
      const today = await create()
      const view = await tokyo.as('ad').views.create({ titles, filter: { createdFrom: 'today' } })
      expect((await tokyo.as('ad').views.tickets({ viewId: view.id })).items.map(({ id }) => id)).toEqual([today])
      expect((await tokyo.as('ad').views.counts({ viewIds: [view.id] })).items[0]).toMatchObject({ count: 1, hasMore: false })
    })

    it('that somebody removed from the desk stay away', async () => {
      const view = (await cast.as('ad').views.list()).items.find(({ key }) => key === 'due_today')
      await cast.as('ad').views.remove({ viewId: view?.id ?? '' })
      await cast.desk.migrate()
      expect((await cast.as('n1').views.list()).items.map(({ key }) => key)).not.toContain('due_today')
    })

    it('of one person are nobody else’s', async () => {
      const view = await cast.as('n1').views.create({ titles, filter: { teamId: 'mine', open: true }, sort: 'priority' })
      expect(view).toMatchObject({ title: 'Mine', shared: 'nobody', sort: 'priority', order: 'newest', mayChange: true, version: 1 })
      const missing = { viewId: nobody }
      for (const name of ['ad', 'nl', 'a1'] as const) {
        const as = cast.as(name)
        const text = async (call: Promise<unknown>) => JSON.stringify(await answerOf(call)).replaceAll(view.id, nobody)
        expect(await text(as.views.get({ viewId: view.id }))).toBe(await text(as.views.get(missing)))
        expect(await refusal(as.views.update({ viewId: view.id, sort: 'created' }))).toBe('view.not_found')
        expect(await refusal(as.views.remove({ viewId: view.id }))).toBe('view.not_found')
        expect(await refusal(as.views.tickets({ viewId: view.id }))).toBe('view.not_found')
        expect(await refusal(as.views.counts({ viewIds: [view.id] }))).toBe('view.not_found')
        expect(await refusal(as.views.arrange({ viewIds: [view.id] }))).toBe('view.not_found')
        expect(JSON.stringify(await as.views.list())).not.toContain(view.id)
      }
      const changed = await cast.as('n1').views.update({ viewId: view.id, titles: { ru: 'Мои' }, columns: ['number'], expectedVersion: 1 })
      expect(changed).toMatchObject({ title: 'Мои', columns: ['number'], filter: { teamId: 'mine', open: true }, version: 2 })
      expect(await refusal(cast.as('n1').views.update({ viewId: view.id, sort: 'created', expectedVersion: 1 }))).toBe('view.conflict')
      expect((await cast.as('n1').views.tickets({ viewId: view.id })).items).toHaveLength(3)
      await cast.as('n1').views.remove({ viewId: view.id })
      expect(await refusal(cast.as('n1').views.get({ viewId: view.id }))).toBe('view.not_found')
    })

    it('are shared by right: with a team, with the desk, with customers', async () => {
      const share = { titles, filter: { open: true } }
      expect(await refusal(cast.as('n1').views.create({ ...share, shared: 'team', teamId: cast.net }))).toBe('access.denied')
      expect(await refusal(cast.as('nl').views.create({ ...share, shared: 'team', teamId: cast.fin }))).toBe('access.denied')
      expect(await refusal(cast.as('nl').views.create({ ...share, shared: 'desk' }))).toBe('access.denied')
      expect(await refusal(cast.as('nl').views.create({ ...share, shared: 'team' }))).toBe('view.team_required')
      expect(await refusal(cast.as('nl').views.create({ ...share, teamId: cast.net }))).toBe('view.team_required')
      for (const key of [{ shared: 'desk' }, { teamId: cast.net }, { audience: 'staff' }])
        expect(await refusal(cast.as('am').views.create({ ...share, ...key } as never))).toBe('input.invalid')
      const ofTeam = await cast.as('nl').views.create({ ...share, shared: 'team', teamId: cast.net })
      expect(await cast.as('n1').views.get({ viewId: ofTeam.id })).toMatchObject({ teamId: cast.net, mayChange: false })
      expect(await refusal(cast.as('n1').views.update({ viewId: ofTeam.id, sort: 'updated' }))).toBe('access.denied')
      expect(await refusal(cast.as('f1').views.get({ viewId: ofTeam.id }))).toBe('view.not_found')
      expect(await refusal(cast.as('f1').views.list({ teamId: cast.net }))).toBe('access.denied')
      expect((await cast.as('ad').views.list({ teamId: cast.net })).items.map(({ id }) => id)).toEqual([ofTeam.id])
      expect((await cast.as('ad').views.list()).items.map(({ id }) => id)).not.toContain(ofTeam.id)
      expect(await refusal(cast.as('ad').views.create({ ...share, audience: 'customer' }))).toBe('view.for_customers_only_by_desk')
      const internal = { titles, filter: { unassigned: true }, shared: 'desk' as const, audience: 'customer' as const }
      expect(await refusal(cast.as('ad').views.create(internal))).toBe('input.invalid')
      const forCustomers = await cast.as('ad').views.create({ ...share, shared: 'desk', audience: 'customer' })
      expect((await cast.as('b1').views.tickets({ viewId: forCustomers.id })).items).toHaveLength(1)
      expect((await cast.as('am').views.counts({ viewIds: [forCustomers.id] })).items[0]?.count).toBe(3)
      expect(await refusal(cast.as('b1').views.remove({ viewId: forCustomers.id }))).toBe('access.denied')
      await cast.as('ad').views.remove({ viewId: forCustomers.id })
    })

    it('name what is there, and what the one who saves them may see', async () => {
      const save = (name: 'n1' | 'a1', filter: object, columns?: string[]) =>
        refusal(cast.as(name).views.create({ titles, filter, ...(columns ? { columns } : {}) }))
      for (const filter of [
        { status: ['no_such_status'] },
        { type: ['no_such_type'] },
        { nonsense: 1 },
        { open: 'yes' },
        { createdFrom: 'yesterday' },
        { teamId: 'everybody' },
        { cursor: 'x' },
        { limit: 5 },
        { sort: 'updated' },
      ])
        expect(await save('n1', filter), JSON.stringify(filter)).toBe('input.invalid')
      expect(await save('n1', {}, ['number', 'nonsense'])).toBe('input.invalid')
      expect(await save('n1', {}, ['fields.nonsense'])).toBe('input.invalid')
      expect(await save('a1', {}, ['assignee'])).toBe('input.invalid')
      expect(await save('n1', { assigneeId: nobody })).toBe('person.not_found')
      expect(await save('n1', { companyId: [cast.acme, nobody] })).toBe('company.not_found')
      expect(await save('n1', { teamId: [nobody] })).toBe('team.not_found')
      // Somebody else's company and colleague are as good as none.
      expect(await save('a1', { companyId: cast.beta })).toBe('company.not_found')
      expect(await save('a1', { requesterId: cast.id.b1 })).toBe('person.not_found')
      expect(await save('a1', { assigneeId: 'me' })).toBe('input.invalid')
      const invalid = await answerOf(cast.as('n1').views.create({ titles, filter: { status: ['new', 'nope'] }, columns: ['x'] }))
      expect(invalid).toMatchObject({ details: { faults: [{ pointer: '/filter/status/1' }, { pointer: '/columns/0' }] } })
      for (const wrong of [{}, { en: '' }, { 'not a language': 'x' }])
        expect(await refusal(cast.as('n1').views.create({ titles: wrong as never, filter: {} })), JSON.stringify(wrong)).toBe(
          'input.invalid',
        )
    })

    it('that no longer fit say so, and break nothing else', async () => {
      const good = await cast.as('n1').views.create({ titles, filter: { open: true } })
      const bad = await cast.as('n1').views.create({ titles, filter: { type: ['question'] } })
      await stored((db) =>
        db
          .updateTable('saved_view')
          .set({ filter_json: { type: ['question', 'gone'] } })
          .where('id', '=', bad.id)
          .execute(),
      )
      const listed = (await cast.as('n1').views.list()).items.find(({ id }) => id === bad.id)
      expect(listed?.faults).toEqual([{ pointer: '/type/1', code: 'unknown', message: "'gone' is no type of this desk" }])
      const counts = await cast.as('n1').views.counts({ viewIds: [bad.id, good.id] })
      expect(counts.items).toMatchObject([
        { viewId: bad.id, count: null, hasMore: false, faults: [{ code: 'unknown' }] },
        { viewId: good.id, count: 3, hasMore: false, faults: [] },
      ])
      expect(await refusal(cast.as('n1').views.tickets({ viewId: bad.id }))).toBe('view.unfit')
      // A filter of the other audience is no filter of theirs, however it came into the table.
      await stored((db) =>
        db
          .updateTable('saved_view')
          .set({ filter_json: { unassigned: true } })
          .where('key', '=', 'all_requests')
          .execute(),
      )
      const all = (await cast.as('a1').views.list()).items.find(({ key }) => key === 'all_requests')
      expect(all?.faults).toMatchObject([{ pointer: '/unassigned', code: 'unknown_key' }])
      expect(await refusal(cast.as('a1').views.tickets({ viewId: all?.id ?? '' }))).toBe('view.unfit')
      await cast.as('n1').views.update({ viewId: bad.id, filter: { type: ['incident'] } })
      expect((await cast.as('n1').views.counts({ viewIds: [bad.id] })).items[0]).toMatchObject({ count: 0, faults: [] })
    })

    it('stand where somebody puts them, for that one alone', async () => {
      const ids = async (name: 'n1' | 'nl') => (await cast.as(name).views.list()).items.map(({ id }) => id)
      const before = await ids('nl')
      const mine = await ids('n1')
      const wanted = [mine[3], mine[1]].flatMap((id) => id ?? [])
      const { items } = await cast.as('n1').views.arrange({ viewIds: wanted })
      expect(items.map(({ id }) => id)).toEqual([...wanted, ...mine.filter((id) => !wanted.includes(id))])
      expect(await ids('nl')).toEqual(before)
      expect(await refusal(cast.as('n1').views.arrange({ viewIds: [...wanted, ...wanted] }))).toBe('input.invalid')
    })

    it('are no more than a hundred of one person, also when many are saved at once', async () => {
      await stored(async (db) => {
        const sample = await db.selectFrom('saved_view').selectAll().where('person_id', '=', cast.id.n1).limit(1).executeTakeFirstOrThrow()
        const { length } = await db.selectFrom('saved_view').select('id').where('person_id', '=', cast.id.n1).execute()
        for (let n = length; n < 98; n += 1)
          await db
            .insertInto('saved_view')
            .values({ ...sample, id: `0190000a-0000-7000-8000-${String(n).padStart(12, '0')}` })
            .execute()
      })
      const results = await Promise.all(Array.from({ length: 6 }, () => refusal(cast.as('n1').views.create({ titles, filter: {} }))))
      expect(results.toSorted()).toEqual(['none', 'none', 'view.too_many', 'view.too_many', 'view.too_many', 'view.too_many'])
    })

    it('refuse what is no page (I04)', async () => {
      const [first] = (await cast.as('nl').views.list()).items
      const view = await cast.as('nl').views.create({ titles, filter: { open: true } })
      const { nextCursor } = await cast.as('nl').views.tickets({ viewId: view.id, limit: 1 })
      const cursor = nextCursor ?? ''
      expect(cursor).not.toBe('')
      const other = await cast.as('n2').views.create({ titles, filter: { open: true } })
      expect(await refusal(cast.as('n2').views.tickets({ viewId: other.id, limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('nl').views.tickets({ viewId: first?.id ?? '', limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('nl').views.tickets({ viewId: view.id, cursor: `${cursor.slice(0, -1)}!` }))).toBe(
        'input.cursor_invalid',
      )
      for (const limit of [-1, 0, 1e9, '1 union'])
        expect(await refusal(cast.as('nl').views.tickets({ viewId: view.id, limit: limit as number }))).toBe('input.invalid')
      for (const viewId of ['x', '1 union', '']) expect(await refusal(cast.as('nl').views.tickets({ viewId }))).toBe('input.invalid')
    })

    it('count up to a thousand, and look at no more rows than a few thousand', async () => {
      await stored(async (db) => {
        const sample = await db.selectFrom('ticket').selectAll().where('team_id', '=', cast.fin).limit(1).executeTakeFirstOrThrow()
        const { number: _, ...row } = sample
        for (let n = 0; n < 4500; n += 500) {
          const idOf = (k: number) => `0190000b-0000-7000-8000-${String(n + k).padStart(12, '0')}`
          // One incident among many, made first.
          const typeOf = (k: number) => (n + k === 0 ? 'incident' : 'question')
          const rows = Array.from({ length: 500 }, (_each, k) => ({ ...row, id: idOf(k), type: typeOf(k) }))
          await db.insertInto('ticket').values(rows).execute()
        }
      })
      const count = async (filter: object) => {
        const view = await cast.as('f1').views.create({ titles, filter })
        const [item] = (await cast.as('f1').views.counts({ viewIds: [view.id] })).items
        return { count: item?.count, hasMore: item?.hasMore }
      }
      expect(await count({})).toEqual({ count: 1000, hasMore: true })
      expect(await count({ unassigned: true })).toEqual({ count: 1000, hasMore: true })
      expect(await count({ type: ['question'], open: true })).toEqual({ count: 1000, hasMore: true })
      // Somewhere among the rows that were not looked at there may be more.
      expect(await count({ type: ['incident'], open: true })).toMatchObject({ hasMore: true })
      expect(await count({ category: ['waiting'] })).toEqual({ count: 0, hasMore: false })
      expect(await count({ resolvedFrom: 'now+2d' })).toEqual({ count: 0, hasMore: false })
    })
  })
})
