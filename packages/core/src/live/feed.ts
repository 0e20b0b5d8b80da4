import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { relay } from '../hook/relay.ts'
import type { Runtime } from '../operation/runtime.ts'
import { Alarm } from '../value/alarm.ts'
import { ActorWatch } from './actor-watch.ts'
import { chunk, EventChunks } from './chunk.ts'
import { type EventBatch, readEvents } from './event-batch.ts'
import { InboxBoard } from './inbox-board.ts'
import type { LiveOptions } from './live-options.ts'
import { LiveStream, type LiveStreamOptions } from './live-stream.ts'
import { offer } from './offer.ts'
import { PresenceBoard } from './presence-board.ts'
import type { LiveTicket } from './ticket-facts.ts'

export const LIVE_CURSOR = 'live.stream'
const SHORTEST_PAUSE_MS = 10
const BOARDS_MS = 1000
/** The next look while a view waits for its turn to be told. */
const SOON_MS = 200
/** Tickets that are remembered as they were last seen. */
const REMEMBERED = 5000
const STREAMS_PER_PERSON = 50

/**
 * The one reader of a process: it reads each event once, with the ticket as it stands now, and matches it in memory against the actors of
 * all open streams, whom it reads together and anew. It works only while there are streams.
 */
export class LiveFeed {
  readonly customersSeeWriting: boolean
  readonly #runtime: () => Runtime
  readonly #options: LiveOptions
  /** Have got everything up to `#head`. */
  readonly #current = new Set<LiveStream>()
  /** Came back from an earlier position and are being brought up. */
  readonly #late = new Set<LiveStream>()
  readonly #alarm = new Alarm(SHORTEST_PAUSE_MS)
  readonly #watch: ActorWatch
  #head = 0
  #running: Promise<void> | undefined
  #isLooking = false
  /** How far the order goes, as another process has said while this one was looking. */
  #calledTo = 0
  #boardsAt = -Infinity
  #wasWoken = false
  #board = new PresenceBoard()
  readonly #inboxes = new InboxBoard()
  readonly #seen = new Map<string, LiveTicket>()
  #isClosed = false

  constructor(runtime: () => Runtime, options: LiveOptions = {}) {
    this.#runtime = runtime
    this.#options = options
    this.#watch = new ActorWatch(runtime)
    this.customersSeeWriting = options.customersSeeWriting ?? false
  }

  /** How many streams are open. */
  get size(): number {
    return this.#current.size + this.#late.size
  }

  /** Something was committed in this process. */
  wake(): void {
    this.#wasWoken = true
    if (this.size) this.#alarm.ring()
  }

  /** A new stream, after `now`, or brought up from `after`. Throws `live.too_many_streams`, `live.closed`. */
  open(
    options: Omit<LiveStreamOptions, 'left' | 'position'>,
    { now, after }: { readonly now: number; readonly after: number | undefined },
  ): LiveStream {
    this.expectRoom(options.actor)
    // Nobody reads yet, so nobody has fallen behind.
    if (!this.#running) this.#head = now
    const isGap = after !== undefined && (after > now || now - after > (this.#options.replay ?? 10_000))
    const position = after === undefined || isGap ? now : after
    const stream = new LiveStream({ ...options, position, left: (left) => this.#left(left) })
    // A first sign of life, from which a client that has got nothing yet can go on.
    stream.push(chunk({ id: this.#idOf(position), retry: 2000 }))
    if (isGap)
      stream.push(
        chunk({ id: this.#idOf(now), event: 'gap', data: { reason: 'Load again what you show: more was missed than is replayed.' } }),
      )
    if (position < this.#head) this.#late.add(stream)
    else this.#current.add(stream)
    this.#boardsAt = -Infinity
    this.#run()
    this.#alarm.ring()
    return stream
  }

  /** Ends every stream. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const stream of this.#streams) stream.end()
    this.#alarm.ring()
    await this.#running
  }

  /** Throws `live.closed`, `live.too_many_streams`. */
  expectRoom({ personId }: LoadedActor): void {
    if (this.#isClosed) throw coreError('live.closed')
    if (personId === null) return
    let count = 0
    for (const { actor } of this.#streams) if (actor.personId === personId) count += 1
    if (count >= STREAMS_PER_PERSON) throw coreError('live.too_many_streams', { count })
  }

  #idOf(position: number): string {
    return this.#runtime().cursors.encode(LIVE_CURSOR, [position])
  }

  #left(stream: LiveStream): void {
    this.#current.delete(stream)
    this.#late.delete(stream)
    if (!this.size) this.#alarm.ring()
  }

  #run(): void {
    this.#running ??= this.#loop().finally(() => {
      this.#running = undefined
      // Somebody may have come while the last one left.
      if (this.size && !this.#isClosed) this.#run()
    })
  }

  async #loop(): Promise<void> {
    const { log, calls } = this.#runtime()
    const unhear = calls.hear((last) => this.#called(last))
    this.#watch.doubt()
    const timer = setInterval(() => this.#beat(), this.#options.heartbeatMs ?? 15_000)
    let failures = 0
    try {
      while (this.size) {
        this.#alarm.reset()
        this.#calledTo = 0
        this.#isLooking = true
        try {
          await this.#look()
          failures = 0
        } catch (error) {
          failures += 1
          if (failures === 1) log.warn({ code: 'live.look_failed', error }, 'live.look_failed: will look again')
        } finally {
          this.#isLooking = false
        }
        if (this.#calledTo > this.#head) this.#alarm.ring()
        const isWaiting = this.#tellViews()
        const pollMs = isWaiting ? SOON_MS : (this.#options.pollMs ?? 500)
        if (this.size) await this.#alarm.pause(Math.min(pollMs * 2 ** Math.min(failures, 4), 5000))
      }
    } finally {
      clearInterval(timer)
      this.#board = new PresenceBoard()
      this.#seen.clear()
      this.#boardsAt = -Infinity
      await unhear()
    }
  }

  #beat(): void {
    const bytes = chunk({ id: this.#idOf(this.#head) })
    for (const stream of this.#current) stream.push(bytes)
    // A right that was taken back ends a stream also when nothing happens on it.
    this.#watch.doubt()
    this.#boardsAt = -Infinity
    this.#alarm.ring()
  }

  /** Another process says how far the order goes. A look that is under way may see it already. */
  #called(last: number | undefined): void {
    if (last === undefined) {
      this.wake()
      return
    }
    this.#calledTo = Math.max(this.#calledTo, last)
    if (!this.#isLooking && last > this.#head) this.#alarm.ring()
  }

  async #look(): Promise<void> {
    const { store } = this.#runtime()
    await relay(store)
    for (let isMore = true; isMore && this.size; ) {
      isMore = await store.read(async (tx) => {
        const batch = await readEvents(tx, this.#head)
        await this.#watch.refresh(tx, this.#streams, batch.accessChange, batch.events.length > 0)
        this.#deliver(batch, this.#current)
        this.#remember(batch)
        this.#head = batch.end
        return batch.isFull
      })
      if (this.#late.size) isMore = (await this.#bringUp()) || isMore
    }
    await this.#tellBoards()
  }

  /** One batch for all that come back: they are read for together, from whoever is furthest behind. */
  async #bringUp(): Promise<boolean> {
    const from = Math.min(...[...this.#late].map(({ position }) => position))
    await this.#runtime().store.read(async (tx) => {
      const batch = await readEvents(tx, from, this.#head)
      // What happened to them meanwhile is seen by asking now.
      await this.#watch.refresh(tx, [...this.#late], nobody, batch.events.length > 0)
      this.#deliver(batch, this.#late)
      const end = batch.isFull ? batch.end : this.#head
      for (const stream of this.#late) {
        stream.position = Math.max(stream.position, end)
        if (stream.position < this.#head) continue
        this.#late.delete(stream)
        this.#current.add(stream)
      }
    })
    return this.#late.size > 0
  }

  #deliver(batch: EventBatch, streams: ReadonlySet<LiveStream>): void {
    const readBit = this.#runtime().composition.permissions.bit('ticket.read')
    for (const row of batch.events) {
      const ticket = batch.tickets.get(row.subject_id)
      if (!ticket) continue
      const chunks = new EventChunks(row, ticket, batch, (position) => this.#idOf(position))
      for (const stream of streams) {
        if (row.position <= stream.position) continue
        offer(stream, chunks, readBit)
        // What comes back is told of things that lie behind what is remembered.
        const before = streams === this.#current ? this.#seen.get(ticket.id) : undefined
        for (const view of stream.views) view.note(chunks, before, stream.actor, readBit)
      }
    }
    if (batch.changedViews.size)
      for (const stream of streams) for (const view of stream.views) if (batch.changedViews.has(view.viewId)) view.outdate()
  }

  /** As it is now; by what it was, a view knows that it has lost it. */
  #remember({ tickets }: EventBatch): void {
    for (const [id, ticket] of tickets) {
      this.#seen.delete(id)
      this.#seen.set(id, ticket)
    }
    for (const id of this.#seen.keys()) {
      if (this.#seen.size <= REMEMBERED) break
      this.#seen.delete(id)
    }
  }

  /** Whether something waits to be told a little later. */
  #tellViews(): boolean {
    const now = performance.now()
    let isWaiting = false
    for (const stream of this.#current)
      for (const view of stream.views) {
        const due = view.due(now)
        if (due) stream.push(due)
        isWaiting ||= view.isDirty
      }
    return isWaiting
  }

  /** Who is at tickets, and what is unread. */
  async #tellBoards(): Promise<void> {
    const wanting = [...this.#current].filter(({ topic }) => topic.hasPresence || topic.hasUnread)
    if (!wanting.length) return
    if (!this.#wasWoken && performance.now() - this.#boardsAt < BOARDS_MS) return
    this.#wasWoken = false
    this.#boardsAt = performance.now()
    const { store, composition } = this.#runtime()
    const readBit = composition.permissions.bit('ticket.read')
    const present = wanting.filter(({ topic }) => topic.hasPresence)
    const reading = wanting.filter(({ topic }) => topic.hasUnread)
    await store.read(async (tx) => {
      await this.#watch.refresh(tx, wanting, nobody, true)
      if (present.length) await this.#board.tell(tx, present, { readBit, customersSeeWriting: this.customersSeeWriting })
      if (reading.length) await this.#inboxes.tell(tx, reading, readBit)
    })
  }

  get #streams(): LiveStream[] {
    return [...this.#current, ...this.#late]
  }
}

const nobody: ReadonlySet<string> = new Set()
