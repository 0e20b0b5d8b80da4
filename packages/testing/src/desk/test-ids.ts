/** UUIDv7 that are the same in every run: the time of the clock, then a number that counts up. */
export class TestIds {
  readonly #now: () => number
  #count = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** What `createDesk({ newId })` takes. */
  readonly next = (): string => {
    this.#count += 1
    const time = Math.max(0, Math.trunc(this.#now())).toString(16).padStart(12, '0').slice(-12)
    const count = this.#count.toString(16).padStart(15, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8${count.slice(0, 3)}-${count.slice(3)}`
  }

  /** A well-formed id that nothing has. */
  readonly missing = (number = 0): string => `01900000-0000-7000-8000-${(0xdead_0000_0000 + number).toString(16)}`
}
