import { statSync, writeFileSync } from 'node:fs'
import { appendFile, open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createTables, openTestStore, tables, uuid } from './open-test-store.ts'

const sqlite = testDatabases[0]
if (!sqlite) throw new Error('no SQLite')
const fileOf = (address: string) => address.slice('sqlite:'.length)

it('opens files as promised', async () => {
  const { store } = await openTestStore(sqlite)
  const pragma = async (name: string, how: 'read' | 'write') =>
    Object.values((await store[how]((tx) => sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(tx.db))).rows[0] ?? {})[0]
  expect(await pragma('journal_mode', 'write')).toBe('wal')
  expect(await pragma('synchronous', 'write')).toBe(2)
  expect(await pragma('foreign_keys', 'write')).toBe(1)
  expect(await pragma('foreign_keys', 'read')).toBe(1)
  expect(await pragma('query_only', 'read')).toBe(1)
  const normal = (await openTestStore(sqlite, { synchronous: 'normal' })).store
  const { rows } = await normal.write((tx) => sql<{ synchronous: number }>`pragma synchronous`.execute(tx.db))
  expect(rows[0]?.synchronous).toBe(1)
})

it('makes STRICT tables, so that a column holds what it says', async () => {
  const { store } = await openTestStore(sqlite)
  const wrong = store.write((tx) =>
    tx.db
      .insertInto('ticket')
      .values({ id: uuid(1), created_at: sql.lit('soon') })
      .execute(),
  )
  await expect(wrong).rejects.toMatchObject({ code: 'store.check_failed' })
  await expect(store.write((tx) => tx.db.schema.createTable('team').addColumn('at', 'datetime').execute())).rejects.toMatchObject({
    code: 'store.unknown_type',
  })
})

it('never gives a number twice', async () => {
  const { store } = await openTestStore(sqlite)
  const add = (n: number) =>
    store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(n) })
        .returning('number')
        .executeTakeFirstOrThrow(),
    )
  await add(1)
  expect(await add(2)).toEqual({ number: 2 })
  await store.write((tx) => tx.db.deleteFrom('ticket').execute())
  expect(await add(3)).toEqual({ number: 3 })
})

it('reads while somebody writes', async () => {
  const { store } = await openTestStore(sqlite)
  await store.write(async (tx) => {
    await tx.db
      .insertInto('ticket')
      .values({ id: uuid(1) })
      .execute()
    await sleep(5)
    const outside = new Promise((resolve) => setImmediate(resolve))
    await outside
  })
  let isWriting = true
  const writing = store.write(async (tx) => {
    await tx.db
      .insertInto('ticket')
      .values({ id: uuid(2) })
      .execute()
    await sleep(200)
    isWriting = false
  })
  await sleep(20)
  expect(await store.read((tx) => tx.db.selectFrom('ticket').select('id').execute())).toEqual([{ id: uuid(1) }])
  expect(isWriting).toBe(true)
  await writing
})

it('waits for a host that writes on another connection of this process, without stopping the loop it needs to end', async () => {
  const { store, database } = await openTestStore(sqlite)
  const host = new Database(fileOf(database.database))
  onTestFinished(() => void host.close())
  host.exec('begin immediate')
  let longestMs = 0
  let last = performance.now()
  const watch = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last)
    last = performance.now()
  }, 1)
  setTimeout(() => host.exec('commit'), 300)
  const started = performance.now()
  await store.write((tx) =>
    tx.db
      .insertInto('ticket')
      .values({ id: uuid(1) })
      .execute(),
  )
  clearInterval(watch)
  expect(performance.now() - started).toBeGreaterThan(250)
  expect(longestMs).toBeLessThan(60)
})

it('lets timers run in between, however many transactions follow one another', async () => {
  const { store } = await openTestStore(sqlite, { synchronous: 'normal' })
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
  }, 1)
  for (let n = 1; n <= 500; n++)
    await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(n), subject: 'x'.repeat(1000) })
        .execute(),
    )
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(3)
})

it('gives up at the deadline, in the queue and at the lock', async () => {
  const { store, database } = await openTestStore(sqlite, { busyDeadlineMs: 150 })
  const busy = { code: 'store.busy', status: 503, retryable: true }
  const queued = store.write(() => sleep(400))
  await expect(store.write(async () => 1)).rejects.toMatchObject(busy)
  await queued
  const host = new Database(fileOf(database.database))
  onTestFinished(() => void host.close())
  host.exec('begin immediate')
  const failed = await store.write(async () => 1).catch((error: unknown) => error)
  expect(failed).toMatchObject(busy)
  expect(store.isRetryable(failed)).toBe(false)
  host.exec('rollback')
  expect(await store.write(async () => 'again')).toBe('again')
})

it('gives turns in the order of asking', async () => {
  const { store } = await openTestStore(sqlite)
  const order: number[] = []
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      store.write(async () => {
        await sleep(1)
        order.push(index)
      }),
    ),
  )
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index))
})

it('keeps the log short although somebody always reads', async () => {
  const { store, database } = await openTestStore(sqlite, { synchronous: 'normal' })
  const wal = `${fileOf(database.database)}-wal`
  let isDone = false
  // Readers that overlap, so that there is never a moment without one.
  const reading = Array.from({ length: 3 }, async (_, index) => {
    await sleep(index * 7)
    while (!isDone)
      await store.read(async (tx) => {
        await tx.db.selectFrom('ticket').select('id').limit(1).execute()
        await sleep(20)
      })
  })
  const body = 'x'.repeat(100_000)
  let longest = 0
  for (let n = 1; n <= 600; n++) {
    await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(n), subject: body })
        .execute(),
    )
    longest = Math.max(longest, statSync(wal).size)
    await sleep(0)
  }
  isDone = true
  await Promise.all(reading)
  // 60 MB were written, and SQLite by itself keeps them all in the log.
  expect(longest).toBeLessThan(32 * 1024 * 1024)
})

it('catches up on the log after a long reader', async () => {
  const { store, database } = await openTestStore(sqlite, { synchronous: 'normal' })
  const wal = `${fileOf(database.database)}-wal`
  const body = 'x'.repeat(100_000)
  const write = async (from: number, to: number) => {
    for (let n = from; n < to; n++)
      await store.write((tx) =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(n), subject: body })
          .execute(),
      )
  }
  await store.read(async (tx) => {
    await tx.db.selectFrom('ticket').select('id').execute()
    await sleep(0)
    const other = openStore(database.database, { tables, synchronous: 'normal' })
    for (let n = 1; n < 400; n++)
      await other.write((inner) =>
        inner.db
          .insertInto('ticket')
          .values({ id: uuid(n), subject: body })
          .execute(),
      )
    expect((await stat(wal)).size).toBeGreaterThan(32 * 1024 * 1024)
    await other.close()
  })
  await write(400, 470)
  expect((await stat(wal)).size).toBeLessThan(17 * 1024 * 1024)
})

it('is undone as a whole when the disk is full, says so, and goes on when there is room', async () => {
  const db = new Database(':memory:')
  const store = openStore(db, { tables })
  await store.write((tx) => createTables(tx.db))
  db.pragma('max_page_count = 60')
  const filling = store.write(async (tx) => {
    for (let n = 1; n < 1000; n++)
      await tx.db
        .insertInto('ticket')
        .values({ id: uuid(n), subject: 'x'.repeat(1000) })
        .execute()
  })
  await expect(filling).rejects.toMatchObject({ code: 'store.full', status: 507 })
  const inSavepoint = store.write(async (tx) => {
    await tx.db
      .insertInto('ticket')
      .values({ id: uuid(1) })
      .execute()
    await tx
      .savepoint(() =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(2), subject: 'x'.repeat(1_000_000) })
          .execute(),
      )
      .catch(() => {})
    await tx.db
      .insertInto('ticket')
      .values({ id: uuid(3) })
      .execute()
  })
  // Whether SQLite gave up the savepoint alone or everything, no half is saved.
  await inSavepoint.catch((error: unknown) => expect(error).toMatchObject({ code: 'store.transaction_aborted' }))
  const ids = await store.read((tx) => tx.db.selectFrom('ticket').select('id').execute())
  expect([[], [{ id: uuid(1) }, { id: uuid(3) }]]).toContainEqual(ids)
  db.pragma('max_page_count = 100000')
  await store.write((tx) =>
    tx.db
      .insertInto('ticket')
      .values({ id: uuid(4) })
      .execute(),
  )
  await store.close()
})

it('says when the file is no database, or a damaged one', async () => {
  const database = await sqlite.create()
  onTestFinished(() => database.drop())
  writeFileSync(fileOf(database.database), 'this is no database at all, but it is long enough to look at'.repeat(20))
  const garbage = openStore(database.database)
  await expect(garbage.read(async () => 1)).rejects.toMatchObject({ code: 'store.corrupt' })
  await expect(garbage.write(async () => 1)).rejects.toMatchObject({ code: 'store.corrupt' })
  await garbage.close()

  const { store, database: good, another } = await openTestStore(sqlite)
  await store.write(async (tx) => {
    for (let n = 1; n < 500; n++)
      await tx.db
        .insertInto('ticket')
        .values({ id: uuid(n), subject: 'x'.repeat(500) })
        .execute()
  })
  await store.close()
  const handle = await open(fileOf(good.database), 'r+')
  for (let page = 5; page < 60; page++) await handle.write(Buffer.alloc(2048, 0x5a), 0, 2048, page * 4096)
  await handle.close()
  const damaged = another()
  await expect(damaged.read((tx) => tx.db.selectFrom('ticket').selectAll().execute())).rejects.toMatchObject({ code: 'store.corrupt' })
})

it('finds its way after another process was killed in the middle of writing', async () => {
  const { store, database, another } = await openTestStore(sqlite)
  await store.write((tx) =>
    tx.db
      .insertInto('ticket')
      .values({ id: uuid(1) })
      .execute(),
  )
  // What a torn write leaves at the end of the log.
  await appendFile(`${fileOf(database.database)}-wal`, Buffer.alloc(5000, 1))
  expect(await another().read((tx) => tx.db.selectFrom('ticket').select('id').execute())).toEqual([{ id: uuid(1) }])
})

it('tells a file that can not be written from a query that tries to write', async () => {
  const db = new Database(':memory:')
  const store = openStore(db, { tables })
  await store.write((tx) => createTables(tx.db))
  await expect(store.read((tx) => tx.db.deleteFrom('ticket').execute())).rejects.toMatchObject({ code: 'store.read_only' })
  db.pragma('query_only = on')
  await expect(store.write((tx) => tx.db.deleteFrom('ticket').execute())).rejects.toMatchObject({ code: 'store.open_failed' })
  await store.close()
  const { store: file } = await openTestStore(sqlite)
  await expect(file.read((tx) => sql`pragma user_version = 7`.execute(tx.db))).rejects.toMatchObject({ code: 'store.read_only' })
})

it('keeps a bounded number of prepared statements', async () => {
  const { store } = await openTestStore(sqlite)
  await store.read(async (tx) => {
    for (let n = 0; n < 2000; n++) await sql`select ${sql.lit(n)} as n`.execute(tx.db)
    const { rows } = await sql<{ n: number }>`select 0 as n`.execute(tx.db)
    expect(rows).toEqual([{ n: 0 }])
  })
})
