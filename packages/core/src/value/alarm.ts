/** Pauses that can be cut short: also by a call that came since the last look, so that none is missed. */
export class Alarm {
  readonly #shortestMs: number
  readonly #sleepers = new Set<() => void>()
  #isRinging = false

  /** Two looks are never closer together than this. */
  constructor(shortestMs: number) {
    this.#shortestMs = shortestMs
  }

  ring(): void {
    this.#isRinging = true
    for (const rouse of this.#sleepers) rouse()
  }

  /** Right before a look: what rings from here on asks for another one. */
  reset(): void {
    this.#isRinging = false
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const startedAt = performance.now()
      const finish = (): void => {
        this.#sleepers.delete(rouse)
        resolve()
      }
      let timer = setTimeout(finish, ms)
      const rouse = (): void => {
        clearTimeout(timer)
        timer = setTimeout(finish, Math.max(0, this.#shortestMs - (performance.now() - startedAt)))
      }
      this.#sleepers.add(rouse)
      if (this.#isRinging) rouse()
    })
  }
}
