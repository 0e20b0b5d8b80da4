import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeDesk } from '@deskwright/core/node'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import pg from 'pg'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { body, postgresTokens, rawPostgres, rawSqlite, sqliteWords } from './raw.ts'
import { median, perSecond, type Row } from './report.ts'

const ROUNDS = 5
const SECONDS = 3
const CONNECTIONS = 32

/**
 * `POST /api/tickets` beside a bare Hono handler that does the raw inserts, in turns, each in this process; the load comes from worker threads. The raw
 * side once without the search index, and once writing what the desk writes for it.
 */
export async function createOverHttp(databases: BenchDatabases): Promise<Row[]> {
  return [...(await onSqlite(databases)), ...(await onPostgres(databases))]
}

interface Raw {
  readonly plain: () => Promise<void>
  readonly indexed: () => Promise<void>
}

async function onSqlite(databases: BenchDatabases): Promise<Row[]> {
  const file = databases.sqliteFile()
  const { desk, agent, personId, teamId } = await benchDesk(`sqlite:${file}`)
  await agent.tickets.create({ subject: 'Printer broken', body })
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const plain = rawSqlite(db, { personId, teamId })
  const indexed = rawSqlite(db, { personId, teamId }, sqliteWords(db))
  const rows = await compare('POST /api/tickets, SQLite FULL', desk, { plain: async () => plain(), indexed: async () => indexed() })
  db.close()
  await desk.close()
  return rows
}

async function onPostgres(databases: BenchDatabases): Promise<Row[]> {
  const url = await databases.postgresUrl()
  const { desk, agent, personId, teamId } = await benchDesk(url)
  await agent.tickets.create({ subject: 'Printer broken', body })
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  // The server is stopped while the last connections are still going.
  pool.on('error', () => {})
  const tokens = await postgresTokens(pool)
  const raw = async (...index: [] | [unknown]) => {
    const client = await pool.connect()
    try {
      await rawPostgres(client, { personId, teamId }, ...index)
    } finally {
      client.release()
    }
  }
  const rows = await compare('POST /api/tickets, PostgreSQL', desk, { plain: () => raw(), indexed: () => raw(tokens) })
  await pool.end()
  await desk.close()
  return rows
}

async function compare(what: string, desk: Parameters<typeof nodeDesk>[0], raw: Raw): Promise<Row[]> {
  const bareApp = (insert: () => Promise<void>) =>
    new Hono().post('/api/tickets', async (context) => {
      const input: unknown = await context.req.json()
      await insert()
      return context.json({ ok: true, input })
    })
  const bare = (insert: () => Promise<void>) => serve({ fetch: bareApp(insert).fetch, hostname: '127.0.0.1', port: 0 })
  const mounted = createServer(nodeDesk(desk))
  await new Promise<void>((resolve) => mounted.listen(0, '127.0.0.1', resolve))
  const servers = { desk: mounted, plain: bare(raw.plain), indexed: bare(raw.indexed) }
  const rates = { desk: [] as number[], plain: [] as number[], indexed: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++)
    for (const side of ['desk', 'plain', 'indexed'] as const) {
      const rate = await load((servers[side].address() as AddressInfo).port)
      if (round > 0) rates[side].push(rate)
    }
  for (const server of Object.values(servers)) server.close()
  const row = (side: 'plain' | 'indexed') => ({
    value: perSecond(median(rates.desk)),
    raw: perSecond(median(rates[side])),
    ratio: median(rates.desk.map((value, index) => value / (rates[side][index] ?? Number.NaN))).toFixed(2),
  })
  return [
    { what, ...row('plain'), goal: '' },
    { what: `${what}, raw with the index`, ...row('indexed'), goal: '≥ 0.5' },
  ]
}

async function load(port: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/tickets`,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-person': 'agent' },
    body: JSON.stringify({ subject: 'Printer broken', body }),
    connections: CONNECTIONS,
    duration: SECONDS,
    workers: 1,
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals and ${result.errors} errors under load`)
  return result['2xx'] / result.duration
}
