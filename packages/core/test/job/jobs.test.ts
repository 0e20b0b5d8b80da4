import type { Kysely } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { EmbeddedQueue } from '../../src/job/embedded-queue.ts'
import type { JobKind } from '../../src/job/job-kind.ts'
import type { JobQueue } from '../../src/job/job-queue.ts'
import { pgBossQueue } from '../../src/job/pg-boss-queue.ts'
import type { Caller } from '../../src/operation/caller.ts'
import { forgetKeys } from '../../src/operation/forget-keys.ts'
import type { EnqueueOptions } from '../../src/operation/work.ts'
import type { Store } from '../../src/store/store.ts'
import type { CoreTables } from '../../src/tables.ts'
import { type DeliveryDesk, deliveryDesk, migratePlace, openPlace, pause, until } from '../hook/delivery-desk.ts'

const kind = (
  name: string,
  run: (input: { n?: number }, services: { caller: Caller }) => unknown,
  more: Partial<JobKind> = {},
): JobKind => ({
  name: `probe/${name}`,
  owner: 'probe',
  timeout: 1000,
  every: undefined,
  run: (services, input) => run(input, services) as Promise<void>,
  ...more,
})

forEachDatabase((database) => {
  let place: TestDatabase
  let store: Store
  const open: Store[] = []
  const another = (): Store => {
    const one = openPlace(place)
    open.push(one)
    return one
  }
  beforeEach(async () => {
    place = await database.create()
    store = another()
    await migratePlace(store, place)
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
    await place.drop()
  })
  const enqueue = (desk: DeliveryDesk, name: string, input: object, options?: EnqueueOptions, causeId?: string) =>
    desk.store.write((tx) => desk.worker.enqueue(tx, `probe/${name}`, input, options, causeId))
  const jobRows = () => store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('job').selectAll().execute())

  const suite = (queueOf: () => Promise<{ queue: JobQueue; another: () => JobQueue }>): void => {
    it('runs a job of a committed transaction once, as its plugin', async () => {
      const seen: object[] = []
      const desk = deliveryDesk(store, {
        jobs: [kind('export', (input, { caller }) => seen.push({ input, caller }))],
        queue: (await queueOf()).queue,
      })
      await enqueue(desk, 'export', { n: 1, nested: { a: ['ö', null] } })
      expect(await desk.worker.tick()).toMatchObject({ jobsDone: 1, jobsFailed: 0 })
      expect(seen).toEqual([{ input: { n: 1, nested: { a: ['ö', null] } }, caller: { kind: 'plugin', id: 'probe', depth: 0 } }])
      expect(await desk.worker.tick()).toMatchObject({ jobsDone: 0 })
    })

    it('never has a job of a transaction that was rolled back', async () => {
      const seen: number[] = []
      const desk = deliveryDesk(store, { jobs: [kind('export', ({ n }) => seen.push(n ?? -1))], queue: (await queueOf()).queue })
      await enqueue(desk, 'export', { n: 1 })
      const undone = store.write(async (tx) => {
        await desk.worker.enqueue(tx, 'probe/export', { n: 2 })
        throw new Error('undo')
      })
      await expect(undone).rejects.toThrow('undo')
      await desk.worker.tick()
      expect(seen).toEqual([1])
    })

    it('keeps one waiting job for each key, and any number without', async () => {
      const seen: number[] = []
      const desk = deliveryDesk(store, { jobs: [kind('export', ({ n }) => seen.push(n ?? -1))], queue: (await queueOf()).queue })
      for (const [n, key] of [
        [1, 'a'],
        [2, 'a'],
        [3, 'b: ö'],
        [4, undefined],
        [5, undefined],
      ] as const)
        await enqueue(desk, 'export', { n }, key === undefined ? {} : { key })
      await desk.worker.tick()
      await enqueue(desk, 'export', { n: 6 }, { key: 'a' })
      await desk.worker.tick()
      expect(seen.sort()).toEqual([1, 3, 4, 5, 6])
    })

    it('waits for the moment', async () => {
      const seen: number[] = []
      const desk = deliveryDesk(store, { jobs: [kind('export', ({ n }) => seen.push(n ?? -1))], queue: (await queueOf()).queue })
      await enqueue(desk, 'export', { n: 1 }, { notBefore: new Date(Date.now() + 700).toISOString() })
      await desk.worker.tick()
      expect(seen).toEqual([])
      await pause(900)
      await desk.worker.tick()
      expect(seen).toEqual([1])
    })

    it('stops a chain of causes that goes on through jobs', async () => {
      const seen: (number | undefined)[] = []
      const desk = deliveryDesk(store, {
        jobs: [kind('loop', (_input, { caller }) => seen.push(caller.depth))],
        queue: (await queueOf()).queue,
      })
      let cause: string | null = null
      for (let n = 0; n <= 8; n += 1) {
        ;[cause = null] = await desk.append({ cause })
        if (n === 7 || n === 8) await enqueue(desk, 'loop', {}, {}, cause ?? undefined)
      }
      await desk.worker.tick()
      expect(seen).toEqual([8])
      expect(desk.logged).toEqual([
        expect.objectContaining({ code: 'job.failed', error: expect.objectContaining({ code: 'hook.too_deep' }) }),
      ])
    })

    it('refuses a job that nobody declared', async () => {
      const desk = deliveryDesk(store, { queue: (await queueOf()).queue })
      await expect(enqueue(desk, 'export', {})).rejects.toMatchObject({ code: 'job.unknown', params: { plugin: 'probe', job: 'export' } })
    })

    it('shares jobs among processes', async () => {
      const seen: number[] = []
      const jobs = [kind('export', ({ n }) => pause(2).then(() => seen.push(n ?? -1)))]
      const queues = await queueOf()
      const desks = [deliveryDesk(store, { jobs, queue: queues.queue }), deliveryDesk(another(), { jobs, queue: queues.another() })]
      const [first, second] = desks
      if (!first || !second) throw new Error('two desks')
      for (let n = 0; n < 40; n += 1) await enqueue(first, 'export', { n })
      const counts = await Promise.all(desks.map(({ worker }) => worker.tick()))
      expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
      expect(counts.reduce((sum, { jobsDone }) => sum + jobsDone, 0)).toBe(40)
    })

    it('runs each occurrence of a recurring job once over all processes, and one for a long sleep', async () => {
      const seen: number[] = []
      const jobs = [kind('sweep', () => seen.push(1), { every: 60_000 })]
      const queues = await queueOf()
      const desks = [
        deliveryDesk(store, { jobs, queue: queues.queue }),
        ...[1, 2, 3].map(() => deliveryDesk(another(), { jobs, queue: queues.another() })),
      ]
      await desks[0]?.worker.register()
      const schedule = () =>
        store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('job_schedule').selectAll().executeTakeFirstOrThrow())
      const { anchor_ms } = await schedule()
      await Promise.all(desks.map(({ worker }) => worker.tick()))
      expect(seen).toEqual([])
      // Asleep for five and a half occurrences.
      const asleep = anchor_ms - 330_000
      await store.write(async ({ db }) =>
        (db as Kysely<CoreTables>)
          .updateTable('job_schedule')
          .set({ anchor_ms: asleep, next_due_ms: asleep + 60_000 })
          .execute(),
      )
      const counts = await Promise.all(desks.map(({ worker }) => worker.tick()))
      expect(seen).toEqual([1])
      expect(counts.reduce((sum, { recurred }) => sum + recurred, 0)).toBe(1)
      const { next_due_ms } = await schedule()
      expect((next_due_ms - asleep) % 60_000).toBe(0)
      expect(next_due_ms - asleep).toBe(360_000)
      await Promise.all(desks.map(({ worker }) => worker.tick()))
      expect(seen).toEqual([1])
    })
  }

  describe('the embedded queue', () => {
    suite(async () => ({ queue: new EmbeddedQueue(), another: () => new EmbeddedQueue() }))

    it('tries eight times with growing pauses, then keeps the job as dead', async () => {
      let attempts = 0
      const jobs = [kind('export', () => Promise.reject(new Error(`no ${++attempts}`)))]
      const desk = deliveryDesk(store, { jobs, queue: new EmbeddedQueue({ retry: { firstDelay: 4, factor: 1.2 } }) })
      await enqueue(desk, 'export', {})
      await until('dead', async () => {
        await desk.worker.tick()
        return desk.logged.some(({ code }) => code === 'job.dead')
      })
      expect(attempts).toBe(8)
      expect(await jobRows()).toEqual([expect.objectContaining({ state: 'dead', attempt_count: 8, error: 'no 8' })])
    })

    it('ends a job at its time limit and tries it again', async () => {
      const jobs = [kind('export', () => new Promise(() => {}), { timeout: 40 })]
      const desk = deliveryDesk(store, { jobs })
      await enqueue(desk, 'export', {})
      expect(await desk.worker.tick()).toMatchObject({ jobsFailed: 1 })
      expect(desk.logged).toEqual([
        expect.objectContaining({
          code: 'job.failed',
          error: expect.objectContaining({ code: 'job.timed_out', params: { job: 'probe/export', ms: 40 } }),
        }),
      ])
    })

    it('gives the job of a process that was killed to another when the lease has run out, and no sooner', async () => {
      const seen: string[] = []
      let isKilled = true
      const jobs = [kind('export', () => (isKilled ? new Promise(() => {}) : seen.push('done')), { timeout: 100_000 })]
      const first = deliveryDesk(store, { jobs })
      await enqueue(first, 'export', {})
      void first.worker.tick()
      await until('it runs', async () => (await jobRows()).some(({ lease_owner }) => lease_owner !== null))
      isKilled = false
      const second = deliveryDesk(another(), { jobs })
      await second.worker.tick()
      expect(seen).toEqual([])
      await store.write(async ({ db }) => (db as Kysely<CoreTables>).updateTable('job').set({ lease_until_ms: 1 }).execute())
      await second.worker.tick()
      expect(seen).toEqual(['done'])
      expect(await jobRows()).toEqual([])
    })

    it('leaves the jobs of plugins that are gone where they are', async () => {
      const desk = deliveryDesk(store, { jobs: [kind('export', () => {})] })
      await enqueue(desk, 'export', {})
      const without = deliveryDesk(another(), { jobs: [kind('other', () => {})] })
      expect(await without.worker.tick()).toMatchObject({ jobsDone: 0 })
      expect(await jobRows()).toHaveLength(1)
    })
  })

  if (database.kind === 'postgres')
    describe('pg-boss', () => {
      let boss: PgBoss
      let schema: string
      beforeEach(async () => {
        schema = `${place.schema}_boss`
        boss = new PgBoss({ connectionString: place.database, schema, supervise: false, schedule: false })
        boss.on('error', () => {})
        await boss.start()
      })
      afterEach(async () => {
        await boss.stop({ graceful: false })
        await store.write(({ db }) => db.schema.dropSchema(schema).cascade().execute()).catch(() => {})
      })
      suite(async () => ({ queue: pgBossQueue(boss), another: () => pgBossQueue(boss) }))

      it('tries again with pauses, then keeps the job as failed', async () => {
        let attempts = 0
        const jobs = [kind('export', () => Promise.reject(new Error(`no ${++attempts}`)))]
        const desk = deliveryDesk(store, { jobs, queue: pgBossQueue(boss, { tries: 2 }) })
        await enqueue(desk, 'export', {})
        await until('dead', async () => {
          await desk.worker.tick()
          await pause(100)
          return desk.logged.some(({ code }) => code === 'job.dead')
        })
        expect(attempts).toBe(2)
        const [failed] = await boss.findJobs(`${place.schema}/probe/export`)
        expect(failed).toMatchObject({ state: 'failed', retryCount: 1, output: { message: 'no 2' } })
      })
    })
})

describe('what happens besides', () => {
  forEachDatabase((database) => {
    it('forgets idempotency keys after two days', async () => {
      const place = await database.create()
      const store = openPlace(place)
      await migratePlace(store, place)
      const row = (key: string, hours: number) => ({
        actor: 'person:p1',
        key,
        operation: 'tickets.create',
        request_hash: 'h',
        response_json: { output: {} },
        created_at: new Date(Date.now() - hours * 3_600_000).toISOString(),
      })
      const keys = () =>
        store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('idempotency').select('key').orderBy('key').execute())
      await store.write(async ({ db }) =>
        (db as Kysely<CoreTables>)
          .insertInto('idempotency')
          .values([row('a', 1), row('b', 47), row('c', 49), row('d', 500)])
          .execute(),
      )
      expect(await store.write(forgetKeys)).toBe(2)
      expect(await keys()).toEqual([{ key: 'a' }, { key: 'b' }])
      await store.close()
      await place.drop()
    })
  })
})
