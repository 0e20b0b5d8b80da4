import type { DeliverableEvent } from './delivered-event.ts'

/** An event that was begun: running, or tried and waiting for an earlier one. */
export interface Entry {
  readonly event: DeliverableEvent
  readonly subject: string
  readonly startedAt: number
  isTried: boolean
  /** Its row says that it was done before those in front of it. */
  hasDoneRow: boolean
}

/** How far everything was tried, and whether rows of completions ahead of it were passed. */
export interface Passed {
  readonly position: number
  readonly forgetDone: boolean
}

export const subjectOf = ({ delivered: { subject } }: DeliverableEvent): string => `${subject.kind}/${subject.id}`

/** The events of one handler that are under way, in the order of positions. */
export class Window {
  /** Everything up to here was tried. */
  #position = 0
  #entries: Entry[] = []
  /** Running, or not saved yet. */
  readonly #inFlight = new Set<Entry>()

  get position(): number {
    return this.#position
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  /** Of these, the ones that are being saved or were begun a moment ago. */
  youngerThan(ms: number): number {
    const oldBefore = performance.now() - ms
    let count = 0
    for (const { startedAt, isTried } of this.#inFlight) if (isTried || startedAt > oldBefore) count += 1
    return count
  }

  /** All that the position has not passed. */
  get size(): number {
    return this.#entries.length
  }

  get subjects(): Set<string> {
    return new Set([...this.#inFlight].map(({ subject }) => subject))
  }

  restart(position: number): void {
    this.#position = position
    this.#entries = []
    this.#inFlight.clear()
  }

  begin(event: DeliverableEvent): Entry {
    const entry = this.#add(event, false)
    this.#inFlight.add(entry)
    return entry
  }

  /** A holder before this one has tried it. */
  skip(event: DeliverableEvent): void {
    this.#add(event, true)
  }

  end(entry: Entry): void {
    this.#inFlight.delete(entry)
  }

  /** Moves the position over what was tried without a gap. */
  pass(): Passed {
    let forgetDone = false
    for (let first = this.#entries[0]; first?.isTried; first = this.#entries[0]) {
      this.#position = first.event.delivered.position
      forgetDone ||= first.hasDoneRow
      this.#entries.shift()
    }
    return { position: this.#position, forgetDone }
  }

  /** There is nothing of this handler up to here. */
  passTo(position: number): Passed {
    this.#position = position
    return { position, forgetDone: false }
  }

  #add(event: DeliverableEvent, isTried: boolean): Entry {
    const entry: Entry = { event, subject: subjectOf(event), startedAt: performance.now(), isTried, hasDoneRow: isTried }
    const { position } = event.delivered
    this.#entries.splice(this.#entries.findLastIndex((other) => other.event.delivered.position < position) + 1, 0, entry)
    return entry
  }
}
