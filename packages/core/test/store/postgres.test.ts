import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store, StoreOptions } from '../../src/store/store.ts'
import { openFlakyProxy } from './flaky-proxy.ts'
import { openTestStore, tables, uuid } from './open-test-store.ts'

const postgres = testDatabases[1]
if (!postgres) throw new Error('no PostgreSQL')

const ids = async (store: Store) =>
  (await store.read((tx) => tx.db.selectFrom('ticket').select('id').orderBy('id').execute())).map((row) => row.id)
const add = (store: Store, n: number) =>
  store.write((tx) =>
    tx.db
      .insertInto('ticket')
      .values({ id: uuid(n) })
      .execute(),
  )

describe.skipIf(postgres.missing !== undefined)('PostgreSQL', () => {
  /** A store behind a proxy, beside one that goes straight. */
  const behindProxy = async (options: StoreOptions = {}) => {
    const straight = await openTestStore(postgres)
    const proxy = await openFlakyProxy(straight.database.database)
    const store = openStore(proxy.url, { schema: straight.database.schema, tables, ...options })
    onTestFinished(async () => {
      proxy.mode = 'pass'
      await store.close()
    })
    return { store, proxy, straight: straight.store }
  }

  it('isolates writes and reads as promised, in UTC, without a search path of its own', async () => {
    const { store } = await openTestStore(postgres)
    const settings = (how: 'read' | 'write') =>
      store[how](async (tx) => {
        const { rows } = await sql<
          Record<string, string>
        >`select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as read_only,
          current_setting('timezone') as zone, current_setting('statement_timeout') as timeout, current_setting('search_path') as path`.execute(
          tx.db,
        )
        return rows[0]
      })
    const common = { zone: 'UTC', timeout: '10s', path: '"$user", public' }
    expect(await settings('write')).toEqual({ isolation: 'read committed', read_only: 'off', ...common })
    expect(await settings('read')).toEqual({ isolation: 'repeatable read', read_only: 'on', ...common })
  })

  it("leaves a host's pool and its sessions as they were", async () => {
    const { database } = await openTestStore(postgres)
    const pool = new pg.Pool({ connectionString: database.database, max: 1 })
    onTestFinished(() => pool.end())
    const ask = async () =>
      (
        await pool.query(
          "select current_setting('timezone') as zone, current_setting('statement_timeout') as timeout, current_setting('search_path') as path",
        )
      ).rows[0]
    const before = await ask()
    const store = openStore(pool, { schema: database.schema, tables })
    await add(store, 1)
    expect(
      await store.read(
        async (tx) => (await sql<{ zone: string }>`select current_setting('timezone') as zone`.execute(tx.db)).rows[0]?.zone,
      ),
    ).toBe('UTC')
    await store.close()
    expect(await ask()).toEqual(before)
    expect(pool.listenerCount('error')).toBe(0)
  })

  it('reads values in its own way whatever parsers the host set globally', async () => {
    const { store } = await openTestStore(postgres)
    const changed = [16, 17, 20, 23, 114, 1082, 1114, 1184, 1700, 3802]
    // For good: this process is this file's own.
    for (const oid of changed) pg.types.setTypeParser(oid, (text: string) => `host:${text}`)
    const row = await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({
          id: uuid(1),
          created_at: '2026-01-02T12:00:00.000Z',
          is_open: true,
          fields_json: [1],
          waited_ms: 5,
          due_on: '2026-01-02',
          price: '1.5',
          content: Buffer.from('a'),
        })
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({
      number: 1,
      created_at: '2026-01-02T12:00:00.000Z',
      is_open: true,
      fields_json: [1],
      waited_ms: 5,
      due_on: '2026-01-02',
      price: '1.5000',
      content: Buffer.from('a'),
    })
  })

  it('throws rather than round a number', async () => {
    const { store } = await openTestStore(postgres)
    await expect(store.read((tx) => sql`select 9007199254740993::bigint as n`.execute(tx.db))).rejects.toMatchObject({
      code: 'store.bad_value',
    })
    expect((await store.read((tx) => sql`select 9007199254740991::bigint as n`.execute(tx.db))).rows).toEqual([{ n: 9007199254740991 }])
  })

  it('types a connection lost in the middle, saves nothing, and goes on', async () => {
    const { store, another } = await openTestStore(postgres, { poolSize: 2 })
    const killer = another()
    const lost = await store
      .write(async (tx) => {
        await tx.db
          .insertInto('ticket')
          .values({ id: uuid(1) })
          .execute()
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
        await killer.write((other) => sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db))
        await sleep(20)
        await tx.db
          .insertInto('ticket')
          .values({ id: uuid(2) })
          .execute()
      })
      .catch((error: unknown) => error)
    expect(lost).toMatchObject({ code: 'store.connection_lost', retryable: true })
    expect(store.isRetryable(lost)).toBe(true)
    expect(await ids(store)).toEqual([])
    await Promise.all([1, 2, 3, 4].map((n) => add(store, n)))
    expect(await ids(store)).toHaveLength(4)
  })

  it('survives connections that die while idle', async () => {
    const { store, another } = await openTestStore(postgres, { poolSize: 3 })
    const pids = await Promise.all(
      [1, 2, 3].map(() =>
        store.write(async (tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.05)`.execute(tx.db)).rows[0]?.pid),
      ),
    )
    const killer = another()
    for (const pid of pids) await killer.write((tx) => sql`select pg_terminate_backend(${pid})`.execute(tx.db))
    await sleep(50)
    await Promise.all([1, 2, 3].map((n) => add(store, n)))
    expect(await ids(store)).toHaveLength(3)
  })

  it('says that it does not know when the answer to COMMIT is lost, and that is not retried', async () => {
    const { store, proxy, straight } = await behindProxy()
    await add(store, 1)
    proxy.mode = 'drop-commit'
    const unknown = await add(store, 2).catch((error: unknown) => error)
    expect(unknown).toMatchObject({ code: 'store.commit_unknown' })
    expect(store.isRetryable(unknown)).toBe(false)
    proxy.mode = 'pass'
    await add(store, 3)
    expect(await ids(straight)).toEqual([uuid(1), uuid(2), uuid(3)])
  })

  it('ends a call whose server does not answer any more, and has a healthy pool afterwards', async () => {
    const { store, proxy } = await behindProxy({ statementTimeoutMs: 300, busyDeadlineMs: 500, poolSize: 2 })
    await add(store, 1)
    const started = performance.now()
    const stuck = Array.from({ length: 4 }, (_, index) =>
      store.write(async (tx) => {
        proxy.mode = 'hole'
        await tx.db
          .insertInto('ticket')
          .values({ id: uuid(10 + index) })
          .execute()
      }),
    )
    const results = await Promise.allSettled(stuck)
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    for (const result of results)
      expect(['store.timeout', 'store.busy', 'store.connection_lost']).toContain((result as PromiseRejectedResult).reason.code)
    expect(performance.now() - started).toBeLessThan(3000)
    proxy.mode = 'pass'
    await Promise.all([2, 3, 4, 5].map((n) => add(store, n)))
    expect(await ids(store)).toEqual([1, 2, 3, 4, 5].map(uuid))
    expect(proxy.connections()).toBeLessThanOrEqual(2)
  })

  it('stops a statement that takes too long', async () => {
    const { store } = await openTestStore(postgres, { statementTimeoutMs: 100, poolSize: 1 })
    await expect(store.read((tx) => sql`select pg_sleep(5)`.execute(tx.db))).rejects.toMatchObject({
      code: 'store.timeout',
      params: { ms: 100 },
    })
    await add(store, 1)
  })

  it('waits for a connection up to the deadline', async () => {
    const { store } = await openTestStore(postgres, { poolSize: 1, busyDeadlineMs: 100 })
    const holding = store.write(() => sleep(300))
    await expect(add(store, 1)).rejects.toMatchObject({ code: 'store.busy' })
    await holding
    await add(store, 2)
  })

  it('names deadlocks and serialization failures retryable', async () => {
    const { store } = await openTestStore(postgres)
    await add(store, 1)
    await add(store, 2)
    const lock = (first: number, second: number) =>
      store.write(async (tx) => {
        await tx.db.updateTable('ticket').set({ subject: 'x' }).where('id', '=', uuid(first)).execute()
        await sleep(50)
        await tx.db.updateTable('ticket').set({ subject: 'y' }).where('id', '=', uuid(second)).execute()
      })
    const [one, two] = await Promise.allSettled([lock(1, 2), lock(2, 1)])
    const failed = [one, two].filter((result) => result?.status === 'rejected')
    expect(failed).toHaveLength(1)
    const { reason } = failed[0] as PromiseRejectedResult
    expect(reason).toMatchObject({ code: 'store.conflict' })
    expect(store.isRetryable(reason)).toBe(true)
  })

  it('goes on after a migration changed what a prepared statement returns', async () => {
    const { store, another } = await openTestStore(postgres, { poolSize: 1 })
    await add(store, 1)
    const read = () => store.read((tx) => tx.db.selectFrom('ticket').selectAll().execute())
    for (let n = 0; n < 4; n++) await read()
    await another().write((tx) => tx.db.schema.alterTable('ticket').addColumn('extra', 'text').execute())
    const first = await read().catch((error: unknown) => error)
    if (!Array.isArray(first)) expect(store.isRetryable(first)).toBe(true)
    expect(await read()).toMatchObject([{ id: uuid(1), extra: null }])
  })

  it('keeps a bounded number of named statements, or none', async () => {
    const { store } = await openTestStore(postgres, { poolSize: 1 })
    const count = (one: Store) =>
      one.read(async (tx) => (await sql<{ n: number }>`select count(*) as n from pg_prepared_statements`.execute(tx.db)).rows[0]?.n)
    for (let round = 0; round < 2; round++)
      await store.read(async (tx) => {
        for (let n = 0; n < 400; n++) await sql`select ${sql.lit(n)} as n`.execute(tx.db)
      })
    const named = await count(store)
    expect(named).toBeGreaterThan(200)
    expect(named).toBeLessThanOrEqual(256)
    const { store: plain } = await openTestStore(postgres, { poolSize: 1, namedStatements: false })
    for (let n = 0; n < 4; n++) await ids(plain)
    expect(await count(plain)).toBe(0)
    expect(
      await plain.read(
        async (tx) => (await sql<{ zone: string }>`select current_setting('timezone') as zone`.execute(tx.db)).rows[0]?.zone,
      ),
    ).toBe('UTC')
  })

  it('waits for the server twice in a write of one statement, and once in a read', async () => {
    const { store, proxy } = await behindProxy({ poolSize: 1 })
    await add(store, 1)
    const counted = async (run: () => Promise<unknown>) => {
      const before = proxy.turns()
      await run()
      return proxy.turns() - before
    }
    expect(await counted(() => add(store, 2))).toBe(2)
    const several = () =>
      store.write((tx) =>
        Promise.all(
          [3, 4, 5].map((n) =>
            tx.db
              .insertInto('ticket')
              .values({ id: uuid(n) })
              .execute(),
          ),
        ),
      )
    expect(await counted(several)).toBe(2)
    expect(await counted(() => ids(store))).toBe(1)
  })

  it('gives the pool and the schema to what needs a connection of its own', async () => {
    const { store, database } = await openTestStore(postgres)
    const access = await store.postgres()
    expect(access?.schema).toBe(database.schema)
    const client = await access?.pool.connect()
    expect((await client?.query({ text: 'select 1 as one' }))?.rows).toEqual([{ one: expect.anything() }])
    client?.release()
  })
})
