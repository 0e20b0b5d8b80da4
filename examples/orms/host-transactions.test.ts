import { createDesk, type Desk, isDeskError } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../packages/testing/src/database/for-each-database.ts'
import type { TestDatabaseKind } from '../../packages/testing/src/database/test-databases.ts'
import { drizzleOnBetterSqlite, drizzleOnPg, drizzleOnPostgresJs } from './drizzle.ts'
import { knexOnBetterSqlite, knexOnPg } from './knex.ts'
import { mikroOrmOnPg, mikroOrmOnSqlite } from './mikro-orm.ts'
import { prismaOnPg } from './prisma.ts'
import { fileOf, type OpenShop, type OpenTransaction, type Place, type Shop } from './shop.ts'
import { typeOrmOnBetterSqlite, typeOrmOnPg } from './type-orm.ts'

const shops: Readonly<Record<'sqlite' | 'postgres', readonly (readonly [string, OpenShop])[]>> = {
  postgres: [
    ['Drizzle on node-postgres', drizzleOnPg],
    ['Drizzle on postgres.js', drizzleOnPostgresJs],
    ['Knex on pg', knexOnPg],
    ['Prisma on pg', prismaOnPg],
    ['TypeORM on pg', typeOrmOnPg],
    ['MikroORM on pg', mikroOrmOnPg],
  ],
  sqlite: [
    ['Drizzle on better-sqlite3', drizzleOnBetterSqlite],
    ['Knex on better-sqlite3', knexOnBetterSqlite],
    ['TypeORM on better-sqlite3', typeOrmOnBetterSqlite],
    ['MikroORM on better-sqlite3', mikroOrmOnSqlite],
  ],
}

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** The shop's own table, where its own migrations would have put it. */
const prepare = async ({ database, schema }: Place): Promise<void> => {
  if (!database.startsWith('sqlite:')) {
    const client = new pg.Client({ connectionString: database })
    await client.connect()
    await client.query(
      `create schema "${schema}"; create table "${schema}".shop_order (id int generated always as identity primary key, number text, ticket_id text)`,
    )
    await client.end()
    onTestFinished(async () => {
      const last = new pg.Client({ connectionString: database })
      await last.connect()
      await last.query(`drop schema "${schema}" cascade`)
      await last.end()
    })
    return
  }
  const db = new Database(fileOf({ database, schema }))
  db.exec('create table shop_order (id integer primary key, number text, ticket_id text)')
  db.close()
}

interface Scene {
  readonly desk: Desk
  readonly shop: Shop
  /** Ids of tickets whose event was delivered. */
  readonly delivered: string[]
}

const openScene = async (kind: TestDatabaseKind, open: OpenShop, busyDeadlineMs = 5000): Promise<Scene> => {
  const test = await kind.create()
  const delivered: string[] = []
  const desk = createDesk({
    database: test.database,
    store: { schema: test.schema, busyDeadlineMs },
    worker: false,
    log: quiet,
    checkOutputs: true,
    admins: ['ada'],
    identify: () => null,
    after: { 'ticket.created': { note: ({ payload }) => void delivered.push(payload.ticketId) } },
  })
  await desk.migrate()
  const place = { database: test.database, schema: `${test.schema}_shop` }
  onTestFinished(async () => {
    await desk.close()
    await test.drop()
  })
  await prepare(place)
  const shop = await open(place)
  onTestFinished(() => shop.close())
  return { desk, shop, delivered }
}

const ada = { externalId: 'ada', name: 'Ada' }
const carl = { externalId: 'carl', name: 'Carl' }
const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isDeskError(error) ? error.code : `no refusal: ${String(error)}`
}
const stop = new Error('the shop changed its mind')

forEachDatabase((kind) => {
  describe.each(shops[kind.kind])('%s', (_name, open) => {
    it('saves the row of the shop and the ticket together, and delivers afterwards', async () => {
      const { desk, shop, delivered } = await openScene(kind, open)
      await desk.tick()
      const id = await shop.transaction(async ({ handle, order }) => {
        const ticket = await desk.in(handle).as(carl).tickets.create({ subject: 'Where is it?', body: 'Ordered a week ago.' })
        await order('A-1', ticket.id)
        if (kind.kind === 'postgres') {
          expect((await desk.system('look').tickets.list({})).items).toEqual([])
          await desk.tick()
        }
        return ticket.id
      })
      expect(delivered).toEqual([])
      expect(await shop.orders()).toEqual(['A-1'])
      await desk.tick()
      expect(delivered).toEqual([id])
      expect((await desk.doctor()).findings).toEqual([])
    })

    it('leaves nothing of either when the shop rolls back', async () => {
      const { desk, shop, delivered } = await openScene(kind, open)
      const gone = shop.transaction(async ({ handle, order }) => {
        const ticket = await desk.in(handle).as(carl).tickets.create({ subject: 'Never mind' })
        await desk.in(handle).as(ada).tickets.note({ ticketId: ticket.id, body: 'Never seen.' })
        await order('A-2', ticket.id)
        throw stop
      })
      await expect(gone).rejects.toBe(stop)
      await desk.tick()
      expect(delivered).toEqual([])
      expect(await shop.orders()).toEqual([])
      expect((await desk.system('look').tickets.list({})).items).toEqual([])
      expect((await desk.system('look').people.list({})).items).toEqual([])
      expect((await desk.doctor()).findings).toEqual([])
    })

    it('reads in it what is read outside, value for value', async () => {
      const { desk, shop } = await openScene(kind, open)
      const { id } = await desk.as(carl).tickets.create({ subject: 'Three boxes', body: 'One is **wet**.', type: 'incident' })
      await desk.as(ada).tickets.reply({ ticketId: id, body: 'We look at it.' })
      const read = async (callers: Pick<Desk, 'as'>) => {
        const mine = callers.as(ada)
        return {
          ticket: await mine.tickets.get({ ticketId: id }),
          list: await mine.tickets.list({}),
          messages: await mine.tickets.messages({ ticketId: id }),
          timeline: await mine.tickets.timeline({ ticketId: id }),
          found: await mine.search.find({ query: 'boxes' }),
          me: await mine.people.me(),
          roles: await mine.access.roles(),
          calendars: await mine.calendars.list({}),
          own: await callers.as(carl).tickets.list({}),
        }
      }
      const outside = await read(desk)
      expect(await shop.transaction(({ handle }) => read(desk.in(handle)))).toEqual(outside)
    })

    it('goes on after a refusal, and after a statement that failed', async () => {
      const { desk, shop } = await openScene(kind, open)
      const { id } = await desk.as(carl).tickets.create({ subject: 'x' })
      const transaction = shop.transaction(async ({ handle, order }) => {
        const here = desk.in(handle)
        expect(await codeOf(here.as({ externalId: 'eve' }).tickets.get({ ticketId: id }))).toBe('ticket.not_found')
        const twice = { key: 'twice', title: 'Twice' }
        await here.as(ada).teams.create(twice)
        expect(await codeOf(here.as(ada).teams.create(twice))).toMatch(/^team\.|^store\.unique/)
        const joined = desk['~store'].join(handle)
        expect(await codeOf(joined.write((tx) => tx.db.insertInto('team').values({ id: id, key: 'twice' }).execute()))).toMatch(/^store\./)
        await order('A-3', id)
        await here.as(ada).tickets.note({ ticketId: id, body: 'still here' })
      })
      // postgres.js gives a transaction up in which any statement has failed, whatever was made good behind it: nothing is saved then, and it says so.
      if (_name.includes('postgres.js')) {
        await expect(transaction).rejects.toThrow('duplicate key')
        expect(await shop.orders()).toEqual([])
        expect((await desk.as(ada).tickets.messages({ ticketId: id })).items).toEqual([])
        return
      }
      await transaction
      expect(await shop.orders()).toEqual(['A-3'])
      expect((await desk.as(ada).tickets.messages({ ticketId: id })).items.map(({ body }) => body)).toContain('still here')
    })

    it('is undone with a savepoint of the shop alone', async () => {
      const { desk, shop } = await openScene(kind, open)
      await shop.transaction(async ({ handle, order, nested }) => {
        const kept = await desk.in(handle).as(carl).tickets.create({ subject: 'kept' })
        await expect(
          nested?.(async (inside) => {
            await desk.in(inside.handle).as(carl).tickets.create({ subject: 'undone' })
            await inside.order('A-5', kept.id)
            throw stop
          }),
        ).rejects.toBe(stop)
        await nested?.(async (inside) => void (await desk.in(inside.handle).as(carl).tickets.create({ subject: 'kept too' })))
        await order('A-4', kept.id)
      })
      expect(await shop.orders()).toEqual(['A-4'])
      const { items } = await desk.system('look').tickets.list({})
      expect(items.map(({ subject }) => subject).sort()).toEqual(['kept', 'kept too'])
      expect((await desk.doctor()).findings).toEqual([])
    })

    it('refuses a transaction that has ended, also when its connection serves the next one', async () => {
      const { desk, shop } = await openScene(kind, open)
      let ended: OpenTransaction | undefined
      await shop.transaction(async (opened) => {
        ended = opened
        await desk.in(opened.handle).as(carl).tickets.create({ subject: 'in time' })
      })
      const late = async () => {
        if (!ended) throw new Error('nothing was opened')
        return desk.in(ended.handle).as(carl).tickets.create({ subject: 'late' })
      }
      expect(await codeOf(late())).toMatch(/^store\.(transaction_ended|not_in_transaction)$/)
      // On a tool with one shared connection that tells nothing of its transactions, the next one can't be told from the last.
      if (!/better-sqlite3/.test(_name)) {
        await shop.transaction(async ({ order }) => {
          expect(await codeOf(late())).toBe('store.transaction_ended')
          await order('A-6', 'none')
        })
        expect(await shop.orders()).toEqual(['A-6'])
      }
      expect((await desk.system('look').tickets.list({})).items.map(({ subject }) => subject)).toEqual(['in time'])
    })

    it('never waits for itself: the desk outside of it is told that it is busy, or goes on', async () => {
      const { desk, shop } = await openScene(kind, open, kind.kind === 'sqlite' ? 400 : 5000)
      await shop.transaction(async ({ handle, order }) => {
        const { id } = await desk.in(handle).as(carl).tickets.create({ subject: 'inside' })
        await order('A-7', id)
        const outside = codeOf(desk.as(ada).tickets.create({ subject: 'outside' }))
        if (kind.kind === 'sqlite') expect(await outside).toBe('store.busy')
        else expect(await outside).toContain('no refusal')
      })
      expect(await shop.orders()).toEqual(['A-7'])
    })

    it('refuses what is no open transaction, and says what to pass', async () => {
      const { shop } = await openScene(kind, open)
      if (!shop.notOne) return
      expect(shop.notOne).toThrow(
        expect.objectContaining({ code: 'store.no_host_transaction', message: expect.stringMatching(/Pass the/) }),
      )
    })
  })
})
