import { describe, expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { openFlakyProxy } from '../store/flaky-proxy.ts'

const postgres = testDatabases.find(({ kind }) => kind === 'postgres')
const cycles = process.env['DESK_FULL'] === '1' ? 50 : 4
const statementTimeoutMs = 500
/** What the driver gives an unresponsive server beyond the statement's own limit, and the wait for a connection of the pool. */
const endsWithinMs = statementTimeoutMs + 500 + 1000 + 500
const quiet = { error: () => {}, warn: () => {}, info: () => {} }

// Streams and LISTEN have their own, in test/live/outages.test.ts.
describe.skipIf(postgres?.missing !== undefined)(postgres?.missing ? `postgres (${postgres.missing})` : 'postgres', () => {
  it('FT15: a database that swallows everything in the middle of commands ends each call in time, and leaves no client behind', {
    timeout: 600_000,
  }, async () => {
    if (!postgres) throw new Error('no PostgreSQL')
    const place = await postgres.create()
    const proxy = await openFlakyProxy(place.database)
    const store = { schema: place.schema, poolSize: 6, statementTimeoutMs, busyDeadlineMs: 1000 }
    const desk = createDesk({ database: proxy.url, store, worker: false, log: quiet, identify: () => null, admins: ['ada'] })
    onTestFinished(async () => {
      proxy.mode = 'pass'
      await desk.close()
      await place.drop()
    })
    await desk.migrate()
    const ada = desk.as({ externalId: 'ada' })
    const { id: ticketId } = await ada.tickets.create({ subject: 'x' })
    const acknowledged: string[] = []
    const unknown: string[] = []
    const durations: number[] = []
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      let isOver = false
      const working = Array.from({ length: 12 }, async (_, worker) => {
        for (let n = 0; !isOver; n += 1) {
          const body = `${cycle} ${worker} ${n}`
          const started = performance.now()
          try {
            await ada.tickets.note({ ticketId, body })
            acknowledged.push(body)
          } catch (error) {
            expect(isDeskError(error) && error.status === 503 ? error.code : String(error)).toMatch(
              /^store\.(timeout|busy|connection_lost|commit_unknown|conflict)$/,
            )
            if (isDeskError(error) && error.code === 'store.commit_unknown') unknown.push(body)
          }
          durations.push(performance.now() - started)
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 150))
      proxy.mode = 'hole'
      await new Promise((resolve) => setTimeout(resolve, 2500))
      proxy.mode = 'pass'
      const back = performance.now()
      await expect
        .poll(
          () =>
            ada.tickets.note({ ticketId, body: `back ${cycle}` }).then(
              () => true,
              () => false,
            ),
          { timeout: 5000 },
        )
        .toBe(true)
      expect(performance.now() - back).toBeLessThan(5000)
      isOver = true
      await Promise.all(working)
      expect(proxy.connections()).toBeLessThanOrEqual(6)
    }
    expect(Math.max(...durations)).toBeLessThan(endsWithinMs * 2)
    const bodies: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await ada.tickets.messages({ ticketId, limit: 200, ...(cursor ? { cursor } : {}) })
      bodies.push(...page.items.map(({ body }) => body))
      cursor = page.nextCursor
    }
    const seen = new Set(bodies)
    expect(bodies.length).toBe(seen.size)
    expect(acknowledged.filter((body) => !seen.has(body))).toEqual([])
    // What nobody was told of is there only where it was said that it may be.
    const told = new Set([...acknowledged, ...unknown])
    expect(bodies.filter((body) => !body.startsWith('back') && !told.has(body))).toEqual([])
    expect((await desk.doctor()).findings.filter(({ code }) => code !== 'doctor.no_worker')).toEqual([])
  })
})
