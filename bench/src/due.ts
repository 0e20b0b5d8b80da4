import { createDesk } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { v7 } from 'uuid'
import type { BenchDatabases } from './databases.ts'
import { fillPostgres, fillSqlite, type World } from './fill.ts'
import { median, micros, type Row } from './report.ts'

const SIZES = [10_000, 1_000_000]
const RUNS = 40
const DAY = 86_400_000
const NOW = Date.parse('2026-03-02T08:00:00.000Z')

/** What a look for due tickets costs where nothing is due: over waits that end later and solutions of the last days, at two sizes of the desk. */
export async function due(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    let small = Number.NaN
    for (const size of SIZES) {
      const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile()}` : await databases.postgresUrl()
      const { look, idle, moved, each } = await measure(kind, database, size)
      rows.push({
        what: `look for due tickets, none due, ${size.toLocaleString('en')} tickets, ${kind}`,
        value: micros(look),
        raw: `${micros(idle)} (tick without a look)`,
        ratio: Number.isNaN(small) ? '' : `${(look / small).toFixed(2)} × at 10,000`,
        goal: '≤ 1.5 ×',
      })
      rows.push({ what: `${moved} due at once, each, ${size.toLocaleString('en')} tickets, ${kind}`, value: micros(each), goal: '' })
      small = look
    }
  }
  return rows
}

/** One in thirty waits, one in a hundred was solved within the last week; of both, the hundred that come first are due a day from now. */
const shape = (size: number, prefix: string, at: (ms: number) => string) => [
  `update ${prefix}ticket set status = 'waiting', category = 'waiting', is_open = true, waiting_mode = 'act', waiting_since_at = ${at(NOW)},
    waiting_until_at = ${at(NOW + 30 * DAY)} where number % 30 = 0`,
  `update ${prefix}ticket set status = 'resolved', category = 'resolved', is_open = false, resolved_at = ${at(NOW - 3 * DAY)} where number % 100 = 1`,
  `update ${prefix}ticket set waiting_until_at = ${at(NOW + DAY)} where number % 30 = 0 and number <= ${Math.min(size, 3_000)}`,
  `update ${prefix}ticket set resolved_at = ${at(NOW - 6 * DAY)} where number % 100 = 1 and number <= ${Math.min(size, 10_000)}`,
]

async function measure(kind: 'SQLite' | 'PostgreSQL', database: string, size: number) {
  const clock = { now: NOW }
  const desk = createDesk({
    database,
    admins: ['admin'],
    worker: false,
    identify: () => null,
    clock: () => clock.now,
    log: { error: console.error, warn: console.error, info: () => {} },
  })
  await desk.migrate()
  const admin = desk.as({ externalId: 'admin' })
  const requester = (await admin.people.me()).person.id
  const company = (await admin.companies.create({ name: 'ACME' })).id
  const teams = [await admin.teams.create({ key: 'one', title: 'One' }), await admin.teams.create({ key: 'two', title: 'Two' })]
  const [busy = '', quiet = ''] = teams.map(({ id }) => id)
  const world: World = { size, busy, quiet: [quiet], companies: [company], requesters: [requester], newId: v7 }
  if (kind === 'SQLite') {
    const file = database.slice('sqlite:'.length)
    fillSqlite(file, world).close()
    const db = new Database(file)
    for (const statement of shape(size, 'deskwright_', String)) db.exec(statement.replaceAll('= true', '= 1').replaceAll('= false', '= 0'))
    db.exec('analyze')
    db.close()
  } else {
    await (await fillPostgres(database, world)).close()
    const client = new pg.Client({ connectionString: database })
    await client.connect()
    for (const statement of shape(size, 'deskwright.', (ms) => `'${new Date(ms).toISOString()}'`)) await client.query(statement)
    await client.query('vacuum analyze')
    await client.end()
  }
  await desk.tick()
  const times = { look: [] as number[], idle: [] as number[] }
  for (let run = 0; run < RUNS; run += 1) {
    times.idle.push(await timed(() => desk.tick()))
    clock.now += 31_000
    times.look.push(await timed(() => desk.tick()))
  }
  clock.now = NOW + DAY + 60_000
  const start = performance.now()
  let moved = 0
  for (let found = -1; found !== 0; moved += found) found = (await desk.tick()).due
  const each = (performance.now() - start) / moved
  await desk.close()
  return { look: median(times.look), idle: median(times.idle), moved, each }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
