import type { HookCall } from './hook-call.ts'

/**
 * The time that handlers share, in milliseconds of the monotonic clock: all handlers in the transaction of one command, or one attempt of a delivery.
 * A handler inside another one's command spends the same time, not its own on top.
 */
export class TimeAllowance {
  readonly limit: number
  #spent = 0
  #startedAt = 0
  readonly #active: HookCall[] = []

  constructor(limit: number) {
    this.limit = limit
  }

  enter(call: HookCall): void {
    if (this.#active.length === 0) this.#startedAt = performance.now()
    this.#active.push(call)
  }

  leave(call: HookCall): void {
    const index = this.#active.indexOf(call)
    if (index < 0) return
    this.#active.splice(index, 1)
    if (this.#active.length === 0) this.#spent += performance.now() - this.#startedAt
  }

  /** May be negative. */
  get remaining(): number {
    return this.limit - this.#spent - (this.#active.length ? performance.now() - this.#startedAt : 0)
  }

  /** Whom a time-out is to name: the handler that was entered last and has not come back. */
  get innermost(): HookCall | undefined {
    return this.#active.at(-1)
  }
}
