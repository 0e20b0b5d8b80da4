import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createDesk } from '@deskwright/core'
import type { BenchDatabases } from './databases.ts'
import type { Row } from './report.ts'

const TICKETS = Number(process.env['DESK_BENCH_TRANSFER'] ?? 100_000)
const words = ['printer', 'paper', 'network', 'invoice', 'screen', 'licence', 'cable', 'password', 'phone', 'backup']

/** A whole desk out and in again, each in a process of its own with a heap of 64 MB, beside single creates without waiting for the disk. */
export async function transfer(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const newPlace = async () => (kind === 'SQLite' ? `sqlite:${databases.sqliteFile()}` : databases.postgresUrl())
    const from = await newPlace()
    const rate = await fill(from, kind)
    const folder = join(databases.folder, `export-${kind}`)
    const out = await measured('export', from, folder)
    const back = await measured('import', await newPlace(), folder)
    const of = `${kind}, ${TICKETS.toLocaleString('en')} tickets`
    rows.push(
      {
        what: `${of}: export (${out.rows} rows)`,
        value: `${out.seconds.toFixed(1)} s; ${out.most} MB at the most, ${out.most - out.idle} MB over the idle desk`,
        goal: '≤ 64 MB over it',
      },
      {
        what: `${of}: import, search index included (${back.index.toFixed(0)} s of it)`,
        value: `${Math.round(TICKETS / back.seconds)}/s; ${back.most - back.idle} MB over the idle desk`,
        raw: `${Math.round(rate)}/s created`,
        ratio: (TICKETS / back.seconds / rate).toFixed(2),
        goal: '≥ 0.5',
      },
    )
  }
  return rows
}

/** Creates by one after the other with `synchronous = normal`; on PostgreSQL 32 at once. How many in a second. */
async function fill(database: string, kind: 'SQLite' | 'PostgreSQL'): Promise<number> {
  const desk = createDesk({ database, worker: false, identify: () => null, admins: ['a'], store: { synchronous: 'normal', poolSize: 40 } })
  await desk.migrate()
  const me = desk.as({ externalId: 'a', name: 'Sample administrator' })
  await me.people.me()
  let next = 0
  const text = (n: number): string => Array.from({ length: 12 }, (_, at) => words[(n * 7 + at * at * 3) % words.length]).join(' ')
  const start = performance.now()
  const one = async (): Promise<void> => {
    while (next < TICKETS) {
      next += 1
      await me.tickets.create({ subject: `Question ${next}: ${words[next % 10]}`, body: text(next) })
    }
  }
  await Promise.all(Array.from({ length: kind === 'SQLite' ? 1 : 32 }, one))
  const rate = TICKETS / ((performance.now() - start) / 1000)
  await desk.close()
  return rate
}

interface Measured {
  readonly seconds: number
  readonly index: number
  readonly idle: number
  readonly most: number
  readonly rows: number
}

const script = fileURLToPath(new URL('./transfer-process.ts', import.meta.url))

async function measured(what: 'export' | 'import', database: string, folder: string): Promise<Measured> {
  const child = spawn(process.execPath, [...process.execArgv, '--expose-gc', '--max-old-space-size=64', script, what, database, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) last = line
  return JSON.parse(last) as Measured
}
