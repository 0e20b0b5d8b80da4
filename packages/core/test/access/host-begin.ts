import Database from 'better-sqlite3'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { fromBetterSqlite, fromPg } from '../../src/store/host/host-handle.ts'
import type { HostTransaction } from '../../src/store/store.ts'

export interface HostTransactionOfTest {
  readonly handle: HostTransaction
  end(how: 'commit' | 'rollback'): Promise<void>
}

/** An open transaction of the host's own; on PostgreSQL in the isolation that is asked for. */
export async function hostBegins({ kind, database }: TestDatabase, isolation = 'read committed'): Promise<HostTransactionOfTest> {
  if (kind === 'sqlite') {
    const db = new Database(database.slice('sqlite:'.length))
    onTestFinished(() => void db.close())
    db.exec('begin immediate')
    return {
      handle: fromBetterSqlite(db),
      async end(how) {
        db.exec(how)
        db.close()
      },
    }
  }
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`begin isolation level ${isolation}`)
  return {
    handle: fromPg(client),
    async end(how) {
      await client.query(how)
      await client.end()
    },
  }
}
