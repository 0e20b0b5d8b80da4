import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Database } from '@deskwright/core'
import Sqlite from 'better-sqlite3'
import { cliError } from '../cli-errors.ts'

/** A database for `createDesk`, and what is the host's to close after the desk. */
export interface DemoDatabase {
  readonly database: Database
  close(): Promise<void>
}

/**
 * Opens what `DESK_DATABASE` names, as a host that brings its own drivers: core depends on none, so in a workspace it may not see ours.
 * Throws `demo.database_kind`, `demo.database_unusable`.
 */
export async function openDatabase(url: string): Promise<DemoDatabase> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length).replace(/^\/\//, ''))
  if (/^postgres(?:ql)?:\/\//.test(url)) return openPostgres(url)
  throw cliError('demo.database_kind', { value: shown(url) })
}

async function openSqlite(path: string): Promise<DemoDatabase> {
  const file = path === ':memory:' ? path : resolve(path)
  try {
    if (file !== path || !path.startsWith(':')) await mkdir(dirname(file), { recursive: true })
    const database = new Sqlite(file)
    return { database, close: () => Promise.resolve(void database.close()) }
  } catch (error) {
    throw cliError('demo.database_unusable', { database: `sqlite:${path}`, reason: reasonOf(error) }, { cause: error })
  }
}

async function openPostgres(url: string): Promise<DemoDatabase> {
  const { default: pg } = await import('pg')
  const database = new pg.Pool({ connectionString: url, max: 5 })
  // A connection that breaks while idle is not asked for by anybody; the next one is new.
  database.on('error', () => {})
  try {
    await database.query('select 1')
  } catch (error) {
    await database.end()
    throw cliError('demo.database_unusable', { database: shown(url), reason: reasonOf(error) }, { cause: error })
  }
  return { database, close: () => database.end() }
}

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}

/** Without a password. */
export const shown = (database: string): string => database.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:…@')
