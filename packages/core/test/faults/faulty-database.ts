import { coreError } from '../../src/error/core-errors.ts'
import type { PgPoolClient, PgQuery, PgResult } from '../../src/store/postgres/pg-types.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import type { Stage } from './stage.ts'

/** What happens to a call of the database. `lost_after`: it is done, and the answer is lost with the connection. */
export type FaultKind = 'error' | 'time_out' | 'busy' | 'full' | 'lost' | 'lost_after'

/** Makes one call of the database fail: the k-th since `arm`. */
export class Fault {
  #left = Number.POSITIVE_INFINITY
  #kind: FaultKind = 'error'
  #struck = false
  calls = 0

  arm(k: number, kind: FaultKind): void {
    this.#left = k
    this.#kind = kind
    this.#struck = false
    this.calls = 0
  }

  /** Whether there was a k-th call. */
  disarm(): boolean {
    this.#left = Number.POSITIVE_INFINITY
    return this.#struck
  }

  /** To be asked before every call. */
  strikes(): FaultKind | undefined {
    this.calls += 1
    this.#left -= 1
    if (this.#left !== 0) return undefined
    this.#struck = true
    return this.#kind
  }
}

/** SQLite: by the store's own seam, as errors of the registry where the driver would give those. */
export const sqliteFaults = (fault: Fault): StoreOptions => ({
  onStatement() {
    const kind = fault.strikes()
    if (kind === 'busy') throw coreError('store.conflict')
    if (kind === 'time_out') throw coreError('store.timeout', { ms: 1 })
    if (kind === 'full') throw coreError('store.full')
    if (kind) throw new Error('the k-th call fails')
  },
})
export const sqliteKinds: readonly FaultKind[] = ['error', 'time_out', 'busy', 'full']

const raising: Readonly<Partial<Record<FaultKind, string>>> = { error: '22012', time_out: '57014', busy: '40001', full: '53100' }
export const postgresKinds: readonly FaultKind[] = ['error', 'time_out', 'busy', 'full', 'lost', 'lost_after']

/** PostgreSQL: the server itself refuses the statement, or the connection really breaks; pipelined as in production. */
export async function breakPostgres({ desk }: Pick<Stage, 'desk'>, fault: Fault): Promise<{ leaked(): string[] }> {
  const access = await desk['~store'].postgres()
  if (!access) throw new TypeError('this is no PostgreSQL')
  const pool = access.pool as unknown as {
    connect(): Promise<PgPoolClient>
    totalCount: number
    idleCount: number
    waitingCount: number
  }
  const connect = pool.connect.bind(pool)
  const wrapped = new WeakSet<object>()
  pool.connect = async () => {
    const client = await connect()
    if (!wrapped.has(client)) {
      wrapped.add(client)
      const query = client.query.bind(client)
      client.query = (asked: PgQuery): Promise<PgResult> => faulty(client, query, asked, fault.strikes())
    }
    return client
  }
  return {
    leaked: () => [
      ...(pool.idleCount === pool.totalCount ? [] : [`${pool.totalCount - pool.idleCount} of ${pool.totalCount} connections are out`]),
      ...(pool.waitingCount ? [`${pool.waitingCount} wait for a connection`] : []),
    ],
  }
}

async function faulty(client: PgPoolClient, query: PgPoolClient['query'], asked: PgQuery, kind: FaultKind | undefined): Promise<PgResult> {
  if (kind === undefined) return query(asked)
  if (kind === 'lost') {
    const sent = query(asked)
    client.connection?.stream?.destroy()
    return sent
  }
  if (kind === 'lost_after') {
    await query(asked)
    client.connection?.stream?.destroy()
    throw new Error('Connection terminated unexpectedly')
  }
  return query({ text: `do $$ begin raise exception 'the k-th call fails' using errcode = '${raising[kind]}'; end $$` })
}
