import type { Logger } from '../../operation/logger.ts'
import type { PgLoneClient, PgPool } from './pg-types.ts'

export interface ListenerOptions {
  readonly pool: PgPool
  /** Asked anew with each connection, on that connection. */
  readonly channel: (client: PgLoneClient) => Promise<string>
  /** Something was said: what, or nothing where it may have been said while there was no connection. */
  readonly heard: (payload?: string) => void
  readonly log: Logger
  /** Milliseconds between two looks whether the server still answers; 10 000 unless told. */
  readonly checkMs?: number
  /** Milliseconds that it may take to answer; 5 000 unless told. */
  readonly patienceMs?: number
  /** Milliseconds before the first new try; 500 unless told, doubled up to twenty times that. */
  readonly pauseMs?: number
}

/**
 * `LISTEN` on a connection of its own, as one of the pool would be missing there. A connection that was lost, or whose other end has gone
 * silent without closing, is replaced. What was said meanwhile is not said again, so whoever listens also looks by themselves now and then.
 */
export class Listener {
  readonly #options: ListenerOptions
  #client: PgLoneClient | undefined
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #isStopped = false
  /** True while a connection listens. */
  isListening = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#options.pool.Client && !this.#isStopped) void this.#connect()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.isListening = false
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    // A server that does not answer any more does not say good-bye either.
    if (client) await this.#within(client.end()).catch(() => letGo(client))
  }

  async #connect(): Promise<void> {
    const { pool, channel, heard } = this.#options
    if (!pool.Client) return
    const client = new pool.Client(pool.options ?? {})
    this.#client = client
    const lost = (error?: unknown): void => this.#lost(client, error)
    client.on('error', lost)
    client.on('end', () => lost())
    client.on('notification', ({ payload }: { payload?: string }) => heard(payload))
    try {
      await this.#within(client.connect())
      const name = await this.#within(channel(client))
      await this.#within(client.query({ text: `listen "${name.replaceAll('"', '""')}"` }))
      if (this.#client !== client) return
      this.#failures = 0
      this.isListening = true
      heard()
      this.#checkLater(client)
    } catch (error) {
      lost(error)
    }
  }

  #checkLater(client: PgLoneClient): void {
    this.#timer = setTimeout(() => {
      this.#within(client.query({ text: 'select 1' })).then(
        () => {
          if (this.#client === client) this.#checkLater(client)
        },
        (error: unknown) => this.#lost(client, error),
      )
    }, this.#options.checkMs ?? 10_000)
    this.#timer.unref()
  }

  #lost(client: PgLoneClient, error?: unknown): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.isListening = false
    clearTimeout(this.#timer)
    letGo(client)
    if (this.#isStopped) return
    const { log, pauseMs = 500, heard } = this.#options
    if (this.#failures === 0) log.warn({ code: 'store.listener_lost', error }, 'store.listener_lost: will listen again')
    const pause = Math.min(pauseMs * 2 ** this.#failures, pauseMs * 20)
    this.#failures += 1
    this.#timer = setTimeout(() => void this.#connect(), pause)
    this.#timer.unref()
    heard()
  }

  async #within<T>(answer: Promise<T>): Promise<T> {
    const { patienceMs = 5000 } = this.#options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`PostgreSQL did not answer within ${patienceMs} ms`)), patienceMs)
    })
    answer.catch(() => {})
    try {
      return await Promise.race([answer, late])
    } finally {
      clearTimeout(timer)
    }
  }
}

const letGo = (client: PgLoneClient): void => {
  client.connection?.stream?.destroy()
  client.end().catch(() => {})
}
