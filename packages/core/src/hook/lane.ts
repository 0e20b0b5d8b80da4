import type { Logger } from '../operation/logger.ts'
import type { Store } from '../store/store.ts'
import type { Attempts, Failure } from './attempt.ts'
import { ENDED_WITH_PROCESS, type RetryPolicy } from './back-off.ts'
import { type DeliverableEvent, eventsAfter, lastPosition } from './delivered-event.ts'
import { durableWrite } from './durable-write.ts'
import { failedOutcome } from './failed-outcome.ts'
import { claimHandler, type Leasing } from './handler-lease.ts'
import { MAX_DEPTH } from './hook-bus.ts'
import { Pace } from './pace.ts'
import { type AfterHandler, handlerKey } from './registered-handler.ts'
import { LeaseLost, type Outcome, type Settler } from './settler.ts'
import { type Entry, type Passed, subjectOf, Window } from './window.ts'

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
/** After so many processes that ended without having done anything, events run alone: to see which of them it is. */
const ALONE_AFTER = 3
/** The position of a handler whose events are rare is saved once so many others have gone by. */
const SAVE_AFTER = 500

/**
 * The first attempts of one handler, in the order of commits: strictly so for each subject, and at once for different ones when the handler is slower than
 * the saving of its completions. A fast handler runs one event after the other, so that a killed process repeats one and not eight.
 */
export class Lane {
  readonly name: string
  readonly #handler: AfterHandler
  readonly #context: LaneContext
  readonly #window = new Window()
  #waiting: DeliverableEvent[] = []
  #tried: ReadonlySet<number> = new Set()
  #readUpTo = 0
  /** Holders before this one that ended without having done anything; 0 as soon as something is. */
  #crashes = 0
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
    this.#window.restart(claim.position)
    this.#readUpTo = claim.position
    this.#tried = new Set(claim.tried)
    this.#crashes = claim.crashes
    this.#waiting = []
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
    let unread: unknown
    this.#isExhausted = false
    for (;;) {
      const mayBegin = this.#failure === undefined && !limit.isOver
      if (mayBegin && this.#mayRead)
        await this.#read().catch((error: unknown) => {
          unread = error
        })
      const changed = this.#nextChange()
      if (mayBegin) this.#begin()
      if (this.#window.inFlight > 0) await changed
      else if (!mayBegin || (this.#waiting.length === 0 && this.#isExhausted)) break
      else this.#signal()
    }
    this.#signal()
    if (this.#failure === undefined) await this.#leaveOff()
    // What could be read was finished first.
    if (unread !== undefined) throw unread
  }

  get #mayRead(): boolean {
    return !this.#isExhausted && this.#waiting.length < READ_AHEAD / 2 && this.#window.size < MAX_OUT_OF_ORDER
  }

  /** Nothing is in flight, so everything begun was tried. */
  async #leaveOff(): Promise<void> {
    if (this.#window.size > 0 || this.#crashes > 0) await this.#save(this.#window.pass())
    if (this.#waiting.length) {
      // Read again next time: another process may have the handler by then.
      this.#waiting = []
      this.#readUpTo = this.#window.position
    } else if (this.#readUpTo - this.#window.position >= SAVE_AFTER) await this.#save(this.#window.passTo(this.#readUpTo))
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
    if (this.#window.inFlight === 0) this.#window.pass()
    const busy = this.#window.subjects
    const atMost = this.#crashes < ALONE_AFTER ? this.#context.window : 1
    const atOnce = this.#pace.atOnce
    let young = this.#window.youngerThan(PATIENCE_MS)
    const left: DeliverableEvent[] = []
    for (const event of this.#waiting) {
      if (this.#tried.has(event.delivered.position)) {
        this.#window.skip(event)
        continue
      }
      const isFull = young >= atOnce || this.#window.inFlight >= atMost || this.#window.size >= MAX_OUT_OF_ORDER
      const subject = subjectOf(event)
      if (isFull || busy.has(subject)) left.push(event)
      else {
        young += 1
        void this.#attempt(this.#window.begin(event))
      }
      busy.add(subject)
    }
    this.#waiting = left
  }

  async #attempt(entry: Entry): Promise<void> {
    try {
      const failure = await this.#tryOnce(entry.event)
      const endedAt = performance.now()
      this.#pace.handled(endedAt - entry.startedAt)
      if (this.#failure !== undefined) return
      entry.isTried = true
      const passed = this.#window.pass()
      const outcome = this.#outcome(entry, failure, passed.position)
      await this.#save(passed, outcome)
      this.#pace.saved(performance.now() - endedAt)
      if (failure) this.#counts.failed += 1
      else this.#counts.delivered += 1
    } catch (error) {
      this.#abandon(error)
    } finally {
      this.#window.end(entry)
      this.#signal()
    }
  }

  /** The first event of a handler whose processes end one after the other is not begun again here: retries count an attempt when it begins. */
  async #tryOnce(event: DeliverableEvent): Promise<Failure | undefined> {
    const { attempts, retry } = this.#context
    if (this.#crashes >= retry.tries) return { error: new Error(ENDED_WITH_PROCESS), isFinal: false }
    return attempts.run(this.#handler, event)
  }

  #outcome(entry: Entry, failure: Failure | undefined, position: number): Outcome | undefined {
    if (failure) return failedOutcome(this.name, entry.event.delivered, failure, this.#context)
    const { position: own, subject } = entry.event.delivered
    entry.hasDoneRow = own > position
    return entry.hasDoneRow ? { position: own, subjectId: subject.id, state: 'done', delay: 0, error: null } : undefined
  }

  async #save(passed: Passed, outcome?: Outcome): Promise<void> {
    await this.#context.settler.settle({ handler: this.name, ...passed, outcomes: outcome ? [outcome] : [] })
    this.#crashes = 0
  }
}
