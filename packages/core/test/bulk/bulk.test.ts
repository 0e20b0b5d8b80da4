import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { forgetBulks } from '../../src/bulk/forget-bulks.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreTables } from '../../src/tables.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { everyTable } from '../attacks/every-table.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

const nobody = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('bulk', () => {
    let cast: Cast
    let web: Desk
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      web = cast.another({ identify: (request) => ({ externalId: request.headers.get('x-person') ?? '' }) })
    })
    const make = async (count: number, requester: 'a1' | 'a2' | 'b1' = 'a1', team: 'net' | 'fin' = 'net'): Promise<string[]> => {
      const ids: string[] = []
      for (let n = 0; n < count; n += 1)
        ids.push((await cast.as('ad').tickets.create({ subject: `S${n}`, requesterId: cast.id[requester], teamId: cast[team] })).id)
      return ids
    }
    const rows = <T>(run: (db: Kysely<CoreTables>) => Promise<T>): Promise<T> => cast.desk['~store'].read((tx) => run(tx.db))
    const ticket = (ticketId: string) => cast.as('ad').tickets.get({ ticketId })
    const expectSound = async () => expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])

    it('gives each ticket its own result, in order, and the others go on', async () => {
      const [t1 = '', t2 = ''] = await make(2)
      const [foreign = ''] = await make(1, 'a2', 'fin')
      await cast.as('n1').tickets.resolve({ ticketId: t2, resolution: 'solved' })
      const result = await cast.as('n1').bulk.run({
        ticketIds: [t2, nobody, t1, foreign],
        command: 'resolve',
        input: { resolution: 'solved', text: 'Done.' },
      })
      expect(result).toMatchObject({ state: 'done', total: 4, succeeded: 1, failed: 3, command: 'resolve', atomic: false })
      expect(result.items.map(({ ticketId, ok, code }) => [ticketId, ok, code])).toEqual([
        [t2, false, 'machine.illegal_transition'],
        [nobody, false, 'ticket.not_found'],
        [t1, true, undefined],
        [foreign, false, 'ticket.not_found'],
      ])
      const after = await ticket(t1)
      expect(after).toMatchObject({ category: 'resolved', resolutionText: 'Done.', version: result.items[2]?.version })
      // What is not theirs looks like what is not there.
      const [, missing, , unseen] = result.items
      expect(JSON.stringify(unseen).replaceAll(foreign, nobody)).toBe(JSON.stringify(missing))
      expect(await cast.as('n1').bulk.get({ bulkId: result.id })).toEqual(result)
      await expectSound()
    })

    it('takes any command for a ticket', async () => {
      const ids = await make(2)
      const run = async (command: string, input: object) => {
        const { items } = await cast.as('n1').bulk.run({ ticketIds: ids, command, input: input as Record<string, unknown> })
        return items.map(({ ok, code }) => (ok ? 'ok' : code))
      }
      const both = ['ok', 'ok']
      expect(await run('assign', { assigneeId: cast.id.n1 })).toEqual(both)
      expect(await run('update', { subject: 'Same', priority: 'high' })).toEqual(both)
      expect(await run('tag', { add: ['outage'] })).toEqual(both)
      expect(await run('reply', { body: 'It is known.', perform: { command: 'wait', input: { on: 'third_party' } } })).toEqual(both)
      expect(await run('note', { body: 'Between us.' })).toEqual(both)
      expect(await run('addParticipant', { personId: cast.id.nl, kind: 'follower' })).toEqual(both)
      expect(await run('perform', { command: 'resume' })).toEqual(both)
      expect(await run('cancel', { reason: 'Never mind.' })).toEqual(both)
      expect(await ticket(ids[0] ?? '')).toMatchObject({ subject: 'Same', priority: 'high', tags: ['outage'], category: 'closed' })
      for (const command of ['create', 'list', 'get', 'bulk.run', 'nonsense', 'people.create', '__proto__', 'constructor'])
        expect(await refusal(cast.as('n1').bulk.run({ ticketIds: ids, command })), command).toBe(
          command === '__proto__' ? 'input.invalid' : 'bulk.unknown_command',
        )
      await expectSound()
    })

    it('refuses what is wrong with the whole before anything is done', async () => {
      const ids = await make(2)
      const before = await rows((db) => db.selectFrom('event').select('id').execute())
      const run = (input: object) => refusal(cast.as('n1').bulk.run({ ticketIds: ids, command: 'tag', ...input } as never))
      expect(await run({ input: { nonsense: 1 } })).toBe('input.invalid')
      expect(await run({ input: { ticketId: ids[0] } })).toBe('input.invalid')
      expect(await run({ ticketIds: [] })).toBe('input.invalid')
      expect(await run({ ticketIds: [ids[0], ids[0]] })).toBe('input.invalid')
      expect(
        await run({ ticketIds: Array.from({ length: 1001 }, (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`) }),
      ).toBe('input.invalid')
      expect(await run({ ticketIds: undefined })).toBe('bulk.which_tickets')
      expect(await run({ filter: {} })).toBe('bulk.which_tickets')
      expect(await run({ ticketIds: undefined, viewId: nobody })).toBe('view.not_found')
      expect(await refusal(cast.as('a1').bulk.run({ filter: { unassigned: true }, command: 'close' }))).toBe('input.invalid')
      const told = await answerOf(cast.as('n1').bulk.run({ ticketIds: ids, command: 'assign', input: { assigneeId: 7 } }))
      expect(told).toMatchObject({
        code: 'input.invalid',
        details: { faults: [{ pointer: '/input/assigneeId' }] },
      })
      expect(await rows((db) => db.selectFrom('event').select('id').execute())).toHaveLength(before.length)
    })

    it('of nothing that is there for the caller is not begun: what they may not see is like what is not there', async () => {
      const [unseen = ''] = await make(1, 'a2', 'fin')
      const stood = await everyTable(cast.desk)
      for (const name of ['n1', 'a1', 'b1'] as const)
        for (const ticketIds of [[unseen], [nobody], [nobody, unseen]])
          for (const how of [{}, { atomic: true }, { async: true }]) {
            const answer = await answerOf(cast.as(name).bulk.run({ ticketIds, command: 'reply', input: { body: 'x' }, ...how }))
            expect(answer).toMatchObject({ code: 'bulk.no_tickets', status: 404 })
            expect(JSON.stringify(answer)).not.toContain(unseen)
          }
      expect(await everyTable(cast.desk)).toEqual(stood)
    })

    it('tells customers of no command of the house: one that only staff have is like one that nobody has', async () => {
      const [mine = ''] = await make(1, 'a1')
      const told = async (command: string) =>
        JSON.stringify(await answerOf(cast.as('a1').bulk.run({ ticketIds: [mine], command }))).replaceAll(command, 'COMMAND')
      expect(await told('implement')).toContain('bulk.unknown_command')
      expect(await told('implement')).toBe(await told('no_such_command'))
      expect(await refusal(cast.as('a1').bulk.run({ ticketIds: [mine], command: 'cancel', input: { reason: 'Never mind.' } }))).toBe('none')
      expect((await cast.as('n1').bulk.run({ ticketIds: [mine], command: 'implement' })).items[0]?.code).toBe('machine.unknown_command')
    })

    it('does all or nothing on request, and names every failure', async () => {
      const ids = await make(3)
      const [t1 = '', t2 = '', t3 = ''] = ids
      await cast.as('n1').tickets.resolve({ ticketId: t2, resolution: 'solved' })
      const before = await Promise.all(ids.map(ticket))
      const counts = async () => [
        (await rows((db) => db.selectFrom('event').select('id').execute())).length,
        (await rows((db) => db.selectFrom('bulk').select('id').execute())).length,
      ]
      const stood = await counts()
      const run = { ticketIds: [t1, t2, nobody, t3], command: 'resolve', input: { resolution: 'solved' }, atomic: true }
      expect(await answerOf(cast.as('n1').bulk.run(run))).toMatchObject({
        code: 'bulk.failed',
        status: 409,
        details: {
          items: [
            { ticketId: t2, code: 'machine.illegal_transition' },
            { ticketId: nobody, code: 'ticket.not_found' },
          ],
        },
      })
      expect(await Promise.all(ids.map(ticket))).toEqual(before)
      expect(await counts()).toEqual(stood)
      const done = await cast.as('n1').bulk.run({ ...run, ticketIds: [t1, t3] })
      expect(done).toMatchObject({ state: 'done', succeeded: 2, failed: 0, atomic: true, items: [{ ok: true }, { ok: true }] })
      expect(await cast.as('n1').bulk.get({ bulkId: done.id })).toEqual(done)
      await expectSound()
    })

    it('of a stranger changes nothing and tells nothing (A01)', async () => {
      const [t1 = ''] = await make(1, 'a1')
      const [t2 = ''] = await make(1, 'b1')
      const before = await ticket(t2)
      const atomic = (other: string) =>
        answerOf(cast.as('b1').bulk.run({ ticketIds: [t2, other], command: 'reply', input: { body: 'x' }, atomic: true }))
      const text = async (other: string) => JSON.stringify(await atomic(other)).replaceAll(other, nobody)
      expect(await text(t1)).toBe(await text(nobody))
      expect(await text(t1)).toContain('ticket.not_found')
      expect(await ticket(t2)).toEqual(before)
      const { items } = await cast.as('b1').bulk.run({ ticketIds: [t2, t1], command: 'reply', input: { body: 'x' } })
      expect(items).toMatchObject([{ ok: true }, { ok: false, code: 'ticket.not_found' }])
      // A customer's result counts what customers see.
      expect(items[0]?.version).toBe((await cast.as('b1').tickets.get({ ticketId: t2 })).version)
      // By a filter there is nothing foreign to begin with.
      const mine = await cast.as('b1').bulk.run({ filter: { companyId: cast.acme }, command: 'reply', input: { body: 'x' } })
      expect(mine).toMatchObject({ total: 0, state: 'done', items: [] })
      for (const name of ['a1', 'n1', 'ad'] as const)
        expect(await refusal(cast.as(name).bulk.get({ bulkId: mine.id }))).toBe('bulk.not_found')
      expect((await cast.as('a2').bulk.list()).items).toEqual([])
      const { items: assigned } = await cast.as('b1').bulk.run({ ticketIds: [t2], command: 'assign', input: { assigneeId: null } })
      expect(assigned).toMatchObject([{ ok: false, code: 'access.wrong_capacity' }])
    })

    it('is frozen to the tickets that a filter or a view finds at its start', async () => {
      const ids = await make(3)
      await cast.as('n1').bulk.run({ ticketIds: ids, command: 'tag', input: { add: ['frozen'] } })
      // The command takes each ticket out of what the filter finds.
      const view = await cast.as('n1').views.create({ titles: { en: 'V' }, filter: { tag: 'frozen', open: true }, order: 'oldest' })
      const result = await cast.as('n1').bulk.run({ viewId: view.id, command: 'resolve', input: { resolution: 'solved' } })
      expect(result.items.map(({ ticketId, ok }) => [ticketId, ok])).toEqual(ids.map((id) => [id, true]))
      const again = await cast.as('n1').bulk.run({ filter: { tag: 'frozen', open: false }, command: 'tag', input: { remove: ['frozen'] } })
      expect(again).toMatchObject({ total: 3, succeeded: 3 })
    })

    it('under one key is done once, whatever was lost on the way', async () => {
      const ids = await make(4)
      const keyed = () => cast.as('n1', { acting: 'staff', idempotencyKey: 'bulk-1' })
      const run = { ticketIds: ids, command: 'reply', input: { body: 'Once.' } }
      const answers = await Promise.all([keyed().bulk.run(run), keyed().bulk.run(run), keyed().bulk.run(run)])
      for (const answer of answers) expect(answer).toEqual(answers[0])
      expect(answers[0]).toMatchObject({ succeeded: 4 })
      for (const ticketId of ids) expect((await cast.as('n1').tickets.messages({ ticketId })).items).toHaveLength(1)
      expect(await refusal(keyed().bulk.run({ ...run, ticketIds: ids.slice(1) }))).toBe('idempotency.key_reused')
      await expectSound()
    })

    it('goes on where the process died: by a repetition under its key, or by the worker', async () => {
      for (const way of ['repetition', 'worker'] as const) {
        const ids = await make(4)
        const keyed = () => cast.as('n1', { acting: 'staff', idempotencyKey: `cut-${way}` })
        const run = { ticketIds: ids, command: 'note', input: { body: 'Once.' } }
        const { id: bulkId } = await keyed().bulk.run({ ...run, async: true })
        expect(await keyed().bulk.get({ bulkId })).toMatchObject({
          state: 'running',
          succeeded: 0,
          items: ids.map((ticketId) => ({ ticketId, ok: null })),
        })
        // As it stands when it was cut off after the first two: they have their results, and the rest has not begun.
        await cast.desk['~store'].write(async (tx) => {
          const db: Kysely<CoreTables> = tx.db
          await db
            .updateTable('bulk_item')
            .set({ state: 'ok', version: 9 })
            .where('bulk_id', '=', bulkId)
            .where('ordinal', '<', 2)
            .execute()
        })
        if (way === 'worker') await cast.desk.tick()
        else
          await keyed()
            .bulk.run({ ...run, async: true })
            .then(() => cast.desk.tick())
        const after = await keyed().bulk.get({ bulkId })
        expect(after).toMatchObject({ state: 'done', succeeded: 4, failed: 0 })
        const written = await Promise.all(ids.map(async (ticketId) => (await cast.as('n1').tickets.messages({ ticketId })).items.length))
        expect(written).toEqual([0, 0, 1, 1])
      }
    })

    it('by the worker is done as its caller, with what they may then', async () => {
      const ids = await make(2)
      const run = { ticketIds: ids, command: 'note', input: { body: 'Later.' }, async: true }
      const { id: bulkId } = await cast.as('n1').bulk.run(run)
      const lost = await cast.as('f1').bulk.run({ ...run, ticketIds: await make(1, 'a2', 'fin') })
      const { items } = await cast.as('ad').access.grants({ personId: cast.id.f1 })
      for (const { id } of items) if (items.length) await cast.as('ad').access.revoke({ grantId: id })
      await cast.desk.tick()
      expect(await cast.as('n1').bulk.get({ bulkId })).toMatchObject({ state: 'done', succeeded: 2 })
      const [message] = (await cast.as('n1').tickets.messages({ ticketId: ids[0] ?? '' })).items
      expect(message?.author).toMatchObject({ kind: 'person', id: cast.id.n1 })
      const row = await rows((db) => db.selectFrom('bulk_item').selectAll().where('bulk_id', '=', lost.id).executeTakeFirst())
      expect(row).toMatchObject({ state: 'failed', code: 'access.no_staff' })
      await cast.as('ad').access.grant({ personId: cast.id.f1, roleId: 'agent', scope: 'team', scopeId: cast.fin })
      const asked = await cast.as('n1').bulk.run({ ...run, ticketIds: [...ids, nobody], atomic: true })
      expect(asked.state).toBe('running')
      await cast.desk.tick()
      const after = await cast.as('n1').bulk.get({ bulkId: asked.id })
      expect(after.items.map(({ code }) => code)).toEqual(['bulk.failed', 'bulk.failed', 'ticket.not_found'])
      expect(after).toMatchObject({ state: 'done', succeeded: 0, failed: 3 })
      expect((await cast.as('n1').tickets.messages({ ticketId: ids[0] ?? '' })).items).toHaveLength(1)
      await expectSound()
    })

    it('is cancelled by its caller: what is done stays, and the rest is told', async () => {
      const ids = await make(3)
      const run = { ticketIds: ids, command: 'note', input: { body: 'Cancelled?' }, async: true }
      const { id: bulkId } = await cast.as('n1').bulk.run(run)
      for (const name of ['nl', 'ad', 'a1'] as const) expect(await refusal(cast.as(name).bulk.cancel({ bulkId }))).toBe('bulk.not_found')
      await cast.desk['~store'].write(async (tx) => {
        const db: Kysely<CoreTables> = tx.db
        await db.updateTable('bulk_item').set({ state: 'ok', version: 9 }).where('bulk_id', '=', bulkId).where('ordinal', '=', 0).execute()
      })
      const cancelled = await cast.as('n1').bulk.cancel({ bulkId })
      expect(cancelled).toMatchObject({ state: 'cancelled', total: 3, succeeded: 1, failed: 2 })
      expect(cancelled.items.map(({ ok, code }) => [ok, code])).toEqual([
        [true, undefined],
        [false, 'bulk.cancelled'],
        [false, 'bulk.cancelled'],
      ])
      expect(cancelled.finishedAt).not.toBeNull()
      await cast.desk.tick()
      expect(await cast.as('n1').bulk.get({ bulkId })).toEqual(cancelled)
      expect(await cast.as('n1').bulk.cancel({ bulkId })).toEqual(cancelled)
      for (const ticketId of ids) expect((await cast.as('n1').tickets.messages({ ticketId })).items).toEqual([])
      const done = await cast.as('n1').bulk.run({ ...run, async: false })
      expect(await refusal(cast.as('n1').bulk.cancel({ bulkId: done.id }))).toBe('bulk.over')
      expect(await refusal(cast.as('n1').bulk.cancel({ bulkId: nobody }))).toBe('bulk.not_found')
      await expectSound()
    })

    it('is cancelled while it goes on, between two of its transactions', { timeout: 60_000 }, async () => {
      const ids = await make(600)
      const running = cast.as('n1').bulk.run({ ticketIds: ids, command: 'note', input: { body: 'As far as it came.' } })
      let bulkId: string | undefined
      let isOver = false
      void running.finally(() => {
        isOver = true
      })
      while (bulkId === undefined && !isOver) {
        const { items } = await cast.as('n1').bulk.list()
        bulkId = items.find(({ state, succeeded }) => state === 'running' && succeeded > 0)?.id
      }
      if (bulkId === undefined) throw new Error('it was done before it could be cancelled')
      const cancelled = await cast.as('n1').bulk.cancel({ bulkId })
      expect(await running).toEqual(cancelled)
      expect(cancelled.state).toBe('cancelled')
      expect(cancelled.succeeded + cancelled.failed).toBe(600)
      const notes = await rows((db) => db.selectFrom('message').select('ticket_id').where('body', '=', 'As far as it came.').execute())
      const succeeded = cancelled.items.filter(({ ok }) => ok).map(({ ticketId }) => ticketId)
      expect(notes.map(({ ticket_id }) => ticket_id).sort()).toEqual(succeeded.sort())
      await expectSound()
    })

    it('takes nothing hostile for a command', async () => {
      const [t1 = '', t2 = ''] = await make(2)
      const { id: viewId } = await cast.as('nl').views.create({ titles: { en: 'Mine' }, filter: {} })
      const stood = await everyTable(cast.desk)
      const post = async (body: string) => {
        const headers = { 'content-type': 'application/json', 'x-person': 'n1' }
        const response = await web.fetch(new Request('http://desk.test/api/bulk', { method: 'POST', body, headers }))
        return [response.status, ((await response.json()) as { code: string }).code]
      }
      const bulk = (rest: string) => post(`{"ticketIds":["${t1}","${t2}"],${rest}}`)
      expect(await bulk('"command":"update","input":{"__proto__":{"subject":"x"}}')).toEqual([422, 'input.invalid'])
      expect(await bulk('"command":"update","input":{"constructor":{"prototype":{"a":1}}}')).toEqual([422, 'input.invalid'])
      expect(await bulk('"command":"tickets.constructor"')).toEqual([422, 'bulk.unknown_command'])
      expect(await bulk('"command":"constructor.name"')).toEqual([422, 'bulk.unknown_command'])
      expect(await bulk('"command":"toString"')).toEqual([422, 'bulk.unknown_command'])
      expect(await bulk('"command":"bulk.cancel"')).toEqual([422, 'bulk.unknown_command'])
      expect(await bulk('"command":"update; drop table ticket"')).toEqual([422, 'input.invalid'])
      expect(await bulk('"command":"note","input":[]')).toEqual([422, 'input.invalid'])
      expect(await bulk('"command":"note","input":{"body":7}')).toEqual([422, 'input.invalid'])
      expect(await bulk(`"command":"note","input":{"body":"x","ticketId":"${t1}"}`)).toEqual([422, 'input.invalid'])
      expect(await bulk('"command":"note","input":{"body":"x"},"actor":"ad"')).toEqual([422, 'input.invalid'])
      expect(await bulk(`"command":"note","input":{"body":"x"},"viewId":"${viewId}"`)).toEqual([422, 'bulk.which_tickets'])
      expect(await post(`{"viewId":"${viewId}","command":"note","input":{"body":"x"}}`)).toEqual([404, 'view.not_found'])
      expect(await post('{"filter":{"tag":{"$ne":1}},"command":"note","input":{"body":"x"}}')).toEqual([422, 'input.invalid'])
      expect(await post('{"ticketIds":["1 or 1=1"],"command":"take"}')).toEqual([422, 'input.invalid'])
      expect(await everyTable(cast.desk)).toEqual(stood)
      expect(Object.prototype).not.toHaveProperty('subject')
      // Nothing hostile: long and strange text goes where it would go alone.
      const body = `${'\u202e𝔸\u0000'.replaceAll('\u0000', '')}${'x'.repeat(20_000)}`
      expect(await cast.as('n1').bulk.run({ ticketIds: [t1, t2], command: 'note', input: { body } })).toMatchObject({ succeeded: 2 })
    })

    it('over the same tickets from both ends at once waits for nobody for ever', async () => {
      const ids = await make(30)
      const run = (name: 'n1' | 'nl' | 'ad', ticketIds: string[], atomic: boolean) =>
        cast.as(name).bulk.run({ ticketIds, command: 'tag', input: { add: [`by ${name}`] }, atomic })
      const back = ids.toReversed()
      const results = await Promise.all([run('n1', ids, false), run('nl', back, false), run('ad', back, true), run('n1', back, true)])
      for (const result of results) expect(result).toMatchObject({ succeeded: 30, failed: 0 })
      expect((await ticket(ids[3] ?? '')).tags).toEqual(['by ad', 'by n1', 'by nl'])
      await expectSound()
    })

    it('is forgotten after a month', async () => {
      const { id: bulkId } = await cast.as('n1').bulk.run({ ticketIds: await make(1), command: 'note', input: { body: 'x' } })
      const aged = async (days: number) => {
        await cast.desk['~store'].write(async (tx) => {
          const db: Kysely<CoreTables> = tx.db
          const created_at = new Date(Date.now() - days * 86_400_000).toISOString()
          await db.updateTable('bulk').set({ created_at }).where('id', '=', bulkId).execute()
        })
        await forgetBulks(cast.desk['~store'])
        return refusal(cast.as('n1').bulk.get({ bulkId }))
      }
      expect(await aged(29)).toBe('none')
      expect(await aged(31)).toBe('bulk.not_found')
      expect(await rows((db) => db.selectFrom('bulk_item').select('ordinal').where('bulk_id', '=', bulkId).execute())).toEqual([])
    })

    it('is listed for its caller, by pages (I04)', async () => {
      const { items } = await cast.as('n1').bulk.list({ limit: 2 })
      expect(items).toHaveLength(2)
      const page = await cast.as('n1').bulk.list({ limit: 1 })
      expect(page.items[0]?.id).toBe(items[0]?.id)
      const cursor = page.nextCursor ?? ''
      expect((await cast.as('n1').bulk.list({ limit: 1, cursor })).items[0]?.id).toBe(items[1]?.id)
      expect(await refusal(cast.as('nl').bulk.list({ limit: 1, cursor }))).toBe('input.cursor_invalid')
      for (const limit of [-1, 0, 1e9]) expect(await refusal(cast.as('n1').bulk.list({ limit }))).toBe('input.invalid')
    })
  })
})
