import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../packages/testing/src/database/embedded-postgres.ts'

/** A folder for SQLite files, and one PostgreSQL server with its defaults of durability. */
export async function benchDatabases() {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-bench-'))
  const server = process.env['DATABASE_URL'] === undefined ? await startPostgres({ fsync: true, maxConnections: 100 }) : undefined
  const url = process.env['DATABASE_URL'] ?? server?.url ?? ''
  let count = 0
  return {
    folder,
    sqliteFile: () => join(folder, `bench-${++count}.db`),
    async postgresUrl(): Promise<string> {
      const name = `deskwright_bench_${process.pid}_${++count}`
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return url.replace(/(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
    },
    stop: async () => server?.stop(),
  }
}
export type BenchDatabases = Awaited<ReturnType<typeof benchDatabases>>
