import { performance } from 'node:perf_hooks'
import { coreError } from '../../error/core-errors.ts'
import type { StoreOptions } from '../store.ts'
import type { Backend, TransactOptions } from '../transaction/backend.ts'
import type { Session } from '../transaction/session.ts'
import { ignoreIdleErrors, stopIgnoringIdleErrors } from './idle-errors.ts'
import { NamedStatements } from './named-statements.ts'
import { pgError } from './pg-error.ts'
import { PgSession } from './pg-session.ts'
import type { PgPool, PgPoolClient } from './pg-types.ts'
import type { PostgresAccess } from './postgres-access.ts'

export interface PostgresSource {
  /** Opened when first needed. */
  readonly pool: () => Promise<PgPool>
  /** The store's own pool, closed with it; a host's stays open. */
  readonly isOwn: boolean
  /** Sessions have their time zone and time-out from the start; else each transaction brings them along. */
  readonly isSetUp: boolean
}

const isolation = {
  write: 'begin isolation level read committed read write',
  read: 'begin isolation level repeatable read read only',
} as const

const nothing = (): void => {}

export class PostgresBackend implements Backend {
  readonly kind = 'postgres'
  readonly #source: PostgresSource
  readonly #options: StoreOptions
  readonly #timeoutMs: number
  readonly #deadlineMs: number
  readonly #named: NamedStatements | undefined
  readonly #schema: string
  #pool: Promise<PgPool> | undefined
  /** Ends of transactions that nobody waits for. */
  readonly #endings = new Set<Promise<void>>()

  constructor(source: PostgresSource, schema: string, options: StoreOptions) {
    this.#source = source
    this.#schema = schema
    this.#options = options
    this.#timeoutMs = options.statementTimeoutMs ?? 10_000
    this.#deadlineMs = options.busyDeadlineMs ?? 5000
    this.#named = options.namedStatements === false ? undefined : new NamedStatements()
  }

  #open(): Promise<PgPool> {
    this.#pool ??= this.#source.pool().then(
      (pool) => {
        ignoreIdleErrors(pool)
        return pool
      },
      (error) => {
        this.#pool = undefined
        throw error
      },
    )
    return this.#pool
  }

  async postgres(): Promise<PostgresAccess> {
    return { pool: await this.#open(), schema: this.#schema }
  }

  async #connect(deadlineMs: number): Promise<PgPoolClient> {
    const pool = await this.#open()
    const started = performance.now()
    const asked = pool.connect()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        asked.then((client) => client.release(), nothing)
        reject(coreError('store.busy', { ms: Math.round(performance.now() - started) }))
      }, deadlineMs)
    })
    try {
      return await Promise.race([asked, late])
    } catch (error) {
      if (error instanceof Error && error.message.includes('timeout exceeded'))
        throw coreError('store.busy', { ms: deadlineMs }, { cause: error })
      throw pgError(error, this.#timeoutMs)
    } finally {
      clearTimeout(timer)
    }
  }

  #begin(mode: 'write' | 'read', timeoutMs: number): string {
    const { isSetUp } = this.#source
    const settings = isSetUp ? '' : "; set local timezone = 'UTC'; set local datestyle = 'ISO'"
    const timeout = isSetUp && timeoutMs === this.#timeoutMs ? '' : `; set local statement_timeout = ${timeoutMs}`
    return `${isolation[mode]}${timeout}${settings}`
  }

  async transact<T>(mode: 'write' | 'read', body: (session: Session) => Promise<T>, options: TransactOptions = {}): Promise<T> {
    const client = await this.#connect(options.deadlineMs ?? this.#deadlineMs)
    // A connection lost between two statements is an event of the client, and one without a listener ends the process.
    client.on('error', nothing)
    const timeoutMs = options.rebuilds ? 0 : this.#timeoutMs
    const session = new PgSession(client, { timeoutMs, named: this.#named, onStatement: this.#options.onStatement })
    const finish = (): void => {
      session.end()
      client.removeListener('error', nothing)
      client.release(session.isBroken)
    }
    session.start(this.#begin(mode, timeoutMs))
    try {
      const result = await body(session)
      if (mode === 'write') await this.#commit(session)
      else this.#leave(session, finish)
      if (mode === 'write') finish()
      return result
    } catch (error) {
      await session.control('rollback').catch(() => {
        session.isBroken = true
      })
      finish()
      throw error
    }
  }

  async #commit(session: PgSession): Promise<void> {
    try {
      await session.control('commit')
    } catch (error) {
      // No answer came back: it may have been done.
      if (session.isCommitSent && session.isBroken) throw coreError('store.commit_unknown', {}, { cause: error })
      throw error
    }
  }

  /** A read has its result; nobody needs to wait for the end of its transaction. */
  #leave(session: PgSession, finish: () => void): void {
    const ending = session
      .control('commit')
      .catch(() => {
        session.isBroken = true
      })
      .then(finish)
      .then(() => void this.#endings.delete(ending))
    this.#endings.add(ending)
  }

  async close(): Promise<void> {
    await Promise.all(this.#endings)
    const pool = await this.#pool
    if (!pool) return
    // The pool's end comes before that of its connections, so its own listener stays.
    if (this.#source.isOwn) await pool.end()
    else stopIgnoringIdleErrors(pool)
  }
}
