const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 3_600_000
const MOST = 10_000

/** What was due and would not move: each is left alone for a while, twice as long each time, up to an hour. Of this process alone. */
export class Reluctant {
  readonly #tickets = new Map<string, { readonly at: number; readonly pause: number }>()

  has(key: string, now: number): boolean {
    const entry = this.#tickets.get(key)
    // A clock that was set back ends the pause: nobody knows how long it would last.
    return entry !== undefined && Math.abs(now - entry.at) < entry.pause
  }

  add(key: string, now: number): void {
    const pause = Math.min((this.#tickets.get(key)?.pause ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS)
    this.#tickets.delete(key)
    this.#tickets.set(key, { at: now, pause })
    const [oldest] = this.#tickets.keys()
    if (this.#tickets.size > MOST && oldest !== undefined) this.#tickets.delete(oldest)
  }

  forget(key: string): void {
    this.#tickets.delete(key)
  }
}
