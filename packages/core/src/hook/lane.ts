import type { Logger } from '../operation/logger.ts'
import type { Store } from '../store/store.ts'
import type { Attempts, Failure } from './attempt.ts'
import { errorText, type RetryPolicy, retryDelay } from './back-off.ts'
import { type DeliverableEvent, eventsAfter, lastPosition } from './delivered-event.ts'
import { durableWrite } from './durable-write.ts'
import { claimHandler, type Leasing } from './handler-lease.ts'
import { MAX_DEPTH } from './hook-bus.ts'
import { Pace } from './pace.ts'
import { type AfterHandler, handlerKey } from './registered-handler.ts'
import { LeaseLost, type Outcome, type Settler } from './settler.ts'

/** What all lanes of a process share. */
export interface LaneContext {
  readonly store: Store
  readonly attempts: Attempts
  readonly settler: Settler
  readonly leasing: Leasing
  readonly retry: RetryPolicy
  /** Events of different subjects that run at once. */
  readonly window: number
  readonly log: Logger
}

export interface LaneCounts {
  delivered: number
  failed: number
}

/** When a bounded run is to begin nothing more. */
export interface RunLimit {
  readonly isOver: boolean
}

/** Events read ahead of the window, so that a subject whose turn has not come does not hold up the others. */
const READ_AHEAD = 64
/** Completed events that may wait for one before them; each is a row. */
const MAX_OUT_OF_ORDER = 512
/** A running event older than this does not count as reason to wait with the next. */
const PATIENCE_MS = 25
/** The position of a handler whose events are rare is saved once so many others have gone by. */
const SAVE_AFTER = 500

interface Passed {
  readonly position: number
  readonly forgetDone: boolean
}

interface Entry {
  readonly event: DeliverableEvent
  readonly subject: string
  readonly startedAt: number
  isTried: boolean
  /** Its row says that it was done before those in front of it. */
  hasDoneRow: boolean
}

/**
 * The first attempts of one handler, in the order of commits: strictly so for each subject, and at once for different ones when the handler is slower than
 * the saving of its completions. A fast handler runs one event after the other, so that a killed process repeats one and not eight.
 */
export class Lane {
  readonly name: string
  readonly #handler: AfterHandler
  readonly #context: LaneContext
  /** In the order of positions: running, or tried and waiting for an earlier one. */
  #entries: Entry[] = []
  /** Running, or not saved yet. */
  readonly #inFlight = new Set<Entry>()
  #waiting: DeliverableEvent[] = []
  #tried: ReadonlySet<number> = new Set()
  /** Everything up to here was tried, as the database knows it. */
  #position = 0
  #readUpTo = 0
  #heldUntil = 0
  #failure: unknown
  #isRunning = false
  #isGranted = false
  #isExhausted = false
  readonly #pace = new Pace()
  #counts: LaneCounts = { delivered: 0, failed: 0 }
  #signal = (): void => {}

  constructor(handler: AfterHandler, context: LaneContext) {
    this.name = handlerKey(handler)
    this.#handler = handler
    this.#context = context
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** It works on a lease that was granted, and is to be prolonged. */
  get isHolding(): boolean {
    return this.#isRunning && this.#isGranted
  }

  /** Whether anything may wait for it behind what it has read. */
  mayHaveWork(end: number, savedPosition: number): boolean {
    return end > (this.#isHeld ? this.#readUpTo : savedPosition)
  }

  get #isHeld(): boolean {
    return performance.now() < this.#heldUntil
  }

  /** Tells a running lane that there are events up to here. */
  lookUpTo(end: number): void {
    if (end <= this.#readUpTo) return
    this.#isExhausted = false
    this.#signal()
  }

  /** The lease was prolonged, or found to be gone. */
  renewed(isHeld: boolean): void {
    if (isHeld) this.#holdFrom(performance.now())
    else this.#abandon(new LeaseLost(this.name))
  }

  release(): void {
    this.#heldUntil = 0
  }

  /** Works until there is nothing left or the limit is reached, and what is in flight has ended. Rejects when the database fails. */
  async run(limit: RunLimit): Promise<LaneCounts> {
    this.#isRunning = true
    this.#counts = { delivered: 0, failed: 0 }
    this.#failure = undefined
    try {
      if (!this.#isHeld && !(await this.#claim())) return this.#counts
      await this.#work(limit)
      if (this.#failure !== undefined && !(this.#failure instanceof LeaseLost)) throw this.#failure
      return this.#counts
    } finally {
      if (this.#failure !== undefined) this.#heldUntil = 0
      this.#isRunning = false
    }
  }

  async #claim(): Promise<boolean> {
    const { store, leasing } = this.#context
    this.#isGranted = false
    const askedAt = performance.now()
    const claim = await durableWrite(store, (tx) => claimHandler(tx, this.name, leasing))
    if (!claim) return false
    this.#position = claim.position
    this.#readUpTo = claim.position
    this.#tried = new Set(claim.tried)
    this.#waiting = []
    this.#entries = []
    this.#inFlight.clear()
    this.#isGranted = true
    this.#holdFrom(askedAt)
    return true
  }

  #holdFrom(moment: number): void {
    // A part is kept back, as this process's clock and the database's may run apart.
    this.#heldUntil = moment + this.#context.leasing.durationMs * 0.8
  }

  #abandon(reason: unknown): void {
    this.#failure ??= reason
    this.#signal()
  }

  async #work(limit: RunLimit): Promise<void> {
    this.#isExhausted = false
    for (;;) {
      const mayBegin = this.#failure === undefined && !limit.isOver
      if (mayBegin && !this.#isExhausted && this.#waiting.length < READ_AHEAD / 2 && this.#entries.length < MAX_OUT_OF_ORDER)
        await this.#read()
      const changed = this.#nextChange()
      if (mayBegin) this.#begin()
      if (this.#inFlight.size) await changed
      else if (!mayBegin || (this.#waiting.length === 0 && this.#isExhausted)) break
      else this.#signal()
    }
    this.#signal()
    if (this.#failure === undefined) await this.#leaveOff()
  }

  /** Nothing is in flight, so everything begun was tried. */
  async #leaveOff(): Promise<void> {
    if (this.#entries.length) await this.#save(this.#passTried())
    if (this.#waiting.length) {
      // Read again next time: another process may have the handler by then.
      this.#waiting = []
      this.#readUpTo = this.#position
    } else if (this.#readUpTo - this.#position >= SAVE_AFTER) {
      this.#position = this.#readUpTo
      await this.#save({ position: this.#position, forgetDone: false })
    }
  }

  /** Resolves when an attempt was settled, the lane was abandoned, or the running ones have become old. */
  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS)
      this.#signal = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #read(): Promise<void> {
    const { store } = this.#context
    this.#isExhausted = true
    const { end, events } = await store.read(async ({ db }) => ({
      end: await lastPosition(db),
      events: await eventsAfter(db, this.#readUpTo, this.#handler.events, READ_AHEAD, MAX_DEPTH),
    }))
    const last = events.at(-1)?.delivered.position ?? this.#readUpTo
    if (events.length === READ_AHEAD) {
      this.#isExhausted = false
      this.#readUpTo = last
    } else this.#readUpTo = Math.max(end, last)
    this.#waiting.push(...events)
  }

  #begin(): void {
    if (this.#inFlight.size === 0) this.#passTried()
    const busy = new Set([...this.#inFlight].map(({ subject }) => subject))
    const oldBefore = performance.now() - PATIENCE_MS
    let young = [...this.#inFlight].filter(({ startedAt, isTried }) => isTried || startedAt > oldBefore).length
    const left: DeliverableEvent[] = []
    for (const event of this.#waiting) {
      const { position, subject } = event.delivered
      const key = `${subject.kind}/${subject.id}`
      if (this.#tried.has(position)) {
        this.#entries.push({ event, subject: key, startedAt: 0, isTried: true, hasDoneRow: true })
        continue
      }
      const isFull = young >= this.#pace.atOnce || this.#inFlight.size >= this.#context.window || this.#entries.length >= MAX_OUT_OF_ORDER
      if (isFull || busy.has(key)) left.push(event)
      else {
        const entry: Entry = { event, subject: key, startedAt: performance.now(), isTried: false, hasDoneRow: false }
        this.#entries.push(entry)
        this.#inFlight.add(entry)
        young += 1
        void this.#attempt(entry)
      }
      busy.add(key)
    }
    this.#waiting = left
    this.#entries.sort((a, b) => a.event.delivered.position - b.event.delivered.position)
  }

  async #attempt(entry: Entry): Promise<void> {
    try {
      const failure = await this.#context.attempts.run(this.#handler, entry.event)
      const endedAt = performance.now()
      this.#pace.handled(endedAt - entry.startedAt)
      if (this.#failure !== undefined) return
      entry.isTried = true
      const passed = this.#passTried()
      const outcome = this.#outcome(entry, failure, passed.position)
      await this.#save(passed, outcome)
      this.#pace.saved(performance.now() - endedAt)
      if (failure) this.#counts.failed += 1
      else this.#counts.delivered += 1
    } catch (error) {
      this.#abandon(error)
    } finally {
      this.#inFlight.delete(entry)
      this.#signal()
    }
  }

  /** Moves the position over what was tried without a gap. */
  #passTried(): Passed {
    let forgetDone = false
    while (this.#entries[0]?.isTried) {
      const entry = this.#entries.shift()
      this.#position = entry?.event.delivered.position ?? this.#position
      forgetDone ||= entry?.hasDoneRow ?? false
    }
    return { position: this.#position, forgetDone }
  }

  #outcome(entry: Entry, failure: Failure | undefined, position: number): Outcome | undefined {
    const { delivered } = entry.event
    const { retry, log } = this.#context
    const row = { position: delivered.position, subjectId: delivered.subject.id }
    if (!failure) {
      entry.hasDoneRow = delivered.position > position
      return entry.hasDoneRow ? { ...row, state: 'done', delay: 0, error: null } : undefined
    }
    const isDead = failure.isFinal || retry.tries <= 1
    const error = errorText(failure.error)
    const fields = { handler: this.name, event: delivered.event, position: delivered.position, attempts: 1, error: failure.error }
    if (isDead) log.error({ code: 'delivery.dead', ...fields }, 'delivery.dead: given up; repeat it with deliveries.replay')
    else log.warn({ code: 'delivery.failed', ...fields }, 'delivery.failed: will be tried again')
    return { ...row, state: isDead ? 'dead' : 'retry', delay: retryDelay(retry, 1), error }
  }

  #save(passed: Passed, outcome?: Outcome): Promise<void> {
    return this.#context.settler.settle({ handler: this.name, ...passed, outcomes: outcome ? [outcome] : [] })
  }
}
