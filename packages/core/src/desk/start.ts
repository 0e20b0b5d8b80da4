import type { Cursors } from '../value/cursor.ts'

/** What has to be looked at once before the first call; a failure is looked at again by the next one. */
export class Start {
  readonly #run: () => Promise<Cursors>
  #pending: Promise<void> | undefined
  #value: Cursors | undefined

  constructor(run: () => Promise<Cursors>) {
    this.#run = run
  }

  done(): Promise<void> {
    this.#pending ??= this.#run().then(
      (value) => {
        this.#value = value
      },
      (error: unknown) => {
        this.#pending = undefined
        throw error
      },
    )
    return this.#pending
  }

  get value(): Cursors {
    if (!this.#value) throw new TypeError('The desk has not been started.')
    return this.#value
  }

  reset(): void {
    this.#pending = undefined
  }
}
