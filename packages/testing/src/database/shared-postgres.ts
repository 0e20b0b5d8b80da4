import { randomBytes } from 'node:crypto'
import { startPostgres } from './embedded-postgres.ts'

/** Set by the global set-up for the workers. */
export const urlVariable = 'DESKWRIGHT_TEST_POSTGRES'

export interface SharedPostgres {
  readonly url: string
  sql(statement: string): Promise<void>
}

const execute = async (url: string, statement: string): Promise<void> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

let own: Promise<string> | undefined

/** `DATABASE_URL`, or the server of the test run; outside of a run with our global set-up, one that this process starts for itself. */
export const sharedPostgres = async (): Promise<SharedPostgres> => {
  const given = process.env['DATABASE_URL'] ?? process.env[urlVariable]
  own ??= given === undefined ? startPostgres({ fsync: false }).then(({ url }) => url) : Promise.resolve(given)
  const url = await own
  return { url, sql: (statement) => execute(url, statement) }
}

export interface OwnDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A whole database, for tests that look at what stands beside the desk's schema. */
export const createPostgresDatabase = async (): Promise<OwnDatabase> => {
  const { url, sql } = await sharedPostgres()
  const name = `test_${randomBytes(6).toString('hex')}`
  await sql(`create database ${name}`)
  return {
    url: url.replace(/(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`),
    drop: () => sql(`drop database if exists ${name} with (force)`),
  }
}
