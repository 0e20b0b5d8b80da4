import Database from 'better-sqlite3'
import pg from 'pg'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { body, postgresTokens, rawPostgres, rawSqlite, sqliteWords } from './raw.ts'
import { median, micros, perSecond, type Row } from './report.ts'

const ROUNDS = 15
/** Rounds until everything that runs often is compiled. */
const WARM_UP = 5

interface Times {
  readonly desk: number[]
  readonly raw: number[]
  readonly indexed: number[]
}

/**
 * A ticket with its first message through the library, beside raw prepared statements on the same file or database, in turns. The raw side once without
 * the search index, which is the foundation's figure, and once writing what the desk writes for it.
 */
export async function createTickets(databases: BenchDatabases): Promise<Row[]> {
  return [...(await onSqlite(databases)), ...(await onPostgres(databases, 8)), ...(await onPostgres(databases, 32))]
}

async function inTurns(measure: Readonly<Record<keyof Times, () => Promise<number>>>): Promise<Times> {
  const times: Times = { desk: [], raw: [], indexed: [] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const side of ['desk', 'raw', 'indexed'] as const) {
      const took = await measure[side]()
      if (round >= WARM_UP) times[side].push(took)
    }
  return times
}

async function onSqlite(databases: BenchDatabases): Promise<Row[]> {
  const file = databases.sqliteFile()
  const { desk, agent, personId, teamId } = await benchDesk(`sqlite:${file}`)
  const create = () => agent.tickets.create({ subject: 'Printer broken', body })
  await create()
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const raw = rawSqlite(db, { personId, teamId })
  const indexed = rawSqlite(db, { personId, teamId }, sqliteWords(db))
  const times = await inTurns({
    desk: () => each(300, create),
    raw: () => each(300, async () => raw()),
    indexed: () => each(300, async () => indexed()),
  })
  db.close()
  await desk.close()
  return rowsOf('create, SQLite FULL', times, '≥ 0.5')
}

async function onPostgres(databases: BenchDatabases, atOnce: number): Promise<Row[]> {
  const url = await databases.postgresUrl()
  const { desk, agent, personId, teamId } = await benchDesk(url)
  const create = () => agent.tickets.create({ subject: 'Printer broken', body })
  await create()
  const pool = new pg.Pool({ connectionString: url, max: atOnce })
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
  const times = await inTurns({
    desk: () => concurrently(atOnce, 1200, create),
    raw: () => concurrently(atOnce, 1200, () => raw()),
    indexed: () => concurrently(atOnce, 1200, () => raw(tokens)),
  })
  await pool.end()
  await desk.close()
  return rowsOf(`create, PostgreSQL, ${atOnce} at once`, times, '≥ 0.6')
}

const rowsOf = (what: string, times: Times, goal: string): Row[] => [
  { ...row(what, times.desk, times.raw), goal: '' },
  { ...row(`${what}, raw with the index`, times.desk, times.indexed), goal },
]

const row = (what: string, desk: number[], raw: number[]) => ({
  what,
  value: `${micros(median(desk))} (${perSecond(1000 / median(desk))})`,
  raw: `${micros(median(raw))} (${perSecond(1000 / median(raw))})`,
  ratio: median(desk.map((value, index) => (raw[index] ?? Number.NaN) / value)).toFixed(2),
})

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
