import { fromBetterSqlite, fromPg } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { body } from './raw.ts'
import { median, micros, type Row } from './report.ts'

const ROUNDS = 15
const WARM_UP = 5
const EACH = 150

/** A ticket in the desk's own transaction and in one of the host's, in turns on one database: what `desk.in` adds. */
export async function joined(databases: BenchDatabases): Promise<Row[]> {
  return [await onSqlite(databases), await onPostgres(databases)]
}

async function inTurns(own: () => Promise<unknown>, joining: () => Promise<unknown>): Promise<{ own: number; joining: number }> {
  const times: { own: number[]; joining: number[] } = { own: [], joining: [] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const [side, run] of [['own', own] as const, ['joining', joining] as const]) {
      const started = performance.now()
      for (let n = 0; n < EACH; n++) await run()
      if (round >= WARM_UP) times[side].push((performance.now() - started) / EACH)
    }
  return { own: median(times.own), joining: median(times.joining) }
}

const rowOf = (what: string, { own, joining }: { own: number; joining: number }): Row => ({
  what: `desk.in, ${what}`,
  value: micros(joining),
  raw: `${micros(own)} by itself`,
  ratio: `${(joining / own).toFixed(2)}`,
  goal: '≤ 1.10',
})

async function onSqlite(databases: BenchDatabases): Promise<Row> {
  const file = databases.sqliteFile()
  const { desk, agent } = await benchDesk(`sqlite:${file}`)
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  const me = { externalId: 'agent' }
  const create = () => agent.tickets.create({ subject: 'Printer broken', body })
  const times = await inTurns(create, async () => {
    db.exec('begin immediate')
    await desk.in(fromBetterSqlite(db)).as(me, { acting: 'staff' }).tickets.create({ subject: 'Printer broken', body })
    db.exec('commit')
  })
  db.close()
  await desk.close()
  return rowOf('SQLite FULL', times)
}

async function onPostgres(databases: BenchDatabases): Promise<Row> {
  const url = await databases.postgresUrl()
  const { desk, agent } = await benchDesk(url)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  const me = { externalId: 'agent' }
  const create = () => agent.tickets.create({ subject: 'Printer broken', body })
  const times = await inTurns(create, async () => {
    const client = await pool.connect()
    await client.query('begin')
    await desk.in(fromPg(client)).as(me, { acting: 'staff' }).tickets.create({ subject: 'Printer broken', body })
    await client.query('commit')
    client.release()
  })
  await pool.end()
  await desk.close()
  return rowOf('PostgreSQL', times)
}
