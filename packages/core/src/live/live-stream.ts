import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { Caller } from '../operation/caller.ts'
import { endChunk } from './chunk.ts'
import type { Topic } from './topic.ts'
import type { ViewTopic } from './view-topic.ts'

/** What may wait for one reader: beyond it they are too slow. */
const MOST_BYTES = 256 * 1024
const MOST_CHUNKS = 2000
/** A reader who was given up has this long to fetch the reason; then the connection is cut. */
const LAST_CHANCE_MS = 5000

export interface LiveStreamOptions {
  readonly caller: Caller
  readonly actor: LoadedActor
  readonly topic: Topic
  readonly views: readonly ViewTopic[]
  /** Everything up to here was sent. */
  readonly position: number
  /** Cuts the connection. */
  readonly giveUp: () => void
  /** Takes it out of the feed. */
  readonly left: (stream: LiveStream) => void
}

/** One open stream: who reads it, what of, how far it is, and the little that waits until they read on. */
export class LiveStream {
  readonly caller: Caller
  readonly topic: Topic
  readonly views: readonly ViewTopic[]
  actor: LoadedActor
  /** The feed has asked for the reader itself: what they were when they came may be over by their first event. */
  isAsked = false
  position: number
  /** Tickets that this stream names and that its reader has lost sight of. */
  readonly gone = new Set<string>()
  /** Tickets whose presence it was last told to be somebody's. */
  readonly presentAt = new Set<string>()
  /** How many unread notifications it was last told of. */
  unread: number | undefined
  readonly #options: LiveStreamOptions
  #queue: Uint8Array[] = []
  #bytes = 0
  #readOn: (() => void) | undefined
  #isOver = false
  #lastChance: NodeJS.Timeout | undefined

  constructor(options: LiveStreamOptions) {
    this.#options = options
    this.caller = options.caller
    this.actor = options.actor
    this.topic = options.topic
    this.views = options.views
    this.position = options.position
  }

  get isOver(): boolean {
    return this.#isOver
  }

  push(bytes: Uint8Array): void {
    if (this.#isOver) return
    if (this.#bytes + bytes.length > MOST_BYTES || this.#queue.length >= MOST_CHUNKS) {
      this.#dropReader()
      return
    }
    this.#queue.push(bytes)
    this.#bytes += bytes.length
    this.#readOn?.()
  }

  /** Nothing more comes; what waits is still read, and then why it is over. */
  end(reason?: DeskError): void {
    if (this.#isOver) return
    if (reason) this.#queue.push(endChunk(reason))
    this.#isOver = true
    this.#options.left(this)
    this.#readOn?.()
  }

  /** What waits is forgotten: the reader's last id is that of the last event they got, and from there they go on. */
  #dropReader(): void {
    this.#queue = []
    this.#bytes = 0
    this.end(coreError('live.too_slow'))
    this.#lastChance = setTimeout(this.#options.giveUp, LAST_CHANCE_MS)
    this.#lastChance.unref()
  }

  /** The bytes, as fast as they are read. */
  async *chunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const stop = () => this.end()
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        const waiting = this.#queue
        if (waiting.length) {
          this.#queue = []
          this.#bytes = 0
          yield waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting)
        } else if (this.#isOver) return
        else {
          await new Promise<void>((resolve) => {
            this.#readOn = resolve
          })
          this.#readOn = undefined
        }
      }
    } finally {
      clearTimeout(this.#lastChance)
      signal.removeEventListener('abort', stop)
      this.end()
    }
  }
}
