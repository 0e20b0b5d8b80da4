import Database from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import type { Database as Given } from '../../src/store/database.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createTables, tables, uuid } from './open-test-store.ts'

const noon = '2026-01-02T12:00:00.000Z'
type Open = (database: TestDatabase) => Given

const fileOf = (database: TestDatabase) => database.database.slice('sqlite:'.length)

const ways: Record<TestDatabase['kind'], [string, Open][]> = {
  sqlite: [
    ['an address', (database) => database.database],
    ['memory', () => 'sqlite::memory:'],
    [
      'a better-sqlite3 database of a file',
      (database) => {
        const db = new Database(fileOf(database))
        onTestFinished(() => void db.close())
        return db
      },
    ],
    ['a better-sqlite3 database in memory', () => new Database(':memory:')],
    ['a dialect of Kysely', (database) => new SqliteDialect({ database: () => Promise.resolve(new Database(fileOf(database))) })],
  ],
  postgres: [
    ['an address', (database) => database.database],
    [
      'a pool',
      (database) => {
        const pool = new pg.Pool({ connectionString: database.database, max: 3 })
        onTestFinished(() => pool.end())
        return pool
      },
    ],
    [
      'a pipelined pool',
      (database) => {
        const pool = new pg.Pool({ connectionString: database.database, max: 3, pipeline: true } as pg.PoolConfig)
        onTestFinished(() => pool.end())
        return pool
      },
    ],
    ['a dialect of Kysely', (database) => new PostgresDialect({ pool: new pg.Pool({ connectionString: database.database, max: 3 }) })],
  ],
}

forEachDatabase((kind) => {
  it.each(ways[kind.kind])('works on %s', async (_name, open) => {
    const database = await kind.create()
    const store = openStore(open(database), { schema: database.schema, tables })
    onTestFinished(async () => {
      await store.close()
      await database.drop()
    })
    expect(store.kind).toBe(kind.kind)
    await store.write(async (tx) => {
      if (kind.kind === 'postgres') await sql`create schema ${sql.id(database.schema)}`.execute(tx.db)
      await createTables(tx.db)
    })
    const add = (n: number) =>
      store.write((tx) =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(n), created_at: noon, is_open: false, fields_json: ['1'], waited_ms: n })
          .execute(),
      )
    await add(1)
    await expect(add(1)).rejects.toMatchObject({ code: 'store.unique', params: { constraint: 'ticket.id' } })
    await Promise.all([2, 3, 4, 5, 6].map(add))
    await expect(store.read((tx) => tx.db.deleteFrom('ticket').execute())).rejects.toMatchObject({ code: 'store.read_only' })
    await store.write(async (tx) => {
      await tx
        .savepoint(() =>
          tx.db
            .deleteFrom('ticket')
            .execute()
            .then(() => Promise.reject(new Error('no'))),
        )
        .catch(() => {})
    })
    const rows = await store.read((tx) =>
      tx.db.selectFrom('ticket').select(['created_at', 'is_open', 'fields_json', 'waited_ms']).orderBy('waited_ms').execute(),
    )
    expect(rows).toHaveLength(6)
    expect(rows[5]).toEqual({ created_at: noon, is_open: false, fields_json: ['1'], waited_ms: 6 })
    const dangling = store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(9), team_id: uuid(9) })
        .execute(),
    )
    await expect(dangling).rejects.toMatchObject({ code: 'store.reference_missing' })
    await expect(store.write(() => store.read(async () => 1))).rejects.toMatchObject({ code: 'store.outside_transaction' })
    expect(Math.abs((await store.read((tx) => tx.now())) - Date.now())).toBeLessThan(1000)
  })
})

describe('what names no database', () => {
  it.each([
    ['an unknown scheme', 'mysql://root:secret@localhost/db'],
    ['a bare path', './desk.db'],
    ['an empty path', 'sqlite:'],
    ['nothing', null],
    ['an object', {}],
    ['a Kysely', new Kysely({ dialect: new SqliteDialect({ database: () => Promise.reject(new Error('never opened')) }) })],
  ])('is refused at once: %s', (_what, database) => {
    expect(() => openStore(database as Given)).toThrow(expect.objectContaining({ code: 'store.database_unknown' }))
    expect(() => openStore(database as Given)).not.toThrow(/secret/)
  })

  it.each(['Desk', 'pg_desk', 'a"b', '', 'x'.repeat(64)])('refuses the schema %j', (schema) => {
    expect(() => openStore('postgres://localhost/db', { schema })).toThrow(expect.objectContaining({ code: 'store.bad_schema' }))
  })
})

describe('drivers', () => {
  it.each([
    ['better-sqlite3', 'sqlite::memory:'],
    ['pg', 'postgres://localhost:1/none'],
  ])('says what to install when %s is missing', async (name, database) => {
    vi.doMock(name, () => {
      throw new Error(`Cannot find package '${name}'`)
    })
    onTestFinished(() => void vi.doUnmock(name))
    const store = openStore(database)
    await expect(store.read(async () => 1)).rejects.toMatchObject({
      code: 'store.driver_missing',
      message: expect.stringContaining(`npm install ${name}`),
    })
    await expect(store.close()).resolves.toBeUndefined()
  })

  it('says that a server can not be reached', async () => {
    const store = openStore('postgres://localhost:1/none')
    const failed = await store.read(async () => 1).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'store.connection_lost' })
    expect(store.isRetryable(failed)).toBe(true)
    await store.close()
  })

  it('says that a folder does not exist', async () => {
    const store = openStore('sqlite:/no/such/folder/desk.db')
    await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'store.open_failed' })
    await store.close()
  })
})
