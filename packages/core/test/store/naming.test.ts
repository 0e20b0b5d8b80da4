import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { ownedByCore } from '../../src/store/compile/owned-by-core.ts'
import { openStore } from '../../src/store/open-store.ts'
import { prepared } from '../../src/store/prepared.ts'
import type { Store, Tx } from '../../src/store/store.ts'
import { openTestStore, uuid } from './open-test-store.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests name tables freely
type Db = any

forEachDatabase((kind) => {
  const setUp = async () => {
    const { store } = await openTestStore(kind, { owners: ['billing', 'kb'] })
    await store.write(async (tx) => {
      for (const table of ['billing_time', 'kb_article'])
        await tx.db.schema
          .createTable(table)
          .addColumn('id', 'uuid')
          .addColumn('ticket_id', 'uuid')
          .addColumn('minutes', 'integer')
          .execute()
      await tx.db
        .insertInto('ticket')
        .values([
          { id: uuid(1), subject: 'mine' },
          { id: uuid(2), subject: 'other' },
        ])
        .execute()
      await tx.db
        .insertInto('billing_time')
        .values([
          { id: uuid(11), ticket_id: uuid(1), minutes: 10 },
          { id: uuid(12), ticket_id: uuid(2), minutes: 20 },
        ])
        .execute()
    })
    return store
  }
  const inBilling = <T>(store: Store, run: (db: Db, tx: Tx) => Promise<T>): Promise<T> => store.write((tx) => run(tx.dbFor('billing'), tx))

  it('gives a plugin its own tables', async () => {
    const store = await setUp()
    await inBilling(store, async (db) => {
      await db.updateTable('billing_time').set({ minutes: 15 }).where('billing_time.id', '=', uuid(11)).execute()
      await db.deleteFrom('billing_time').where('id', '=', uuid(12)).execute()
      const rows = await db
        .with('hit', (q: Db) => q.selectFrom('billing_time as t').select(['t.id', 't.minutes']))
        .selectFrom('hit')
        .innerJoin('billing_time', 'billing_time.id', 'hit.id')
        .select(['hit.minutes', 'billing_time.ticket_id'])
        .execute()
      expect(rows).toEqual([{ minutes: 15, ticket_id: uuid(1) }])
    })
  })

  it.each([
    ['core', (db: Db) => db.selectFrom('ticket').selectAll()],
    ['another plugin', (db: Db) => db.selectFrom('kb_article').selectAll()],
    ['a join', (db: Db) => db.selectFrom('billing_time').innerJoin('ticket as t', 't.id', 'billing_time.ticket_id').selectAll()],
    [
      'a subquery',
      (db: Db) =>
        db
          .selectFrom('billing_time')
          .selectAll()
          .where('ticket_id', 'in', (e: Db) => e.selectFrom('ticket').select('id')),
    ],
    [
      'a common table expression',
      (db: Db) =>
        db
          .with('hit', (q: Db) => q.selectFrom('ticket').selectAll())
          .selectFrom('hit')
          .selectAll(),
    ],
    ['an insert', (db: Db) => db.insertInto('ticket').values({ id: uuid(3) })],
    ['an update', (db: Db) => db.updateTable('ticket').set({ subject: 'x' })],
    ['a delete', (db: Db) => db.deleteFrom('ticket')],
    ['a schema', (db: Db) => db.selectFrom('pg_catalog.pg_class').selectAll()],
    ['an unknown table', (db: Db) => db.selectFrom('users').selectAll()],
    ['a new table', (db: Db) => db.schema.createTable('users').addColumn('id', 'uuid')],
    ['a table named like its id', (db: Db) => db.selectFrom('billing').selectAll()],
  ])('refuses a plugin %s of somebody else', async (_what, build) => {
    const store = await setUp()
    await expect(inBilling(store, (db) => build(db).execute())).rejects.toMatchObject({
      code: 'store.foreign_table',
      params: { owner: 'billing' },
    })
    const { rows } = await store.read((tx) => sql<{ n: number }>`select count(*) as n from ${sql.table('ticket')}`.execute(tx.db))
    expect(Number(rows[0]?.n)).toBe(2)
  })

  it("lets core's own expressions into a plugin's query", async () => {
    const store = await setUp()
    const scope = (db: Db) =>
      ownedByCore<boolean>(
        db.selectFrom('ticket as s').select('s.id').where('s.subject', '=', 'mine').whereRef('s.id', '=', 'billing_time.ticket_id').as('x')
          .expression,
      )
    const rows = await inBilling(store, (db, tx) => {
      const visible = scope(tx.db)
      return db
        .selectFrom('billing_time')
        .select('minutes')
        .where((e: Db) => e.exists(visible))
        .execute()
    })
    expect(rows).toEqual([{ minutes: 10 }])
    const beside = inBilling(store, (db, tx) =>
      db
        .selectFrom('ticket')
        .selectAll()
        .where((e: Db) => e.exists(scope(tx.db)))
        .execute(),
    )
    await expect(beside).rejects.toMatchObject({ code: 'store.foreign_table' })
  })

  it('keeps prepared statements of a plugin to its tables', async () => {
    const store = await setUp()
    const own = prepared<{ id: string }, { minutes: number }>(
      (db, param) => db.selectFrom('billing_time').select('minutes').where('id', '=', param('id')),
      { owner: 'billing' },
    )
    const foreign = prepared<{ id: string }>((db, param) => db.selectFrom('ticket').selectAll().where('id', '=', param('id')), {
      owner: 'billing',
    })
    expect((await store.read((tx) => tx.run(own, { id: uuid(12) }))).rows).toEqual([{ minutes: 20 }])
    await expect(store.read((tx) => tx.run(foreign, { id: uuid(1) }))).rejects.toMatchObject({ code: 'store.foreign_table' })
  })

  it('refuses names that would be taken for another table', async () => {
    const store = await setUp()
    const inCore = (build: (db: Db) => Db) => store.read((tx) => build(tx.db).execute())
    const ambiguous = { code: 'store.ambiguous_name' }
    await expect(inCore((db) => db.selectFrom('ticket as message').selectAll())).rejects.toMatchObject(ambiguous)
    await expect(inCore((db) => db.selectFrom('ticket as billing_x').selectAll())).rejects.toMatchObject(ambiguous)
    await expect(
      inCore((db) =>
        db
          .with('kb_hits', (q: Db) => q.selectFrom('ticket').selectAll())
          .selectFrom('kb_hits')
          .selectAll(),
      ),
    ).rejects.toMatchObject(ambiguous)
    await expect(inCore((db) => db.selectFrom('tikcet').selectAll())).rejects.toMatchObject({
      code: 'store.unknown_table',
      params: { table: 'tikcet' },
    })
    expect(await inCore((db) => db.selectFrom('ticket').select('subject as message').where('id', '=', uuid(1)))).toEqual([
      { message: 'mine' },
    ])
  })

  it('locks rows where the database has row locks, and is silent where it has none', async () => {
    const store = await setUp()
    const rows = await store.write((tx) =>
      tx.db
        .selectFrom('ticket')
        .innerJoin('billing_time as b', 'b.ticket_id', 'ticket.id')
        .select('ticket.id')
        .orderBy('ticket.id')
        .forUpdate(['ticket', 'b'])
        .skipLocked()
        .execute(),
    )
    expect(rows).toEqual([{ id: uuid(1) }, { id: uuid(2) }])
  })

  it.each([
    ['Billing', 'snake_case'],
    ['ticket', "the table 'ticket_link' of core"],
  ])('refuses %s as an owner', async (owner, reason) => {
    expect(() => openStore('sqlite::memory:', { tables: ['ticket', 'ticket_link'], owners: [owner] })).toThrow(reason)
  })
})
