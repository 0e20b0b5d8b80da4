import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { migrationStatus } from '../../src/store/migrate/status.ts'
import { openStore } from '../../src/store/open-store.ts'
import { checkIntegrity } from '../../src/store/schema/check-integrity.ts'
import { describeSchema } from '../../src/store/schema/describe-schema.ts'
import { bundled } from '../faults/bundled.ts'
import { openTestStore, uuid } from './open-test-store.ts'
import { sampleOwners, sampleSteps, sampleTables } from './process/sample-migrations.ts'
import { startWorker } from './process/start-worker.ts'

const isFull = process.env['DESK_FULL'] === '1'
const migrateWorker = await bundled(new URL('./process/migrate-worker.ts', import.meta.url))
const contendWorker = await bundled(new URL('./process/contend-worker.ts', import.meta.url))
afterAll(() => Promise.all([migrateWorker.remove(), contendWorker.remove()]))

const minutes = 60_000
/** Killed processes at a time. */
const lanes = 4

const columns = [
  ['run', 'step'],
  ['item_1', 'label'],
  ['item_2', 'label'],
] as const

const withSample = async <T>(database: TestDatabase, use: (store: ReturnType<typeof openStore>) => Promise<T>): Promise<T> => {
  const store = openStore(database.database, { schema: database.schema, tables: sampleTables, owners: ['extra'] })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** Everything that the steps should have left behind, as one hash; and that each ran once. */
const stateOf = (database: TestDatabase): Promise<string> =>
  withSample(database, async (store) => {
    const status = await migrationStatus(store, sampleOwners)
    expect(status.pending).toEqual([])
    expect(status.changed).toEqual([])
    const data = await store.read(async (tx) => {
      const rows: unknown[] = []
      // Without ids: a sequence of PostgreSQL does not go back with what is rolled back.
      for (const [table, column] of columns) rows.push(await tx.db.selectFrom(table).select(column).orderBy('id').execute())
      return rows
    })
    expect(data[0]).toEqual([{ step: 1 }, { step: 0 }, { step: 2 }])
    expect(await checkIntegrity(store)).toEqual([])
    return createHash('sha256')
      .update(await describeSchema(store))
      .update(JSON.stringify(data))
      .digest('hex')
  })

const freshDatabase = async (kind: TestDatabaseKind): Promise<TestDatabase> => {
  const database = await kind.create()
  onTestFinished(() => database.drop())
  return database
}

forEachDatabase((kind) => {
  const rounds = isFull ? 50 : 2
  it(
    `FT05: 16 processes migrate at once, ${rounds} times over, and every step is done once`,
    async () => {
      for (let round = 0; round < rounds; round++) {
        const database = await freshDatabase(kind)
        const workers = Array.from({ length: 16 }, () => startWorker(migrateWorker.script, [database.database, database.schema]))
        const ends = await Promise.all(workers.map((worker) => worker.end))
        for (const { code, log } of ends) expect(code, log).toBe(0)
        expect(ends.flatMap(({ result }) => result as string[])).toHaveLength(sampleSteps)
        await stateOf(database)
      }
    },
    30 * minutes,
  )

  const kills = isFull ? 100 : 10
  it(
    `FT06: killed in the middle of migrating ${kills} times, it ends as if nothing had happened`,
    async () => {
      const undisturbed = await freshDatabase(kind)
      const started = performance.now()
      expect((await startWorker(migrateWorker.script, [undisturbed.database, undisturbed.schema]).end).code).toBe(0)
      const longestMs = performance.now() - started
      const expected = await stateOf(undisturbed)
      let hits = 0
      const killOnce = async (kill: number): Promise<void> => {
        const database = await freshDatabase(kind)
        const worker = startWorker(migrateWorker.script, [database.database, database.schema])
        await worker.ready
        // Random, and spread over the whole time that migrating takes.
        await sleep(((kill + Math.random()) / kills) * longestMs)
        worker.child.kill('SIGKILL')
        if ((await worker.end).signal === 'SIGKILL') hits += 1
        const again = await startWorker(migrateWorker.script, [database.database, database.schema], { PAUSE_MS: '0' }).end
        expect(again.code, again.log).toBe(0)
        expect(await stateOf(database)).toBe(expected)
      }
      const inTurn = async (lane: number): Promise<void> => {
        for (let kill = lane; kill < kills; kill += lanes) await killOnce(kill)
      }
      await Promise.all(Array.from({ length: lanes }, (_, lane) => inTurn(lane)))
      expect(hits).toBeGreaterThan(kills / 4)
      console.info(`FT06 ${kind.kind}: ${hits} of ${kills} kills met a process that was still at it`)
    },
    20 * minutes,
  )

  const seconds = isFull ? 60 : 5
  it(
    `FT08: 8 processes read and then write for ${seconds} s, and none is told that the database is busy`,
    async () => {
      const { store, database } = await openTestStore(kind)
      await store.write((tx) =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(1), waited_ms: 0 })
          .execute(),
      )
      const workers = Array.from({ length: 8 }, () =>
        startWorker(contendWorker.script, [database.database, database.schema, String(seconds)]),
      )
      const ends = await Promise.all(workers.map((worker) => worker.end))
      for (const { code, log } of ends) expect(code, log).toBe(0)
      const results = ends.map(({ result }) => result as { latencies: number[]; failures: Record<string, number> })
      for (const { failures } of results) expect(failures).toEqual({})
      const latencies = results.flatMap((result) => result.latencies).sort((a, b) => a - b)
      const { waited_ms } = await store.read((tx) => tx.db.selectFrom('ticket').select('waited_ms').executeTakeFirstOrThrow())
      expect(waited_ms).toBe(latencies.length)
      const at = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0)
      const least = Math.min(...results.map((result) => result.latencies.length))
      console.info(
        `FT08 ${kind.kind}: ${latencies.length} commands, least of a process ${least}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.99999)} ms`,
      )
      if (isFull) expect(at(0.99)).toBeLessThan(500)
    },
    5 * minutes,
  )
})
