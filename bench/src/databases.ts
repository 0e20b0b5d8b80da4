import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../packages/testing/src/database/embedded-postgres.ts'

/**
 * A folder for SQLite files, and one PostgreSQL server with its defaults of durability. With `DESK_BENCH_KEEP=<folder>` large databases are built
 * once and found again by their names: SQLite files there, PostgreSQL's on the server of `DATABASE_URL`.
 */
export async function benchDatabases() {
  const kept = process.env['DESK_BENCH_KEEP']
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-bench-'))
  const server = process.env['DATABASE_URL'] === undefined ? await startPostgres({ fsync: true, maxConnections: 100 }) : undefined
  const url = process.env['DATABASE_URL'] ?? server?.url ?? ''
  let count = 0
  return {
    folder,
    sqliteFile: (keepAs?: string) =>
      kept !== undefined && keepAs !== undefined ? join(kept, `${keepAs}.db`) : join(folder, `bench-${++count}.db`),
    async postgresUrl(keepAs?: string): Promise<string> {
      const isKept = kept !== undefined && keepAs !== undefined
      const name = isKept ? `deskwright_kept_${keepAs}` : `deskwright_bench_${process.pid}_${++count}`
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
      if (!rowCount) await client.query(`create database ${name}`)
      await client.end()
      return url.replace(/(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
    },
    stop: async () => server?.stop(),
  }
}
export type BenchDatabases = Awaited<ReturnType<typeof benchDatabases>>
