import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPostgres } from '../../../testing/src/database/embedded-postgres.ts'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { sharedPostgres } from '../../../testing/src/database/shared-postgres.ts'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { openCast } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { openFlakyProxy } from '../store/flaky-proxy.ts'
import { follow } from './reading.ts'

const isFull = process.env['DESK_FULL'] === '1'
const quiet = { error: () => {}, warn: () => {}, info: () => {} }
const missing = testDatabases.find(({ kind }) => kind === 'postgres')?.missing
const never = 3_600_000

const noted = (reader: { said(): { data?: { event: string; payload: { messageId: string } } }[] }): string[] =>
  reader.said().flatMap(({ data }) => (data?.event === 'ticket.noted' ? [data.payload.messageId] : []))

/** A ticket of the network, its place in the order settled. */
async function netTicket(cast: Awaited<ReturnType<typeof openCast>>): Promise<string> {
  const { id } = await cast.as('a1').tickets.create({ subject: 'Printer' })
  await cast.as('ad').tickets.assign({ ticketId: id, assigneeId: null, teamId: cast.net })
  await cast.desk.tick()
  return id
}

forEachDatabase((kind) => {
  describe('a process that nobody calls', () => {
    it('finds by itself what the others have done, within half a second', async () => {
      const cast = await openCast(kind, { live: { heartbeatMs: 60_000 } })
      const ticketId = await netTicket(cast)
      // A pool that only looks like one says nothing of itself, so there is nobody to listen: as on SQLite.
      const deaf = cast.another()
      const store = deaf['~store']
      if (kind.kind === 'postgres') Object.defineProperty(store, 'postgres', { value: () => undefined })
      const reader = await follow(deaf.as({ externalId: 'n1' }).live.stream({}))
      for (let n = 1; n <= 5; n += 1) {
        const startedAt = performance.now()
        await cast.as('n1').tickets.note({ ticketId, body: `${n}` })
        await until('it is told', () => noted(reader).length === n, 3000)
        expect(performance.now() - startedAt).toBeLessThan(2000)
      }
    })
  })
})

describe.skipIf(missing !== undefined)(missing ? `postgres (${missing})` : 'postgres', () => {
  const [postgres] = testDatabases.filter(({ kind }) => kind === 'postgres')
  if (!postgres) throw new Error('no postgres')

  /** Backends that listen on behalf of this test's desks. */
  const listeners = async (channel: string): Promise<number[]> => {
    const { url } = await sharedPostgres()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where query = $1 or query = $2', [
      `listen "${channel}"`,
      'select 1',
    ])
    await client.end()
    return rows.map(({ pid }) => pid)
  }
  const channelOf = async (schema: string): Promise<string> => {
    const { url } = await sharedPostgres()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select $1::regclass::oid::int as oid', [`"${schema}".event`])
    await client.end()
    return `deskwright_${rows[0].oid}`
  }
  const terminate = async (pids: readonly number[]): Promise<void> => {
    const { url } = await sharedPostgres()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('select pg_terminate_backend(p) from unnest($1::int[]) as p', [pids])
    await client.end()
  }

  it('FT15: is called by the other processes, also after its connection was cut, again and again', async () => {
    // It never looks by itself: what arrives was called.
    const cast = await openCast(postgres, { live: { heartbeatMs: never, pollMs: never } })
    const ticketId = await netTicket(cast)
    const channel = await channelOf(cast.database.schema)
    const elsewhere = cast.another()
    const reader = await follow(elsewhere.as({ externalId: 'n1' }).live.stream({}))
    await until('it listens', async () => (await listeners(channel)).length > 0)
    const made: string[] = []
    for (let cycle = 0; cycle < (isFull ? 50 : 6); cycle += 1) {
      made.push((await cast.as('n1').tickets.note({ ticketId, body: `${cycle}` })).message.id)
      await cast.desk.tick()
      await until('it was called', () => noted(reader).length === made.length, 5000)
      const before = await listeners(channel)
      await terminate(before)
      // Nobody listens now: what is said is said to nobody, and found when the connection is there again.
      made.push((await cast.as('n1').tickets.note({ ticketId, body: `${cycle} unheard` })).message.id)
      await cast.desk.tick()
      await until('it listens again', async () => (await listeners(channel)).some((pid) => !before.includes(pid)), 10_000)
      await until('and has what was said meanwhile', () => noted(reader).length === made.length, 5000)
    }
    expect(noted(reader)).toEqual(made)
  }, 300_000)

  it('FT15: a hole in the network that swallows everything loses no event, no client and no connection', async () => {
    const cast = await openCast(postgres, {})
    const ticketId = await netTicket(cast)
    const shared = await sharedPostgres()
    const proxy = await openFlakyProxy(shared.url)
    const behind = createDesk({
      database: proxy.url,
      store: { schema: cast.database.schema, statementTimeoutMs: isFull ? 10_000 : 1000, busyDeadlineMs: 1000, poolSize: 4 },
      live: { pollMs: 100, heartbeatMs: 500 },
      worker: false,
      log: quiet,
      identify: () => null,
    })
    onTestFinished(async () => {
      proxy.mode = 'pass'
      await behind.close()
    })
    const agent = behind.as({ externalId: 'n1' })
    const readers = [await follow(agent.live.stream({})), await follow(agent.live.stream({ ticketId: [ticketId] }))]
    const made: string[] = []
    const rounds = isFull ? 50 : 3
    for (let round = 0; round < rounds; round += 1) {
      made.push((await cast.as('n1').tickets.note({ ticketId, body: `${round} before` })).message.id)
      for (const reader of readers) await until('it is told', () => noted(reader).length === made.length, 10_000)
      proxy.mode = 'hole'
      const startedAt = performance.now()
      const calls = Promise.allSettled(Array.from({ length: 3 }, () => agent.tickets.note({ ticketId, body: 'into the hole' })))
      made.push((await cast.as('n1').tickets.note({ ticketId, body: `${round} meanwhile` })).message.id)
      const ended = await calls
      expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect(performance.now() - startedAt).toBeLessThan(isFull ? 30_000 : 12_000)
      await pause(isFull ? 30_000 : 1500)
      proxy.mode = 'pass'
      const up = performance.now()
      await until('calls are served', async () => (await agent.tickets.get({ ticketId }).catch(() => undefined)) !== undefined, 10_000)
      for (const reader of readers) await until('what was missed is there', () => noted(reader).length === made.length, 10_000)
      expect(performance.now() - up).toBeLessThan(10_000)
      // The pool, and who listens.
      expect(proxy.connections()).toBeLessThanOrEqual(4 + 2)
    }
    for (const reader of readers) {
      expect(noted(reader)).toEqual(made)
      expect(reader.ended()).toBeUndefined()
    }
  }, 3_600_000)

  it('FT15: a database that ends and comes back finds its streams where they were', async () => {
    const server = await startPostgres()
    const place = { kind: 'postgres' as const, database: server.url, schema: 'deskwright', drop: async () => {} }
    const cast = await openCast({ ...postgres, create: async () => place }, { live: { pollMs: 100, heartbeatMs: 500 } }, (done) =>
      onTestFinished(async () => {
        await done().catch(() => {})
        await server.stop()
      }),
    )
    const ticketId = await netTicket(cast)
    const elsewhere = cast.another()
    const reader = await follow(elsewhere.as({ externalId: 'n1' }).live.stream({}))
    const made: string[] = []
    for (let crash = 0; crash < 3; crash += 1) {
      made.push((await cast.as('n1').tickets.note({ ticketId, body: `${crash}` })).message.id)
      await server.crash()
      await server.restart()
      await until('it takes commands', async () => {
        const done = await cast
          .as('n1')
          .tickets.note({ ticketId, body: `${crash} again` })
          .catch(() => undefined)
        if (done) made.push(done.message.id)
        return done !== undefined
      })
      await until('nothing is missing', () => noted(reader).length === made.length, 10_000)
    }
    expect(noted(reader)).toEqual(made)
    expect(reader.ended()).toBeUndefined()
  }, 120_000)

  it('wakes workers of other processes, so that what follows an event need not wait for their next look', async () => {
    const cast = await openCast(postgres, {})
    const ticketId = await netTicket(cast)
    await cast.as('ad').tickets.addParticipant({ ticketId, personId: cast.id.nl, kind: 'follower' })
    await cast.desk.tick()
    const elsewhere = cast.another()
    const worker = elsewhere.startWorker({ intervalMs: never })
    onTestFinished(() => worker.stop())
    const channel = await channelOf(cast.database.schema)
    await until('it listens', async () => (await listeners(channel)).length > 0)
    await pause(300)
    const { count: before } = await cast.as('nl').notifications.unread()
    // A process with an open stream brings its events into their order itself, and says so.
    await follow(cast.as('n1').live.stream({}))
    await cast.as('a1').tickets.reply({ ticketId, body: 'It still smokes.' })
    await until('the follower is told', async () => (await cast.as('nl').notifications.unread()).count > before, 5000)
  }, 30_000)
})
