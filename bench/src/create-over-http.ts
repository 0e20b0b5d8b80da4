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
import { body, rawPostgres, rawSqlite } from './raw.ts'
import { median, perSecond, type Row } from './report.ts'

const ROUNDS = 5
const SECONDS = 3
const CONNECTIONS = 32

/** `POST /api/tickets` beside a bare Hono handler that does the raw inserts, in turns, each in this process; the load comes from worker threads. */
export async function createOverHttp(databases: BenchDatabases): Promise<Row[]> {
  return [await onSqlite(databases), await onPostgres(databases)]
}

async function onSqlite(databases: BenchDatabases): Promise<Row> {
  const file = databases.sqliteFile()
  const { desk, personId, teamId } = await benchDesk(`sqlite:${file}`)
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const raw = rawSqlite(db, { personId, teamId })
  const row = await compare('POST /api/tickets, SQLite FULL', desk, async () => raw())
  db.close()
  await desk.close()
  return row
}

async function onPostgres(databases: BenchDatabases): Promise<Row> {
  const url = await databases.postgresUrl()
  const { desk, personId, teamId } = await benchDesk(url)
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  // The server is stopped while the last connections are still going.
  pool.on('error', () => {})
  const row = await compare('POST /api/tickets, PostgreSQL', desk, async () => {
    const client = await pool.connect()
    try {
      await rawPostgres(client, { personId, teamId })
    } finally {
      client.release()
    }
  })
  await pool.end()
  await desk.close()
  return row
}

async function compare(what: string, desk: Parameters<typeof nodeDesk>[0], raw: () => Promise<void>): Promise<Row> {
  const app = new Hono().post('/api/tickets', async (context) => {
    const input: unknown = await context.req.json()
    await raw()
    return context.json({ ok: true, input })
  })
  const bare = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  const mounted = createServer(nodeDesk(desk))
  await new Promise<void>((resolve) => mounted.listen(0, '127.0.0.1', resolve))
  const rates = { desk: [] as number[], raw: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const ofDesk = await load((mounted.address() as AddressInfo).port)
    const ofRaw = await load((bare.address() as AddressInfo).port)
    if (round > 0) {
      rates.desk.push(ofDesk)
      rates.raw.push(ofRaw)
    }
  }
  mounted.close()
  bare.close()
  const ratios = rates.desk.map((value, index) => value / (rates.raw[index] ?? Number.NaN))
  return { what, value: perSecond(median(rates.desk)), raw: perSecond(median(rates.raw)), ratio: median(ratios).toFixed(2), goal: '≥ 0.5' }
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
