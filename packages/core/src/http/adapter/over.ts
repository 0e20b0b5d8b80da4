/** Whether an exchange is over, and who wants to know. An AbortController for it costs a tenth of a request: its abort is an event with all that belongs to one. */
export class Over {
  readonly #listeners = new Set<() => void>()
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Tells everybody once; whoever comes later has to look. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }

  on(listener: () => void): void {
    this.#listeners.add(listener)
  }

  off(listener: () => void): void {
    this.#listeners.delete(listener)
  }
}
