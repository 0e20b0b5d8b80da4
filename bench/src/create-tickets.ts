import Database from 'better-sqlite3'
import pg from 'pg'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { body, rawPostgres, rawSqlite } from './raw.ts'
import { median, micros, perSecond, type Row } from './report.ts'

const ROUNDS = 9

/** A ticket with its first message through the library, beside raw prepared statements on the same file or database, in turns. */
export async function createTickets(databases: BenchDatabases): Promise<Row[]> {
  return [await onSqlite(databases), await onPostgres(databases, 8), await onPostgres(databases, 32)]
}

async function onSqlite(databases: BenchDatabases): Promise<Row> {
  const file = databases.sqliteFile()
  const { desk, agent, personId, teamId } = await benchDesk(`sqlite:${file}`)
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const raw = rawSqlite(db, { personId, teamId })
  const times = { desk: [] as number[], raw: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const ofDesk = await each(300, () => agent.tickets.create({ subject: 'Printer broken', body }))
    const ofRaw = await each(300, async () => raw())
    // The first round warms up.
    if (round > 0) {
      times.desk.push(ofDesk)
      times.raw.push(ofRaw)
    }
  }
  db.close()
  await desk.close()
  return row('create, SQLite FULL', times, '≥ 0.5')
}

async function onPostgres(databases: BenchDatabases, atOnce: number): Promise<Row> {
  const url = await databases.postgresUrl()
  const { desk, agent, personId, teamId } = await benchDesk(url)
  const pool = new pg.Pool({ connectionString: url, max: atOnce })
  // The server is stopped while the last connections are still going.
  pool.on('error', () => {})
  const times = { desk: [] as number[], raw: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const ofDesk = await concurrently(atOnce, 1200, () => agent.tickets.create({ subject: 'Printer broken', body }))
    const ofRaw = await concurrently(atOnce, 1200, async () => {
      const client = await pool.connect()
      try {
        await rawPostgres(client, { personId, teamId })
      } finally {
        client.release()
      }
    })
    if (round > 0) {
      times.desk.push(ofDesk)
      times.raw.push(ofRaw)
    }
  }
  await pool.end()
  await desk.close()
  return row(`create, PostgreSQL, ${atOnce} at once`, times, '≥ 0.6')
}

const row = (what: string, times: { desk: number[]; raw: number[] }, goal: string): Row => {
  const ratios = times.desk.map((value, index) => (times.raw[index] ?? Number.NaN) / value)
  return {
    what,
    value: `${micros(median(times.desk))} (${perSecond(1000 / median(times.desk))})`,
    raw: `${micros(median(times.raw))} (${perSecond(1000 / median(times.raw))})`,
    ratio: median(ratios).toFixed(2),
    goal,
  }
}

/** Milliseconds of one, done one after another. */
async function each(count: number, run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < count; index++) await run()
  return (performance.now() - start) / count
}

/** Milliseconds of wall time for one, with so many at once. */
async function concurrently(atOnce: number, count: number, run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await run()
    }),
  )
  return (performance.now() - start) / count
}
