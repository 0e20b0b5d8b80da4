import { v7 } from 'uuid'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { fillPostgres, fillSqlite, type World } from './fill.ts'
import { companiesNamed, teamsNamed } from './named.ts'
import { median, micros, type Row } from './report.ts'

const SIZES = [10_000, 1_000_000]
const RUNS = 200

/** The newest 50 open tickets for three actors, beside the keyset query that an adept of SQL would write, at two sizes of the desk. */
export async function lists(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const before = new Map<string, number>()
    for (const size of SIZES) {
      const name = `lists_${size}`
      const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile(name)}` : await databases.postgresUrl(name)
      for (const { actor, desk, raw } of await measure(kind, database, size)) {
        const small = before.get(actor)
        before.set(actor, desk)
        rows.push({
          what: `${actor}, ${size.toLocaleString('en')} tickets, ${kind}`,
          value: micros(desk),
          raw: micros(raw),
          ratio: small === undefined ? `+${micros(desk - raw)}` : `+${micros(desk - raw)}; ${(desk / small).toFixed(2)} × at 10,000`,
          goal: kind === 'SQLite' ? 'raw + 300 µs; ≤ 1.5 ×' : 'raw + 1000 µs; ≤ 1.5 ×',
        })
      }
    }
  }
  return rows
}

async function measure(kind: 'SQLite' | 'PostgreSQL', database: string, size: number) {
  const { desk, admin } = await benchDesk(database)
  const [busy = '', ...quiet] = await teamsNamed(admin, 31)
  const companies = await companiesNamed(admin, 20)
  const people = { busy: await person('busy'), quiet: await person('quiet'), customer: await person('customer') }
  async function person(externalId: string) {
    return (await desk.as({ externalId }).people.me()).person.id
  }
  const [company = ''] = companies
  await admin.access.grant({ personId: people.busy, roleId: 'agent', scope: 'team', scopeId: busy })
  for (const scopeId of quiet) await admin.access.grant({ personId: people.quiet, roleId: 'agent', scope: 'team', scopeId })
  await admin.access.grant({ personId: people.quiet, roleId: 'collaborator', scope: 'own' })
  await admin.companies.saveMember({ companyId: company, personId: people.customer })
  await admin.access.grant({ personId: people.customer, roleId: 'customer_manager', scope: 'company', scopeId: company })
  const world: World = { size, busy, quiet, companies, requesters: [people.busy, people.quiet], newId: v7 }
  const query = kind === 'SQLite' ? fillSqlite(database.slice('sqlite:'.length), world) : await fillPostgres(database, world)
  const actors = {
    'agent of a busy team': { caller: desk.as({ externalId: 'busy' }), raw: () => query.team(busy) },
    'agent of 30 quiet teams and own': { caller: desk.as({ externalId: 'quiet' }), raw: () => query.teams(quiet, people.quiet) },
    'customer of one company': { caller: desk.as({ externalId: 'customer' }), raw: () => query.company(company) },
  }
  const found: { actor: string; desk: number; raw: number }[] = []
  for (const [actor, { caller, raw }] of Object.entries(actors)) {
    const times = { desk: [] as number[], raw: [] as number[] }
    const page = await caller.tickets.list({ open: true })
    if (page.items.length !== 50) throw new Error(`${actor} got ${page.items.length} tickets`)
    for (let index = 0; index < RUNS; index++) {
      times.raw.push(await timed(raw))
      times.desk.push(await timed(() => caller.tickets.list({ open: true })))
    }
    found.push({ actor, desk: median(times.desk.slice(RUNS / 4)), raw: median(times.raw.slice(RUNS / 4)) })
  }
  await query.close()
  await desk.close()
  return found
}

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
