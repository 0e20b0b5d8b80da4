import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { benchDesk } from './bench-desk.ts'
import type { BenchDatabases } from './databases.ts'
import { median, type Row } from './report.ts'

const run = promisify(execFile)

const program = (database: string) => `
const before = process.memoryUsage().rss
const t0 = performance.now()
const { createDesk } = await import('@deskwright/core')
const t1 = performance.now()
const desk = createDesk({ database: ${JSON.stringify(database)}, worker: false, identify: () => null })
await desk.ready()
const t2 = performance.now()
globalThis.gc()
await new Promise((resolve) => setTimeout(resolve, 200))
globalThis.gc()
console.log(JSON.stringify({ load: t1 - t0, start: t2 - t1, memory: (process.memoryUsage().rss - before) / 1e6 }))
await desk.close()
`

/** In a process of its own: what an application pays when it starts, and while the desk has nothing to do. */
export async function start(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, database] of [
    ['SQLite', `sqlite:${databases.sqliteFile()}`],
    ['PostgreSQL', await databases.postgresUrl()],
  ] as const) {
    const { desk } = await benchDesk(database)
    await desk.close()
    const found: { load: number; start: number; memory: number }[] = []
    for (let round = 0; round < 7; round++) {
      const { stdout } = await run(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program(database)], {
        cwd: import.meta.dirname,
      })
      found.push(JSON.parse(stdout))
    }
    rows.push(
      { what: `createDesk and start check, ${name}`, value: `${median(found.map((each) => each.start)).toFixed(0)} ms`, goal: '≤ 150 ms' },
      { what: `loading the package, ${name}`, value: `${median(found.map((each) => each.load)).toFixed(0)} ms`, goal: '' },
      {
        what: `memory of an idle desk over bare Node, ${name}`,
        value: `${median(found.map((each) => each.memory)).toFixed(0)} MB`,
        goal: '≤ 60 MB',
      },
    )
  }
  return rows
}
