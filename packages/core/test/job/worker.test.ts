import { afterEach, beforeEach, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import type { Store } from '../../src/store/store.ts'
import { deliveryDesk, migratePlace, openPlace, pause, probeHandler, until } from '../hook/delivery-desk.ts'

forEachDatabase((database) => {
  let place: TestDatabase
  let store: Store
  let isBroken: boolean
  beforeEach(async () => {
    place = await database.create()
    isBroken = false
    const onStatement = (): void => {
      if (isBroken) throw new Error('the database is away')
    }
    store = openPlace(place, { onStatement })
    await migratePlace(store, place)
  })
  afterEach(async () => {
    await store.close()
    await place.drop()
  })

  it('looks at once when something was committed here', async () => {
    const seen: number[] = []
    const desk = deliveryDesk(store, { handlers: [probeHandler('h', () => seen.push(performance.now()))] })
    const running = desk.worker.start({ intervalMs: 60_000 })
    await pause(100)
    for (let n = 1; n <= 3; n += 1) {
      await desk.append({})
      const committedAt = performance.now()
      desk.worker.wake()
      await until('delivered', () => seen.length === n)
      expect((seen[n - 1] ?? 0) - committedAt).toBeLessThan(500)
    }
    await running.stop()
  })

  it('finds what others committed by looking now and then', async () => {
    const seen: string[] = []
    const desk = deliveryDesk(store, { handlers: [probeHandler('h', ({ id }) => seen.push(id))] })
    const running = desk.worker.start({ intervalMs: 50 })
    await pause(50)
    await desk.append({})
    await until('delivered', () => seen.length === 1)
    await running.stop()
  })

  it('stops by its signal, waits for what is in flight and begins nothing more', async () => {
    const begun: number[] = []
    const done: number[] = []
    const handler = probeHandler('h', async ({ payload }) => {
      begun.push(payload.n)
      await pause(200)
      done.push(payload.n)
    })
    const desk = deliveryDesk(store, { handlers: [handler] })
    await desk.worker.register()
    await desk.append(...Array.from({ length: 30 }, (_, n) => ({ subject: `s${n}`, payload: { n } })))
    const stopping = new AbortController()
    const running = desk.worker.start({ signal: stopping.signal, intervalMs: 20 })
    await until('the first is running', () => begun.length > 0)
    stopping.abort()
    await running.stopped
    expect(done.length).toBeGreaterThan(0)
    expect(done.toSorted()).toEqual(begun.toSorted())
    expect(begun.length).toBeLessThan(30)
    // What was not begun goes to whoever comes next, at once.
    await deliveryDesk(store, { handlers: [handler] }).worker.tick()
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n))
  })

  it('goes on when the database was away', async () => {
    const seen: string[] = []
    const desk = deliveryDesk(store, { handlers: [probeHandler('h', ({ id }) => seen.push(id))] })
    await desk.worker.register()
    await desk.append({})
    isBroken = true
    const running = desk.worker.start({ intervalMs: 20 })
    await until('it has noticed', () => desk.logged.some(({ code }) => code === 'worker.look_failed'))
    isBroken = false
    await until('delivered', () => seen.length === 1)
    await running.stop()
  })

  it('does a bounded tick while a loop runs, without taking its leases', async () => {
    const seen: number[] = []
    const desk = deliveryDesk(store, { handlers: [probeHandler('h', ({ payload }) => pause(2).then(() => seen.push(payload.n)))] })
    await desk.worker.register()
    const running = desk.worker.start({ intervalMs: 20 })
    await desk.append(...Array.from({ length: 60 }, (_, n) => ({ subject: `s${n}`, payload: { n } })))
    await Promise.all([desk.worker.tick(), desk.worker.tick()])
    await until('delivered', () => seen.length === 60)
    await running.stop()
    expect(new Set(seen).size).toBe(60)
    expect(desk.logged).toEqual([])
  })
})
