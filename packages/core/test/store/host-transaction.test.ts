import Database from 'better-sqlite3'
import { CamelCasePlugin, Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { fromBetterSqlite, fromKysely, fromPg } from '../../src/store/host/host-handle.ts'
import type { HostTransaction, HostTx, Tx } from '../../src/store/store.ts'
import { openTestStore, uuid } from './open-test-store.ts'

const noon = '2026-01-02T12:00:00.000Z'

interface Host {
  readonly handle: HostTransaction
  end(how: 'commit' | 'rollback'): Promise<void>
}
type Begin = (database: TestDatabase) => Promise<Host>

const beginPg: Begin = async ({ database }) => {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('begin')
  return { handle: fromPg(client), end: async (how) => void (await client.query(how)) }
}
const beginPoolClient: Begin = async ({ database }) => {
  const pool = new pg.Pool({ connectionString: database, max: 1, pipeline: true } as pg.PoolConfig)
  const client = await pool.connect()
  onTestFinished(() => pool.end())
  await client.query('begin isolation level serializable')
  return {
    handle: fromPg(client),
    end: async (how) => {
      await client.query(how)
      client.release()
    },
  }
}
const beginSqlite: Begin = async ({ database }) => {
  const db = new Database(database.slice('sqlite:'.length))
  onTestFinished(() => void db.close())
  db.defaultSafeIntegers(true)
  db.exec('begin immediate')
  return { handle: fromBetterSqlite(db), end: async (how) => void db.exec(how) }
}
const beginKysely: Begin = async ({ kind, database }) => {
  const dialect =
    kind === 'sqlite'
      ? new SqliteDialect({ database: new Database(database.slice('sqlite:'.length)) })
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: database, max: 1 }) })
  const db = new Kysely({ dialect, plugins: [new CamelCasePlugin()] })
  onTestFinished(() => db.destroy())
  const transaction = await db.startTransaction().execute()
  return { handle: fromKysely(transaction), end: (how) => transaction[how]().execute() }
}

const add = (tx: Tx, n: number) =>
  tx.db
    .insertInto('ticket')
    .values({
      id: uuid(n),
      subject: `t${n}`,
      created_at: noon,
      is_open: n % 2 === 1,
      fields_json: `"${n}"`,
      waited_ms: n,
      due_on: '2026-03-29',
    })
    .execute()
const numbers = async (source: Pick<HostTx, 'read'>) =>
  (await source.read((tx) => tx.db.selectFrom('ticket').select('waited_ms').orderBy('id').execute())).map((row) => row.waited_ms)

forEachDatabase((kind) => {
  const hosts: [string, Begin][] =
    kind.kind === 'sqlite'
      ? [
          ['better-sqlite3', beginSqlite],
          ['Kysely', beginKysely],
        ]
      : [
          ['a client of pg', beginPg],
          ['a pooled, pipelined client', beginPoolClient],
          ['Kysely', beginKysely],
        ]

  describe.each(hosts)('joined through %s', (_name, begin) => {
    it('saves with the host and not before', async () => {
      const { store, database, another } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      await joined.write((tx) => add(tx, 1))
      expect(await numbers(joined)).toEqual([1])
      expect(await numbers(another())).toEqual([])
      await host.end('commit')
      expect(await numbers(store)).toEqual([1])
    })

    it('is undone with the host', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      await joined.write((tx) => add(tx, 1))
      await joined.write((tx) => tx.savepoint(() => add(tx, 2)))
      expect(await numbers(joined)).toEqual([1, 2])
      await host.end('rollback')
      expect(await numbers(store)).toEqual([])
    })

    it('undoes a failed call alone and leaves the host its transaction', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      await joined.write((tx) => add(tx, 1))
      await expect(joined.write((tx) => add(tx, 2).then(() => add(tx, 1)))).rejects.toMatchObject({ code: 'store.unique' })
      await expect(joined.read((tx) => add(tx, 3))).rejects.toMatchObject({ '~desk': true })
      await joined.write((tx) => add(tx, 4))
      await host.end('commit')
      expect(await numbers(store)).toEqual([1, 4])
    })

    it('reads every kind of value, whatever the host does with them', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      await joined.write((tx) => add(tx, 1))
      const row = await joined.read((tx) => tx.db.selectFrom('ticket').selectAll().executeTakeFirstOrThrow())
      expect(row).toMatchObject({
        number: 1,
        subject: 't1',
        created_at: noon,
        is_open: true,
        fields_json: '"1"',
        waited_ms: 1,
        due_on: '2026-03-29',
        closed_at: null,
      })
      expect(Math.abs((await joined.read((tx) => tx.now())) - Date.now())).toBeLessThan(1000)
      await host.end('commit')
    })

    it('takes calls that are made at once one after another', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const first = store.join(host.handle)
      const second = store.join(host.handle)
      const results = await Promise.allSettled([
        first.write((tx) => add(tx, 1)),
        second.write(async (tx) => {
          await add(tx, 2)
          throw new Error('no')
        }),
        first.read((tx) => tx.db.selectFrom('ticket').select('id').execute()),
        second.write((tx) => add(tx, 3)),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
      await host.end('commit')
      expect(await numbers(store)).toEqual([1, 3])
    })

    it('throws at once when the store is used from outside within a call', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      const outside = { code: 'store.outside_transaction' }
      await expect(joined.write(() => store.write(async () => 1))).rejects.toMatchObject(outside)
      await expect(joined.write(() => joined.read(async () => 1))).rejects.toMatchObject(outside)
      await host.end('rollback')
    })

    it('refuses a handle that is in no transaction', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const joined = store.join(host.handle)
      await joined.write((tx) => add(tx, 1))
      await host.end('commit')
      const late = async () => store.join(host.handle).write((tx) => add(tx, 2))
      await expect(late()).rejects.toMatchObject({ '~desk': true })
      expect(await numbers(store)).toEqual([1])
    })

    it('refuses a handle of the other database', async () => {
      const { store, database } = await openTestStore(kind)
      const host = await begin(database)
      const { openStore } = await import('../../src/store/open-store.ts')
      const other = openStore(kind.kind === 'sqlite' ? 'postgres://localhost:1/none' : 'sqlite::memory:')
      expect(() => other.join(host.handle)).toThrow(expect.objectContaining({ code: 'store.wrong_handle' }))
      await other.close()
      await host.end('rollback')
      expect(await numbers(store)).toEqual([])
    })
  })
})

describe('handles that are not ready', () => {
  it('sees a better-sqlite3 database without a transaction, of another file, or without foreign keys', async () => {
    const { testDatabases } = await import('../../../testing/src/database/test-databases.ts')
    const [sqlite] = testDatabases
    if (!sqlite) throw new Error('no SQLite')
    const { store, database } = await openTestStore(sqlite)
    const db = new Database(database.database.slice('sqlite:'.length))
    const elsewhere = new Database(`${database.database.slice('sqlite:'.length)}-other`)
    onTestFinished(() => {
      db.close()
      elsewhere.close()
    })
    expect(() => store.join(fromBetterSqlite(db))).toThrow(expect.objectContaining({ code: 'store.not_in_transaction' }))
    db.pragma('foreign_keys = off')
    db.exec('begin')
    expect(() => store.join(fromBetterSqlite(db))).toThrow(expect.objectContaining({ code: 'store.foreign_keys_off' }))
    elsewhere.exec('begin')
    expect(() => store.join(fromBetterSqlite(elsewhere))).toThrow(expect.objectContaining({ code: 'store.wrong_handle' }))
    const kysely = new Kysely({ dialect: new SqliteDialect({ database: new Database(':memory:') }) })
    expect(() => store.join(fromKysely(kysely))).toThrow(expect.objectContaining({ code: 'store.not_in_transaction' }))
    await kysely.destroy()
  })

  it.skipIf(process.env['DESKWRIGHT_NO_POSTGRES'])(
    'sees a pg client without a transaction, and one whose transaction has failed',
    async () => {
      const { testDatabases } = await import('../../../testing/src/database/test-databases.ts')
      const postgres = testDatabases[1]
      if (!postgres) throw new Error('no PostgreSQL')
      const { store, database } = await openTestStore(postgres)
      const client = new pg.Client({ connectionString: database.database })
      await client.connect()
      onTestFinished(() => client.end())
      const joined = store.join(fromPg(client))
      await expect(joined.write((tx) => add(tx, 1))).rejects.toMatchObject({ code: 'store.not_in_transaction' })
      await expect(joined.read((tx) => tx.db.selectFrom('ticket').selectAll().execute())).rejects.toMatchObject({
        code: 'store.not_in_transaction',
      })
      await client.query('begin')
      await client.query('select nonsense').catch(() => {})
      await expect(joined.write((tx) => add(tx, 1))).rejects.toMatchObject({ code: 'store.transaction_aborted' })
      await client.query('rollback')
      expect(await numbers(store)).toEqual([])
    },
  )
})
