import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Store } from '../../src/store/store.ts'
import type { CoreTables } from '../../src/tables.ts'
import { deliveryDesk, migratePlace, openPlace, pause, probeHandler, until } from './delivery-desk.ts'

const EVENTS = 200
const throwsAlways = (n: number): boolean => n % 100 === 17
const timesOut = (n: number): boolean => n % 20 === 3

/** Appends events one by one, at a pace, to a running worker. Returns how long each good one took from its commit to its handler, sorted. */
async function latencies(store: Store, isPoisoned: boolean): Promise<number[]> {
  const appendedAt = new Map<number, number>()
  const took = new Map<number, number>()
  const handler = probeHandler(
    'h',
    async ({ payload: { n } }) => {
      if (isPoisoned && timesOut(n)) await new Promise(() => {})
      if (isPoisoned && throwsAlways(n)) throw new Error('poison')
      await pause(2)
      took.set(n, performance.now() - (appendedAt.get(n) ?? 0))
    },
    { timeout: 400 },
  )
  const desk = deliveryDesk(store, { handlers: [handler], options: { retry: { firstDelay: 20, factor: 1.5 } } })
  await desk.worker.register()
  const running = desk.worker.start({ intervalMs: 20 })
  for (let n = 0; n < EVENTS; n += 1) {
    appendedAt.set(n, performance.now())
    await desk.append({ subject: `s${n}`, payload: { n } })
    await pause(8)
  }
  const isGood = (n: number): boolean => !isPoisoned || (!timesOut(n) && !throwsAlways(n))
  const good = Array.from({ length: EVENTS }, (_, n) => n).filter(isGood)
  await until('all good ones are delivered', () => took.size === good.length, 30_000)
  if (isPoisoned) {
    const dead = () =>
      store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('delivery').selectAll().where('state', '=', 'dead').execute())
    await until('the others are dead', async () => (await dead()).length === EVENTS - good.length, 60_000)
    const rows = await dead()
    expect(new Set(rows.map(({ attempt_count }) => attempt_count))).toEqual(new Set([8]))
    expect(rows.filter(({ error }) => error === 'poison')).toHaveLength(EVENTS / 100)
    expect(rows.filter(({ error }) => error?.startsWith('hook.timed_out'))).toHaveLength(EVENTS / 20)
  }
  await running.stop()
  return [...took.values()].sort((a, b) => a - b)
}

const p95 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN

forEachDatabase((database) => {
  it('holds up the good ones little: 1 % always throw, 5 % time out, and all of these are given up after eight attempts', async () => {
    const places = [await database.create(), await database.create()]
    const measured: number[][] = []
    for (const [index, place] of places.entries()) {
      const store = openPlace(place)
      await migratePlace(store, place)
      measured.push(await latencies(store, index === 1))
      await store.close()
      await place.drop()
    }
    const [clean = [], poisoned = []] = measured
    console.log(`${database.kind}: p95 of good events ${p95(clean).toFixed(0)} ms, among poison ${p95(poisoned).toFixed(0)} ms`)
    // On a busy machine less than this is noise; one hanging after the other would make it seconds.
    expect(p95(poisoned)).toBeLessThan(2 * Math.max(p95(clean), 200))
  }, 120_000)
})
