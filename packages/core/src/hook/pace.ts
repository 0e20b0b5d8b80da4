/** How long a handler and the saving of its completions take of late: how many events it is given at once follows from that. */
export class Pace {
  #handlerMs = 0
  #savingMs = 1

  handled(ms: number): void {
    this.#handlerMs += (ms - this.#handlerMs) / 8
  }

  saved(ms: number): void {
    this.#savingMs += (Math.max(0.1, ms) - this.#savingMs) / 8
  }

  /** As many as are done in the time that saving one takes, and one for a handler that is faster than that: more would only lie unsaved. */
  get atOnce(): number {
    return 1 + Math.floor(this.#handlerMs / this.#savingMs)
  }
}
