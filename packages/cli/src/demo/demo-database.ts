import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Database, type FileStorage, folderStorage } from '@deskwright/core'
import Sqlite from 'better-sqlite3'
import { cliError } from '../cli-errors.ts'

/** A database for `createDesk`, and what is the host's to close after the desk. */
export interface DemoDatabase {
  readonly database: Database
  /** Beside the file of the database; of a server, in the folder of the demo; of a database in memory, as long as it. */
  readonly storage: FileStorage
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
  if (path === ':memory:') return inMemory()
  const file = resolve(path)
  try {
    await mkdir(dirname(file), { recursive: true })
    const database = new Sqlite(file)
    return { database, storage: folderStorage(`${file}-files`), close: () => Promise.resolve(void database.close()) }
  } catch (error) {
    throw cliError('demo.database_unusable', { database: `sqlite:${path}`, reason: reasonOf(error) }, { cause: error })
  }
}

async function inMemory(): Promise<DemoDatabase> {
  const database = new Sqlite(':memory:')
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-demo-'))
  return {
    database,
    storage: folderStorage(folder),
    async close() {
      database.close()
      await rm(folder, { recursive: true, force: true })
    },
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
  return { database, storage: folderStorage(resolve('.demo/files')), close: () => database.end() }
}

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}

/** Without a password. */
export const shown = (database: string): string => database.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:…@')
