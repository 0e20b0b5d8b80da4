import { v7 } from 'uuid'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { fillPostgres, fillSqlite } from './fill.ts'
import { companiesNamed, teamsNamed } from './named.ts'
import { median, micros, type Row } from './report.ts'

const SIZE = Number(process.env['DESK_BENCH_TICKETS'] ?? 1_000_000)
const BULK = 1000
const RUNS = 30

const filters = [
  {},
  { open: true },
  { type: ['question'], open: true },
  { priority: ['urgent'], open: true },
  { tag: 'none' },
  { channel: 'api', category: ['open'] },
] as const

/** Counts of ten views at once, the history of a company with 5,000 tickets, and a bulk of 1,000, beside what each is measured by. */
export async function views(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const name = `views_${SIZE}`
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile(name)}` : await databases.postgresUrl(name)
    rows.push(...(await measure(kind, database)))
  }
  return rows
}

async function measure(kind: 'SQLite' | 'PostgreSQL', database: string): Promise<Row[]> {
  const { desk, admin, agent, personId, teamId } = await benchDesk(database)
  const teams = await teamsNamed(admin, 30)
  // Each has 5,000 of the tickets, whatever the size.
  const companies = await companiesNamed(admin, Math.max(1, SIZE / 5000))
  const busy = (await desk.as({ externalId: 'busy' }).people.me()).person.id
  await admin.access.grant({ personId: busy, roleId: 'agent', scope: 'team', scopeId: teamId })
  const world = { size: SIZE, busy: teamId, quiet: teams, companies, requesters: [busy, personId], newId: v7 }
  const raw = kind === 'SQLite' ? fillSqlite(database.slice('sqlite:'.length), world) : await fillPostgres(database, world)
  const what = (text: string) => `${text}, ${SIZE.toLocaleString('en')} tickets, ${kind}`
  const rows: Row[] = []
  const [company = ''] = companies
  for (const [name, caller] of [
    ['agent of a busy team', desk.as({ externalId: 'busy' })],
    ['administrator', admin],
  ] as const) {
    const ids = (await caller.views.list()).items.map(({ id }) => id)
    for (const filter of filters)
      if (ids.length < 10) ids.push((await caller.views.create({ titles: { en: 'V' }, filter: filter as object })).id)
    const counted = await timesOf(() => caller.views.counts({ viewIds: ids.slice(0, 10) }))
    rows.push({ what: what(`counts of ten views, ${name}`), value: micros(counted), goal: '≤ 50 ms' })
  }
  // In turns, so that both have the same machine.
  const times = { desk: [] as number[], raw: [] as number[] }
  for (let index = 0; index < RUNS * 4; index++) {
    times.raw.push(await timed(() => raw.history(company)))
    times.desk.push(await timed(() => admin.history.ofCompany({ companyId: company })))
  }
  const history = median(times.desk.slice(RUNS))
  const list = median(times.raw.slice(RUNS))
  rows.push({
    what: what('history of a company with 5,000, first page'),
    value: micros(history),
    raw: micros(list),
    ratio: `${(history / list).toFixed(2)} ×`,
    goal: '≤ 1.5 ×',
  })
  rows.push(await bulk(what('bulk of 1,000, for each ticket')))
  await raw.close()
  await desk.close()
  return rows

  async function bulk(text: string): Promise<Row> {
    const ids: string[] = []
    for (let index = 0; index < BULK; index++) ids.push((await agent.tickets.create({ subject: 'S', requesterId: busy })).id)
    const one = await timed(async () => {
      for (const ticketId of ids.slice(0, 300)) await agent.tickets.tag({ ticketId, add: ['one'] })
    })
    const all = await timed(() => agent.bulk.run({ ticketIds: ids, command: 'tag', input: { add: ['all'] } }))
    const single = one / 300
    const each = all / BULK
    return {
      what: text,
      value: micros(each),
      raw: micros(single),
      ratio: `${(single / each).toFixed(2)} × the rate of single commands`,
      goal: '≥ 0.5 ×',
    }
  }
}

async function timesOf(run: () => unknown): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < RUNS; index++) times.push(await timed(run))
  return median(times.slice(RUNS / 3))
}

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
