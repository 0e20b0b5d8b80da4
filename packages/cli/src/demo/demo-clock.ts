/** The clock of a desk that is given a history: it stands where it is set, and runs when it is let go. */
export class DemoClock {
  readonly #running: () => number
  #standsAt: number | undefined

  /** `running`: milliseconds since 1970. */
  constructor(running: () => number = Date.now) {
    this.#running = running
  }

  readonly now = (): number => this.#standsAt ?? this.#running()

  set(at: number): void {
    this.#standsAt = at
  }

  run(): void {
    this.#standsAt = undefined
  }
}
