import type { WriteStream } from 'node:tty'

interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const WIDTH = 30
const REDRAW_MS = 80
const LINES = 10

/** How far something is: a bar that is drawn again on a terminal, else a line at every tenth. */
export class ProgressBar {
  readonly #label: string
  readonly #output: Output
  readonly #clock: () => number
  #drawnAt = Number.NEGATIVE_INFINITY
  #tenth = -1
  #first: { readonly done: number; readonly at: number } | undefined
  #isDrawn = false

  /** `clock`: milliseconds. */
  constructor(label: string, output: Output | WriteStream = process.stdout, clock: () => number = () => performance.now()) {
    this.#label = label
    this.#output = output
    this.#clock = clock
  }

  report(done: number, total: number): void {
    const now = this.#clock()
    this.#first ??= { done, at: now }
    const rate = Math.round(((done - this.#first.done) / Math.max(1, now - this.#first.at)) * 1000)
    const share = total === 0 ? 1 : done / total
    if (!this.#output.isTTY) {
      const tenth = Math.floor(share * LINES)
      if (tenth <= this.#tenth) return
      this.#tenth = tenth
      this.#output.write(`${this.#label}: ${count(done)} of ${count(total)} (${count(rate)}/s)\n`)
      return
    }
    if (done < total && now - this.#drawnAt < REDRAW_MS) return
    this.#drawnAt = now
    const full = Math.round(share * WIDTH)
    const text = `${this.#label} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${count(done)}/${count(total)}  ${count(rate)}/s`
    this.#output.write(`\r${text.slice(0, (this.#output.columns || 80) - 1)}\u001b[K`)
    this.#isDrawn = true
  }

  /** Leaves the terminal on a new line. */
  end(): void {
    if (this.#isDrawn) this.#output.write('\n')
    this.#isDrawn = false
  }
}

const count = (number: number): string => number.toLocaleString('en')
