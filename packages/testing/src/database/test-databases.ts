import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedPostgres } from './shared-postgres.ts'

export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres'
  /** For `createDesk({ database })` and `openStore(database)`. */
  readonly database: string
  /** A schema of its own on PostgreSQL; on SQLite the file is its own. Pass it on as an option. */
  readonly schema: string
  /** Deletes it; to be called after the desk is closed. */
  drop(): Promise<void>
}

export interface TestDatabaseKind {
  readonly kind: 'sqlite' | 'postgres'
  /** Why this kind can't be tested here. */
  readonly missing: string | undefined
  create(): Promise<TestDatabase>
}

const createSqlite = async (): Promise<TestDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-test-'))
  return {
    kind: 'sqlite',
    database: `sqlite:${join(folder, 'desk.db')}`,
    schema: 'deskwright',
    drop: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  }
}

const createPostgres = async (): Promise<TestDatabase> => {
  const server = await sharedPostgres()
  const schema = `test_${randomBytes(6).toString('hex')}`
  return {
    kind: 'postgres',
    database: server.url,
    schema,
    drop: () => server.sql(`drop schema if exists "${schema}" cascade`),
  }
}

/** For `describe.each`; see `forEachDatabase` for a suite that shows what is skipped. */
export const testDatabases: readonly TestDatabaseKind[] = [
  { kind: 'sqlite', missing: undefined, create: createSqlite },
  { kind: 'postgres', missing: process.env['DESKWRIGHT_NO_POSTGRES'], create: createPostgres },
]
