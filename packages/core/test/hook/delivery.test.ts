import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import type { Delivered } from '../../src/plugin/context.ts'
import type { Store } from '../../src/store/store.ts'
import type { CoreTables } from '../../src/tables.ts'
import { deliveryDesk, migratePlace, openPlace, pause, probeHandler, until } from './delivery-desk.ts'

type Seen = Delivered<string, { n?: number }>
const after = probeHandler
const quick = { retry: { firstDelay: 5, factor: 1 } }

forEachDatabase((kind) => {
  let place: TestDatabase
  let store: Store
  const open: Store[] = []
  const another = (): Store => {
    const one = openPlace(place)
    open.push(one)
    return one
  }
  beforeEach(async () => {
    place = await kind.create()
    store = another()
    await migratePlace(store, place)
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
    await place.drop()
  })

  const rows = (from: Store = store) =>
    from.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('delivery').selectAll().orderBy('event_position').execute())
  const handlerRow = async (name: string, from: Store = store) =>
    from.read(async ({ db }) =>
      (db as Kysely<CoreTables>).selectFrom('handler').selectAll().where('name', '=', name).executeTakeFirstOrThrow(),
    )

  describe('delivery', () => {
    it('brings each event once to each handler, in the order of commits, and remembers where it stands', async () => {
      const seen: Record<string, Seen[]> = { a: [], b: [] }
      const handlers = [
        after('a', (event) => seen['a']?.push(event)),
        after('b', (event) => pause(1).then(() => seen['b']?.push(event)), { events: ['probe.made', 'probe.other'] }),
      ]
      const desk = deliveryDesk(store, { handlers })
      await desk.worker.register()
      await desk.append(
        ...Array.from({ length: 150 }, (_, n) => ({ subject: `s${n % 7}`, name: n % 3 ? 'probe.made' : 'probe.other', payload: { n } })),
      )
      const counts = await desk.worker.tick()
      expect(seen['a']?.map(({ payload }) => payload.n)).toEqual(Array.from({ length: 150 }, (_, n) => n).filter((n) => n % 3))
      expect(seen['b']).toHaveLength(150)
      expect(counts).toMatchObject({ delivered: 250, failed: 0, positioned: kind.kind === 'postgres' ? 150 : 0 })
      expect(await rows()).toEqual([])
      expect((await handlerRow('probe/a')).position).toBe(150)
      expect(await desk.worker.tick()).toMatchObject({ delivered: 0, positioned: 0 })
      const [event] = seen['a'] ?? []
      expect(event).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        position: 2,
        event: 'probe.made',
        at: expect.stringMatching(/Z$/),
        payload: { n: 1 },
        subject: { kind: 'ticket', id: 's1' },
        actor: { kind: 'person', id: 'p1', capacity: { acting: 'staff' } },
        cause: null,
        isPublic: expect.any(Boolean),
      })
      expect(Object.isFrozen(event) && Object.isFrozen(event?.payload)).toBe(true)
      expect(desk.callers).toContainEqual({ kind: 'plugin', id: 'probe', causeId: event?.id, depth: 1 })
    })

    it('starts a handler that is new at the end, and from the first event where it says so', async () => {
      const first = deliveryDesk(store, { handlers: [after('a', () => {})] })
      await first.worker.register()
      await first.append({}, {}, {})
      await first.worker.tick()
      const seen: string[] = []
      const handlers = [
        after('a', () => {}),
        after('late', () => seen.push('late')),
        after('whole', () => seen.push('whole'), { from: 'start' }),
      ]
      const second = deliveryDesk(store, { handlers })
      await second.worker.tick()
      await second.append({})
      await second.worker.tick()
      expect(seen.sort()).toEqual(['late', 'whole', 'whole', 'whole', 'whole'])
    })

    it('keeps the order of a subject while different ones run at once', async () => {
      const running = new Set<string>()
      const together: string[] = []
      const order = new Map<string, number[]>()
      let most = 0
      const handler = after('slow', async ({ subject: { id }, payload: { n = 0 } }) => {
        if (running.has(id)) together.push(id)
        running.add(id)
        most = Math.max(most, running.size)
        await pause(5 + ((n * 7) % 20))
        running.delete(id)
        order.set(id, [...(order.get(id) ?? []), n])
      })
      const desk = deliveryDesk(store, { handlers: [handler] })
      await desk.worker.register()
      // Several of one subject in a row, so that whoever does not wait runs them at once.
      await desk.append(...Array.from({ length: 120 }, (_, n) => ({ subject: `s${Math.floor(n / 3) % 10}`, payload: { n } })))
      await desk.worker.tick()
      expect(together).toEqual([])
      for (const numbers of order.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      expect([...order.values()].flat()).toHaveLength(120)
      expect(most).toBeGreaterThan(3)
      expect(most).toBeLessThanOrEqual(8)
      expect(await rows()).toEqual([])
    })

    it('goes on where it was, after a process has left some done out of order', async () => {
      const seen: number[] = []
      let hangs = true
      const handler = after('h', async ({ payload }) => {
        if (payload.n === 0 && hangs) await new Promise(() => {})
        seen.push(payload.n ?? -1)
      })
      const options = { leaseMs: 300 }
      const first = deliveryDesk(store, { handlers: [handler], options })
      await first.worker.register()
      await first.append(...Array.from({ length: 10 }, (_, n) => ({ subject: `s${n}`, payload: { n } })))
      void first.worker.tick()
      await until('nine of ten are done', async () => (await rows()).length === 9)
      expect((await handlerRow('probe/h')).position).toBe(0)
      // As if the process had been killed: nobody renews, and another takes over when the lease has run out.
      hangs = false
      const other = another()
      await other.write(async ({ db }) =>
        (db as Kysely<CoreTables>).updateTable('handler').set({ lease_owner: 'killed', lease_until_ms: 1 }).execute(),
      )
      const second = deliveryDesk(other, { handlers: [handler], options })
      await second.worker.tick()
      expect(seen.filter((n) => n === 0)).toHaveLength(1)
      expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(await rows(other)).toEqual([])
      expect((await handlerRow('probe/h', other)).position).toBe(10)
    })

    it('gives a handler to one process at a time', async () => {
      const seen: string[] = []
      const handler = (who: string) => after('h', ({ payload }) => pause(1).then(() => seen.push(`${who}${payload.n}`)))
      const desks = [deliveryDesk(store, { handlers: [handler('a')] }), deliveryDesk(another(), { handlers: [handler('b')] })]
      for (const { worker } of desks) await worker.register()
      await desks[0]?.append(...Array.from({ length: 100 }, (_, n) => ({ subject: `s${n % 3}`, payload: { n } })))
      await Promise.all(desks.map(({ worker }) => worker.tick()))
      const numbers = seen.map((one) => Number(one.slice(1)))
      expect(numbers).toHaveLength(100)
      expect(new Set(numbers).size).toBe(100)
    })

    it('takes what is committed while it works, without waiting for the slowest', async () => {
      const seen: number[] = []
      const handler = after('h', async ({ payload }) => {
        if (payload.n === 0) await pause(700)
        seen.push(payload.n ?? -1)
      })
      const desk = deliveryDesk(store, { handlers: [handler] })
      await desk.worker.register()
      const running = desk.worker.start({ intervalMs: 20 })
      await desk.append({ payload: { n: 0 } })
      await pause(150)
      await desk.append({ subject: 's2', payload: { n: 1 } })
      await until('the second is done', () => seen.includes(1))
      expect(seen).toEqual([1])
      await running.stop()
      expect(seen).toEqual([1, 0])
      expect((await handlerRow('probe/h')).lease_owner).toBeNull()
    })
  })

  describe('failures', () => {
    it('are tried again with the same event, eight times in all, block nothing, then lie dead until replayed', async () => {
      const attempts: Seen[] = []
      const others: number[] = []
      let isBroken = true
      const handler = after('h', (event) => {
        if (event.payload.n !== 3) return others.push(event.payload.n ?? -1)
        attempts.push(event)
        if (isBroken) throw new Error('poison')
        return undefined
      })
      const desk = deliveryDesk(store, { handlers: [handler], options: quick })
      await desk.worker.register()
      await desk.append(...Array.from({ length: 10 }, (_, n) => ({ payload: { n } })))
      await until('dead', async () => {
        await desk.worker.tick()
        return desk.logged.some(({ code }) => code === 'delivery.dead')
      })
      expect(others).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9])
      expect(attempts).toHaveLength(8)
      for (const attempt of attempts) expect(attempt).toEqual(attempts[0])
      expect(await rows()).toEqual([
        expect.objectContaining({
          handler: 'probe/h',
          event_position: 4,
          state: 'dead',
          attempt_count: 8,
          error: 'poison',
          lease_owner: null,
        }),
      ])
      expect(desk.logged.filter(({ code }) => code === 'delivery.failed')).toHaveLength(7)
      isBroken = false
      await store.write(async ({ db }) =>
        (db as Kysely<CoreTables>).updateTable('delivery').set({ state: 'retry', attempt_count: 0, due_ms: 0 }).execute(),
      )
      expect(await desk.worker.tick()).toMatchObject({ retried: 1, dead: 0 })
      expect(attempts).toHaveLength(9)
      expect(await rows()).toEqual([])
    })

    it('wait longer each time by the clock of the database', async () => {
      const desk = deliveryDesk(store, {
        handlers: [after('h', () => Promise.reject(new Error('no')))],
        options: { retry: { firstDelay: 1000, factor: 4 } },
      })
      await desk.worker.register()
      await desk.append({})
      await desk.worker.tick()
      const now = await store.read((tx) => tx.now())
      const [row] = await rows()
      expect(row).toMatchObject({ state: 'retry', attempt_count: 1 })
      expect((row?.due_ms ?? 0) - now).toBeGreaterThan(500)
      expect((row?.due_ms ?? 0) - now).toBeLessThanOrEqual(1250)
      expect(await desk.worker.tick()).toMatchObject({ retried: 0 })
    })

    it('by hanging end at the time limit, naming the plugin, while others go on', async () => {
      const seen: number[] = []
      const handler = after('h', ({ payload }) => (payload.n === 0 ? new Promise(() => {}) : seen.push(payload.n ?? -1)), { timeout: 150 })
      const desk = deliveryDesk(store, { handlers: [handler], options: { retry: { tries: 1 } } })
      await desk.worker.register()
      await desk.append(...Array.from({ length: 30 }, (_, n) => ({ subject: `s${n}`, payload: { n } })))
      const startedAt = performance.now()
      await desk.worker.tick()
      expect(performance.now() - startedAt).toBeLessThan(3000)
      expect(seen).toHaveLength(29)
      expect(await rows()).toEqual([
        expect.objectContaining({
          state: 'dead',
          error: expect.stringMatching(/^hook\.timed_out: The after handler of 'probe' on 'probe\.made \(h\)'.*150 ms/),
        }),
      ])
    })

    it('by a late rejection do not end the process', async () => {
      const unhandled: unknown[] = []
      const note = (reason: unknown): void => void unhandled.push(reason)
      process.on('unhandledRejection', note)
      const handler = after('h', () => pause(60).then(() => Promise.reject(new Error('late'))), { timeout: 20 })
      const desk = deliveryDesk(store, { handlers: [handler], options: { retry: { tries: 1 } } })
      await desk.worker.register()
      await desk.append({}, {}, {})
      await desk.worker.tick()
      await pause(100)
      process.off('unhandledRejection', note)
      expect(unhandled).toEqual([])
      expect(desk.logged.filter(({ code }) => code === 'hook.late_rejection')).toHaveLength(3)
    })

    it('of one handler do not stand before those of another', async () => {
      const seen: string[] = []
      const handlers = [
        after('stuck', () => Promise.reject(new Error('always'))),
        after('shaky', ({ id }) => {
          if (seen.includes(id)) return
          seen.push(id)
          throw new Error('once')
        }),
      ]
      const desk = deliveryDesk(store, { handlers, options: { retry: { tries: 50, firstDelay: 1, factor: 1 } } })
      await desk.worker.register()
      await desk.append(...Array.from({ length: 60 }, () => ({})))
      await desk.worker.tick({ maxMs: 300 })
      await until('all of the second are done', async () => {
        await desk.worker.tick({ maxMs: 300 })
        return (await rows()).every(({ handler }) => handler === 'probe/stuck')
      })
    })

    it('after a chain of more than eight causes stop it for good', async () => {
      const seen: number[] = []
      const desk = deliveryDesk(store, { handlers: [after('h', ({ payload }) => seen.push(payload.n ?? -1))] })
      await desk.worker.register()
      let cause: string | null = null
      for (let n = 0; n <= 10; n += 1) [cause = null] = await desk.append({ cause, payload: { n } })
      await desk.worker.tick()
      expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
      expect(await rows()).toEqual(
        [9, 10].map((n) =>
          expect.objectContaining({ event_position: n + 1, state: 'dead', error: expect.stringMatching(/^hook\.too_deep/) }),
        ),
      )
      expect(desk.callers.map(({ depth }) => depth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    })

    it('that end one process after the other hold up the handler no longer than eight of them', async () => {
      const seen: number[] = []
      let begun = 0
      const handler = after('h', ({ payload }) => {
        if (payload.n !== 0) return seen.push(payload.n ?? -1)
        begun += 1
        return new Promise(() => {})
      })
      const first = deliveryDesk(store, { handlers: [handler] })
      await first.worker.register()
      await first.append(...Array.from({ length: 3 }, (_, n) => ({ payload: { n } })))
      for (let crash = 1; crash <= 8; crash += 1) {
        const desk = deliveryDesk(store, { handlers: [handler] })
        void desk.worker.tick()
        await until('it has begun', () => begun === crash)
        // As if this one had been killed.
        await store.write(async ({ db }) =>
          (db as Kysely<CoreTables>)
            .updateTable('handler')
            .set({ lease_owner: `killed ${crash}`, lease_until_ms: 1 })
            .execute(),
        )
      }
      const last = deliveryDesk(store, { handlers: [handler] })
      await last.worker.tick()
      expect(seen).toEqual([1, 2])
      expect(begun).toBe(8)
      expect(await rows()).toEqual([
        expect.objectContaining({
          event_position: 1,
          state: 'retry',
          attempt_count: 1,
          error: expect.stringContaining('ended with the process'),
        }),
      ])
      expect((await handlerRow('probe/h')).crash_count).toBe(0)
    })

    it('that were none, as a process only found nothing to do, are not counted', async () => {
      const desks = Array.from({ length: 12 }, () => deliveryDesk(store, { handlers: [after('h', () => {})] }))
      await desks[0]?.worker.register()
      await desks[0]?.append({ name: 'probe.other' })
      for (const { worker } of desks) {
        const running = worker.start({ intervalMs: 5 })
        await pause(60)
        // Its lease stays behind, as nothing was released.
        await store.write(async ({ db }) =>
          (db as Kysely<CoreTables>).updateTable('handler').set({ lease_owner: 'idle', lease_until_ms: 1 }).execute(),
        )
        await running.stop()
      }
      expect((await handlerRow('probe/h')).crash_count).toBeLessThan(3)
    })

    it('that end the process are counted', async () => {
      const desk = deliveryDesk(store, { handlers: [after('h', () => Promise.reject(new Error('no')))] })
      await desk.worker.register()
      await desk.append({})
      await desk.worker.tick()
      await store.write(async ({ db }) => (db as Kysely<CoreTables>).updateTable('delivery').set({ attempt_count: 8, due_ms: 0 }).execute())
      await desk.worker.tick()
      expect(await rows()).toEqual([
        expect.objectContaining({ state: 'dead', attempt_count: 9, error: expect.stringContaining('ended with the process') }),
      ])
    })
  })

  describe('leases', () => {
    it('do not depend on the clock of the process', async () => {
      const seen: number[] = []
      const holder = deliveryDesk(store, {
        handlers: [after('h', ({ payload }) => (payload.n === 0 ? pause(400).then(() => seen.push(0)) : seen.push(payload.n ?? -1)))],
      })
      await holder.worker.register()
      await holder.append({ payload: { n: 0 } })
      const tick = holder.worker.tick()
      await pause(100)
      const real = Date.now
      try {
        // A process a day ahead must not think that the lease has run out.
        Date.now = () => real() + 86_400_000
        const thief = deliveryDesk(another(), { handlers: [after('h', ({ payload }) => seen.push(100 + (payload.n ?? 0)))] })
        expect(await thief.worker.tick()).toMatchObject({ delivered: 0 })
      } finally {
        Date.now = real
      }
      await tick
      expect(seen).toEqual([0])
    })

    it('are kept when the database can not be read for a moment, and what is in flight is saved', async () => {
      let reads = 0
      const onStatement = (statement: string): void => {
        if (/^select .*occurred_at/.test(statement) && ++reads === 2) throw new Error('not now')
      }
      const broken = openPlace(place, { onStatement })
      open.push(broken)
      const seen: number[] = []
      const handler = after('h', ({ payload: { n = 0 } }) => pause(10).then(() => seen.push(n)))
      const desk = deliveryDesk(broken, { handlers: [handler] })
      await desk.worker.register()
      await deliveryDesk(store, {}).append(...Array.from({ length: 150 }, (_, n) => ({ subject: `s${n}`, payload: { n } })))
      await desk.worker.tick()
      expect(desk.logged).toEqual([expect.objectContaining({ code: 'delivery.interrupted', handler: 'probe/h' })])
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, n) => n))
      expect(await rows()).toEqual([])
    })

    it('are not thought lost while they are being granted', async () => {
      const seen: number[] = []
      const held: string[] = []
      // The claim has written its lease and does not commit for a while; a renewal that saw nothing of it tells so only when work has begun.
      const onStatement = (statement: string): Promise<void> | undefined => {
        const [what] = [/^delete from .*delivery/, /^update .*delivery/].filter((pattern) => pattern.test(statement)).map(String)
        if (what === undefined || held.includes(what)) return undefined
        held.push(what)
        return pause(what.includes('delete') ? 200 : 300)
      }
      const slow = openPlace(place, { onStatement })
      open.push(slow)
      const handler = after('h', ({ payload }) => pause(60).then(() => seen.push(payload.n ?? -1)))
      const desk = deliveryDesk(slow, { handlers: [handler], options: { leaseMs: 150 } })
      await desk.worker.register()
      await deliveryDesk(store, {}).append(...Array.from({ length: 6 }, (_, n) => ({ payload: { n } })))
      await desk.worker.tick()
      expect(held).toHaveLength(2)
      expect(seen).toEqual([0, 1, 2, 3, 4, 5])
      expect(desk.logged).toEqual([])
    })

    it('that were lost let the old holder write nothing more', async () => {
      let release = (): void => {}
      const seen: string[] = []
      const first = deliveryDesk(store, {
        handlers: [
          after('h', ({ payload }) => (payload.n === 0 ? new Promise<void>((resolve) => (release = resolve)) : seen.push(`a${payload.n}`))),
        ],
      })
      await first.worker.register()
      await first.append({ payload: { n: 0 } }, { payload: { n: 1 } })
      const tick = first.worker.tick()
      await pause(100)
      const other = another()
      await other.write(async ({ db }) =>
        (db as Kysely<CoreTables>).updateTable('handler').set({ lease_owner: 'killed', lease_until_ms: 1 }).execute(),
      )
      const second = deliveryDesk(other, { handlers: [after('h', ({ payload }) => seen.push(`b${payload.n}`))] })
      await second.worker.tick()
      release()
      await tick
      expect(seen).toEqual(['b0', 'b1'])
      expect((await handlerRow('probe/h')).position).toBe(2)
    })
  })
})
