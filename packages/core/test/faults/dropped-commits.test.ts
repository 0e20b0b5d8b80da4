import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { openFlakyProxy } from '../store/flaky-proxy.ts'

const postgres = testDatabases.find(({ kind }) => kind === 'postgres')
const isFull = process.env['DESK_FULL'] === '1'
const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** As a program repeats its calls: whatever went wrong on the way, with the same key, until there is an answer. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<{ readonly answer: T; readonly tries: number }> {
  for (let tries = 1; ; tries += 1)
    try {
      return { answer: await call(), tries }
    } catch (error) {
      if (!isDeskError(error) || error.status !== 503 || tries > 50) throw error
      await sleep(5)
    }
}

describe.skipIf(postgres?.missing !== undefined)(postgres?.missing ? `postgres (${postgres.missing})` : 'postgres', () => {
  const open = async () => {
    if (!postgres) throw new Error('no PostgreSQL')
    const place = await postgres.create()
    const proxy = await openFlakyProxy(place.database)
    const make = (database: string): Desk =>
      createDesk({ database, store: { schema: place.schema, poolSize: 8 }, worker: false, log: quiet, identify: () => null })
    const [through, direct] = [make(proxy.url), make(place.database)]
    onTestFinished(async () => {
      proxy.mode = 'pass'
      await through.close()
      await direct.close()
      await place.drop()
    })
    await direct.migrate()
    await through.ready()
    return { proxy, through, direct }
  }

  const subjects = async (desk: Desk): Promise<string[]> => {
    const found: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await desk.system('count').tickets.list({ limit: 200, ...(cursor ? { cursor } : {}) })
      found.push(...page.items.map(({ subject }) => subject))
      cursor = page.nextCursor
    }
    return found
  }

  it('FT03: creates under a key are there once, however many answers to COMMIT get lost', {
    timeout: isFull ? 900_000 : 120_000,
  }, async () => {
    const { proxy, through, direct } = await open()
    const count = isFull ? 10_000 : 600
    // Those who create are known: the look at who is new would take its own share of the losses.
    for (let n = 0; n < 16; n += 1) await direct.as({ externalId: `c${n}` }).people.me()
    proxy.mode = 'drop-some'
    const waiting = Array.from({ length: count }, (_, n) => n).values()
    const ids = new Map<number, string>()
    let repeated = 0
    const work = async (_: unknown, worker: number) => {
      for (const n of waiting) {
        const mine = through.as({ externalId: `c${worker}` }, { idempotencyKey: `create-${n}` })
        const { answer, tries } = await untilAnswered(() => mine.tickets.create({ subject: `Ticket ${n}` }))
        ids.set(n, answer.id)
        repeated += tries > 1 ? 1 : 0
      }
    }
    await Promise.all(Array.from({ length: 16 }, work))
    proxy.mode = 'pass'
    expect(proxy.dropped()).toBeGreaterThanOrEqual(isFull ? 1000 : 30)
    expect(repeated).toBeGreaterThan(0)
    const all = await subjects(direct)
    expect(all.length).toBe(count)
    expect(new Set(all).size).toBe(count)
    expect(new Set(ids.values()).size).toBe(count)
    expect((await direct.doctor()).findings.filter(({ code }) => code !== 'doctor.no_worker')).toEqual([])
  })

  it('FT03: without a key nobody repeats by itself what may have been done, and whoever does has it twice', async () => {
    const { proxy, through, direct } = await open()
    const mine = through.as({ externalId: 'carl' })
    await mine.people.me()
    proxy.mode = 'drop-commit'
    await expect(mine.tickets.create({ subject: 'twice' })).rejects.toMatchObject({ code: 'store.commit_unknown' })
    // The server commits a moment after the client has lost it.
    await expect.poll(() => subjects(direct)).toEqual(['twice'])
    proxy.mode = 'lose-commit'
    await expect(mine.tickets.create({ subject: 'never' })).rejects.toMatchObject({ code: 'store.commit_unknown' })
    proxy.mode = 'pass'
    await mine.tickets.create({ subject: 'twice' })
    expect(await subjects(direct)).toEqual(['twice', 'twice'])
  })
})
