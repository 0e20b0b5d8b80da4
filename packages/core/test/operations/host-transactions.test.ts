import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { fromKysely } from '../../src/store/host/host-handle.ts'
import { openDesk, refusal } from '../access/cast.ts'
import { type HostTransactionOfTest, hostBegins } from '../access/host-begin.ts'

async function kyselyBegins({ kind, database }: TestDatabase): Promise<HostTransactionOfTest> {
  const dialect =
    kind === 'sqlite'
      ? new SqliteDialect({ database: new Database(database.slice('sqlite:'.length)) })
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: database, max: 1 }) })
  const db = new Kysely<object>({ dialect })
  onTestFinished(() => db.destroy())
  const transaction = await db.startTransaction().execute()
  return { handle: fromKysely(transaction), end: (how) => transaction[how]().execute() }
}

forEachDatabase((kind) => {
  const hosts = [
    [kind.kind === 'sqlite' ? 'better-sqlite3' : 'pg', hostBegins],
    ['Kysely', kyselyBegins],
  ] as const

  for (const [name, begins] of hosts)
    describe(`in the host's transaction of ${name}`, () => {
      it('everything is there with its commit, and nothing after its rollback', async () => {
        const delivered: string[] = []
        const after = {
          'ticket.noted': { note: ({ payload }: { payload: { ticketId: string } }) => void delivered.push(payload.ticketId) },
        }
        const { desk, database } = await openDesk(kind, { after })
        const person = { externalId: 'ad', name: 'Ad' }
        await desk.tick()
        const rolledBack = await begins(database)
        const inside = desk.in(rolledBack.handle).as(person)
        const lost = await inside.tickets.create({ subject: 'lost' })
        await inside.tickets.note({ ticketId: lost.id, body: 'lost' })
        expect((await inside.tickets.get({ ticketId: lost.id })).version).toBe(2)
        await rolledBack.end('rollback')
        // Not even the person, whom the host's transaction had seen first.
        expect((await desk.system('look').people.list({})).items).toEqual([])

        const committed = await begins(database)
        const here = desk.in(committed.handle).as(person)
        const kept = await here.tickets.create({ subject: 'kept' })
        await here.tickets.note({ ticketId: kept.id, body: 'kept' })
        // A refusal is undone alone, and the host's transaction goes on.
        expect(await refusal(here.tickets.note({ ticketId: lost.id, body: 'lost' }))).toBe('ticket.not_found')
        expect(await refusal(here.tickets.reply({ ticketId: kept.id, body: 'half', perform: { command: 'close' } }))).toBe(
          'machine.illegal_transition',
        )
        if (kind.kind === 'postgres') expect((await desk.system('look').tickets.list({})).items).toEqual([])
        await committed.end('commit')
        await desk.tick()
        expect(delivered).toEqual([kept.id])
        const { items } = await desk.as(person).tickets.messages({ ticketId: kept.id })
        expect(items.map(({ body }) => body)).toEqual(['kept'])
        expect((await desk.doctor()).findings).toEqual([])
      })

      it('a command under a key is done once, if the host commits it', async () => {
        const { desk, database } = await openDesk(kind)
        const options = { idempotencyKey: 'k1' }
        await desk.as({ externalId: 'ad' }).people.me()
        const rolledBack = await begins(database)
        await desk.in(rolledBack.handle).as({ externalId: 'ad' }, options).tickets.create({ subject: 'x' })
        await rolledBack.end('rollback')
        const committed = await begins(database)
        const calls = desk.in(committed.handle).as({ externalId: 'ad' }, options)
        const first = await calls.tickets.create({ subject: 'x' })
        expect(await calls.tickets.create({ subject: 'x' })).toEqual(first)
        expect(await refusal(calls.tickets.create({ subject: 'y' }))).toBe('idempotency.key_reused')
        await committed.end('commit')
        expect(await desk.as({ externalId: 'ad' }, options).tickets.create({ subject: 'x' })).toEqual(first)
        expect((await desk.as({ externalId: 'ad' }).tickets.list({})).items).toHaveLength(1)
      })
    })

  if (kind.kind === 'postgres')
    describe('two transactions of hosts', () => {
      it('see somebody first at once, and both go on', async () => {
        const { desk, database } = await openDesk(kind)
        const [one, two] = [await hostBegins(database), await hostBegins(database)]
        const person = { externalId: 'new', name: 'New' }
        const { id } = (await desk.in(one.handle).as(person).people.me()).person
        const second = desk.in(two.handle).as(person).people.me()
        await sleep(100)
        await one.end('commit')
        expect((await second).person.id).toBe(id)
        await two.end('commit')
      })

      it('are told to begin again where they look at an older database', async () => {
        const { desk, database } = await openDesk(kind)
        const [one, two] = [await hostBegins(database), await hostBegins(database, 'repeatable read')]
        const { id: ticketId } = await desk.as({ externalId: 'ad' }).tickets.create({ subject: 'x' })
        await desk.in(two.handle).system('look').people.list({})
        const person = { externalId: 'new', name: 'New' }
        await desk.in(one.handle).as(person).people.me()
        await desk.in(one.handle).as({ externalId: 'ad' }).tickets.note({ ticketId, body: 'x' })
        await one.end('commit')
        expect(await refusal(desk.in(two.handle).as(person).people.me())).toBe('desk.retry_transaction')
        expect(await refusal(desk.in(two.handle).as({ externalId: 'ad' }).tickets.note({ ticketId, body: 'y' }))).toBe(
          'desk.retry_transaction',
        )
        await two.end('rollback')
      })
    })
})
