/** What of a kind was done. In a dry run: what would be. */
export interface Carried {
  new: number
  changed: number
  unchanged: number
}
export interface ImportFault {
  readonly file: string
  /** Row of the file, or place in its list, from 1; null: the whole file. */
  readonly line: number | null
  readonly reason: string
}
export interface LeftOut {
  /** What was not carried over: `assignee`, `attachment`, `ticket`, … */
  readonly what: string
  readonly why: string
  readonly count: number
  /** Ids over there: of tickets, or of who or what it is about. The first hundred. */
  readonly of: readonly string[]
}
export interface ImportRunReport {
  readonly source: string
  readonly isDryRun: boolean
  /** Nothing was written: see `mapFaults`, `unknown` and `faults`, or say `lenient`. */
  readonly isRefused: boolean
  readonly companies: Carried
  readonly people: Carried
  readonly tickets: Carried
  readonly messages: number
  readonly attachments: number
  /** What the mapping names and the desk does not have. */
  readonly mapFaults: readonly string[]
  /** Values of which the mapping says nothing. */
  readonly unknown: readonly { readonly what: string; readonly value: string; readonly count: number }[]
  /** Every row that is not right. */
  readonly faults: readonly ImportFault[]
  readonly leftOut: readonly LeftOut[]
}

const MOST_NAMED = 100

/** Counts as it goes. */
export class Tally {
  readonly companies: Carried = { new: 0, changed: 0, unchanged: 0 }
  readonly people: Carried = { new: 0, changed: 0, unchanged: 0 }
  readonly tickets: Carried = { new: 0, changed: 0, unchanged: 0 }
  messages = 0
  attachments = 0
  readonly mapFaults: string[] = []
  readonly faults: ImportFault[] = []
  readonly #unknown = new Map<string, { what: string; value: string; count: number }>()
  readonly #leftOut = new Map<string, { what: string; why: string; count: number; of: string[] }>()

  unknown(what: string, value: string): void {
    const key = JSON.stringify([what, value])
    const known = this.#unknown.get(key)
    if (known) known.count += 1
    else this.#unknown.set(key, { what, value, count: 1 })
  }

  leftOut(what: string, why: string, of: string): void {
    const key = JSON.stringify([what, why])
    const known = this.#leftOut.get(key) ?? { what, why, count: 0, of: [] }
    known.count += 1
    if (known.of.length < MOST_NAMED) known.of.push(of)
    this.#leftOut.set(key, known)
  }

  get isClean(): boolean {
    return !this.mapFaults.length && !this.faults.length && !this.#unknown.size
  }

  report(source: string, isDryRun: boolean, isRefused: boolean): ImportRunReport {
    return {
      source,
      isDryRun,
      isRefused,
      companies: this.companies,
      people: this.people,
      tickets: this.tickets,
      messages: this.messages,
      attachments: this.attachments,
      mapFaults: this.mapFaults,
      unknown: [...this.#unknown.values()],
      faults: this.faults,
      leftOut: [...this.#leftOut.values()],
    }
  }
}
