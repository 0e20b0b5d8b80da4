import { createDesk, type DeskOptions } from '@deskwright/core'
import type { BenchDatabases } from './databases.ts'
import { median, micros, type Row } from './report.ts'

const ROUNDS = 15
const WARM_UP = 5
const EACH = 200

/** What a tracer and the rate limiter add to a request: two desks on one database, in turns, asked by `fetch` without sockets. */
export async function sideCosts(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const [kind, database] of [
    ['SQLite', `sqlite:${databases.sqliteFile()}`],
    ['PostgreSQL', await databases.postgresUrl()],
  ] as const) {
    rows.push(await compare(`a span for each operation, ${kind}`, database, { tracer }))
    rows.push(await compare(`counted against a limit, ${kind}`, database, { http: { limits: { customer: 10_000_000 } } }))
  }
  return rows
}

/** Keeps nothing: what a host's SDK makes of a span is its own. */
const span = { setAttribute: () => undefined, setStatus: () => undefined, end: () => undefined }
const tracer: NonNullable<DeskOptions<readonly []>['tracer']> = { startActiveSpan: (_name, _options, run) => run(span) }

async function compare(what: string, database: string, more: Pick<DeskOptions<readonly []>, 'tracer' | 'http'>): Promise<Row> {
  const open = (options: typeof more) => createDesk({ database, worker: false, identify: () => ({ externalId: 'carl' }), ...options })
  const desks = { plain: open({}), more: open(more) }
  await desks.plain.migrate()
  const { id } = await desks.plain.as({ externalId: 'carl' }).tickets.create({ subject: 'Printer broken' })
  const times = { plain: [] as number[], more: [] as number[] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const side of ['plain', 'more'] as const) {
      const started = performance.now()
      for (let n = 0; n < EACH; n++) {
        const answer = await desks[side].fetch(new Request(`http://desk.test/api/tickets/${id}`))
        if (answer.status !== 200) throw new Error(`${what}: ${answer.status}`)
        await answer.text()
      }
      if (round >= WARM_UP) times[side].push((performance.now() - started) / EACH)
    }
  await Promise.all([desks.plain.close(), desks.more.close()])
  const [plain, withIt] = [median(times.plain), median(times.more)]
  return { what, value: micros(withIt), raw: `${micros(plain)} without`, ratio: (withIt / plain).toFixed(2), goal: '≤ 1.05' }
}
