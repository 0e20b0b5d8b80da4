import Database from 'better-sqlite3'
import { vi } from 'vitest'
import type { Desk } from '../../src/desk/desk.ts'
import type { PgPoolClient, PgQuery, PgResult } from '../../src/store/postgres/pg-types.ts'

export interface Logged {
  readonly text: string
  readonly values: readonly unknown[]
  readonly rows: number
}

/** Everything that a desk asks its database while `run` runs, and how many rows came back. */
export async function statementsOf(desk: Desk, kind: 'sqlite' | 'postgres', run: () => Promise<void>): Promise<Logged[]> {
  const log: Logged[] = []
  const restore = await (kind === 'sqlite' ? logSqlite(log) : logPostgres(desk, log))
  try {
    await run()
  } finally {
    restore()
  }
  return log
}

/** In this process, so of every desk on SQLite. */
async function logSqlite(log: Logged[]): Promise<() => void> {
  const db = new Database(':memory:')
  type Run = (this: { source: string }, ...values: unknown[]) => unknown
  const statement: Record<'all' | 'get' | 'run', Run> = Object.getPrototypeOf(db.prepare('select 1'))
  db.close()
  const spies = (['all', 'get', 'run'] as const).map((method) => {
    const original = statement[method]
    return vi.spyOn(statement, method).mockImplementation(function (this: { source: string }, ...values) {
      const answer = original.apply(this, values)
      log.push({ text: this.source, values: values.flat(), rows: Array.isArray(answer) ? answer.length : answer === undefined ? 0 : 1 })
      return answer
    })
  })
  return () => {
    for (const spy of spies) spy.mockRestore()
  }
}

async function logPostgres(desk: Desk, log: Logged[]): Promise<() => void> {
  const access = await desk['~store'].postgres()
  if (!access) throw new TypeError('this is no PostgreSQL')
  const pool = access.pool as unknown as { connect(): Promise<PgPoolClient> }
  const connect = pool.connect.bind(pool)
  const wrapped = new WeakSet<object>()
  pool.connect = async () => {
    const client = await connect()
    if (wrapped.has(client)) return client
    wrapped.add(client)
    const query = client.query.bind(client)
    client.query = async (asked: PgQuery): Promise<PgResult> => {
      const { text, values = [] } = typeof asked === 'string' ? { text: asked } : asked
      // In the order of asking: answers to what is asked at once come as they come.
      const entry = { text, values, rows: 0 }
      log.push(entry)
      const answer = await query(asked)
      entry.rows = answer.rows?.length ?? 0
      return answer
    }
    return client
  }
  return () => {
    pool.connect = connect
  }
}
