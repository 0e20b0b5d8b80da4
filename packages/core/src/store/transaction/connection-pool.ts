import { performance } from 'node:perf_hooks'
import { coreError } from '../../error/core-errors.ts'

interface Waiting<C> {
  readonly resolve: (connection: C) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

/** A few connections, opened when first needed, handed out in the order of asking. */
export class ConnectionPool<C> {
  readonly #open: () => Promise<C>
  readonly #max: number
  readonly #idle: C[] = []
  readonly #waiting: Waiting<C>[] = []
  #count = 0
  #closing: Promise<void> | undefined
  #closed: (() => void) | undefined

  constructor(max: number, open: () => Promise<C>) {
    this.#max = max
    this.#open = open
  }

  /** Throws `store.busy` after `deadlineMs`, `store.closed` after `close`. */
  async acquire(deadlineMs: number): Promise<C> {
    if (this.#closing) throw coreError('store.closed')
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    if (this.#count < this.#max) return this.#add()
    return new Promise<C>((resolve, reject) => {
      const started = performance.now()
      const timer = setTimeout(() => {
        this.#waiting.splice(
          this.#waiting.findIndex((one) => one.timer === timer),
          1,
        )
        reject(coreError('store.busy', { ms: Math.round(performance.now() - started) }))
      }, deadlineMs)
      this.#waiting.push({ resolve, reject, timer })
    })
  }

  release(connection: C): void {
    const next = this.#waiting.shift()
    if (next) {
      clearTimeout(next.timer)
      next.resolve(connection)
    } else {
      this.#idle.push(connection)
      this.#finish()
    }
  }

  async #add(): Promise<C> {
    this.#count += 1
    try {
      return await this.#open()
    } catch (error) {
      this.discard()
      throw error
    }
  }

  /** Instead of `release`, for a connection that is of no use any more. Who waits next gets a new one. */
  discard(): void {
    this.#count -= 1
    const next = this.#waiting.shift()
    if (next) {
      clearTimeout(next.timer)
      this.#add().then(next.resolve, next.reject)
    } else this.#finish()
  }

  #finish(): void {
    if (this.#idle.length === this.#count) this.#closed?.()
  }

  /** Lets everybody who waits already have a turn, then gives back all connections, unused. */
  async close(): Promise<readonly C[]> {
    this.#closing ??= new Promise<void>((resolve) => {
      this.#closed = resolve
    })
    this.#finish()
    await this.#closing
    this.#count = 0
    return this.#idle.splice(0)
  }
}
