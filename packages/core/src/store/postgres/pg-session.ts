import { coreError } from '../../error/core-errors.ts'
import type { StoreOptions } from '../store.ts'
import { announce } from '../transaction/announce.ts'
import type { AnyResult, Session } from '../transaction/session.ts'
import { type NamedStatements, unnamed } from './named-statements.ts'
import { isConnectionLost, isStalePlan, pgError } from './pg-error.ts'
import type { PgClient, PgQuery, PgResult } from './pg-types.ts'

export interface PgSessionOptions {
  /** 0: none. */
  readonly timeoutMs: number
  readonly named: NamedStatements | undefined
  readonly onStatement: StoreOptions['onStatement']
}

/** The server stops a statement by itself; this is for a server that does not answer any more. */
const graceMs = 500

const nowSql = 'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms'
const nothing = (): void => {}

export class PgSession implements Session {
  readonly kind = 'postgres'
  readonly #client: PgClient
  readonly #options: PgSessionOptions
  /** Whether statements may be sent without waiting for the answer to the one before. */
  readonly #isPipelined: boolean
  readonly #watch: NodeJS.Timeout | undefined
  #tail: Promise<unknown> = Promise.resolve()
  /** A BEGIN or SAVEPOINT whose answer nobody waited for yet. */
  #pending: Promise<PgResult> | undefined
  #underway = 0
  #isTimedOut = false
  /** The connection can't be used for anybody else. */
  isBroken = false
  isCommitSent = false
  #isGathering = false

  constructor(client: PgClient, options: PgSessionOptions) {
    this.#client = client
    this.#options = options
    this.#isPipelined = client.pipeline === true && options.onStatement === undefined
    if (options.timeoutMs > 0) {
      this.#watch = setTimeout(() => this.#giveUp(), options.timeoutMs + graceMs)
      this.#watch.unref()
    }
  }

  #giveUp(): void {
    if (this.#underway === 0) return
    this.#isTimedOut = true
    this.isBroken = true
    this.#client.connection?.stream?.destroy()
  }

  end(): void {
    clearTimeout(this.#watch)
  }

  async #send(query: PgQuery): Promise<PgResult> {
    if (this.#options.onStatement) await announce(this.#options.onStatement, query.text)
    if (query.text === 'commit') this.isCommitSent = true
    this.#underway += 1
    this.#watch?.refresh()
    this.#gather()
    try {
      return await this.#client.query(query)
    } finally {
      this.#underway -= 1
    }
  }

  /**
   * What is sent until the program has nothing left to do but wait goes out in one packet. Each write is a call of the operating system, and a command
   * ends with four or five statements that nobody waits for one by one.
   */
  #gather(): void {
    const stream = this.#client.connection?.stream
    if (!this.#isPipelined || this.#isGathering || !stream?.cork || !stream.uncork) return
    this.#isGathering = true
    stream.cork()
    process.nextTick(() => {
      this.#isGathering = false
      stream.uncork?.()
    })
  }

  #enqueue(query: PgQuery): Promise<PgResult> {
    if (this.#isPipelined) return this.#send(query)
    const result = this.#tail.then(() => this.#send(query))
    this.#tail = result.catch(nothing)
    return result
  }

  #typed(error: unknown) {
    if (this.#isTimedOut) return coreError('store.timeout', { ms: this.#options.timeoutMs }, { cause: error })
    if (isConnectionLost(error) || isStalePlan(error)) this.isBroken = true
    return pgError(error, this.#options.timeoutMs)
  }

  async #answer(query: PgQuery): Promise<PgResult> {
    if (!this.#isPipelined) await this.#settled()
    const sent = this.#enqueue(query)
    try {
      const pending = this.#pending
      if (pending) {
        sent.catch(nothing)
        // Told once: the rollback that follows its failure is answered for itself.
        this.#pending = undefined
        await pending
      }
      return await sent
    } catch (error) {
      throw this.#typed(error)
    }
  }

  /**
   * Where statements are sent one by one, one that failed before it was sent spoils the transaction like any other. The server knows nothing of
   * it and would commit the rest.
   */
  async #settled(): Promise<void> {
    const pending = this.#pending
    this.#pending = undefined
    try {
      await pending
    } catch (error) {
      throw this.#typed(error)
    }
  }

  #query(sql: string, values: readonly unknown[], repeats: boolean): PgQuery {
    return this.#options.named?.query(this.#client, sql, values, repeats) ?? unnamed(sql, values)
  }

  async run(sql: string, parameters: readonly unknown[], repeats: boolean): Promise<AnyResult> {
    const { command, rowCount, rows } = await this.#answer(this.#query(sql, parameters, repeats))
    return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  async control(sql: string): Promise<void> {
    const { command } = await this.#answer({ text: sql })
    // The server answers the COMMIT of a spoilt transaction with ROLLBACK and no error.
    if (sql === 'commit' && command === 'ROLLBACK') throw coreError('store.transaction_aborted')
  }

  start(sql: string): undefined {
    this.#follow({ text: sql })
  }

  post(sql: string, parameters: readonly unknown[]): void {
    this.#follow(this.#query(sql, parameters, true))
  }

  /** Sent after what is pending, and pending itself: the next answer waits for both. */
  #follow(query: PgQuery): void {
    const before = this.#pending
    const sent = this.#enqueue(query)
    this.#pending = before ? before.then(() => sent) : sent
    this.#pending.catch(nothing)
    sent.catch(nothing)
  }

  async now(): Promise<number> {
    const { rows } = await this.run(nowSql, [], true)
    return rows[0].now_ms
  }
}
