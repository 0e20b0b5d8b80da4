import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { BenchDatabases } from './databases.ts'
import type { Row } from './report.ts'

/** A thousand people with a stream each, all of whom may see every event. Desk and clients have a process each, anew for each database: memory is that of streams alone. */
export async function live(databases: BenchDatabases): Promise<Row[]> {
  return [
    ...(await measured('SQLite FULL', `sqlite:${databases.sqliteFile()}`)),
    ...(await measured('PostgreSQL', await databases.postgresUrl())),
  ]
}

async function measured(where: string, database: string): Promise<Row[]> {
  const server = fork(fileURLToPath(new URL('live-server.ts', import.meta.url)), [where, database], {
    execArgv: ['--expose-gc', '--experimental-strip-types', '--no-warnings'],
  })
  try {
    const gone = once(server, 'exit').then(([code]) => {
      throw new Error(`the desk's process ended with ${String(code)}`)
    })
    gone.catch(() => {})
    const [rows] = (await Promise.race([once(server, 'message'), gone])) as [Row[]]
    return rows
  } finally {
    server.kill()
  }
}
