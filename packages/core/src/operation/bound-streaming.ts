import type { Actor } from './actor.ts'
import type { BoundWork } from './bound-work.ts'
import type { Call } from './call.ts'
import type { NamedFile } from './operation.ts'

export interface StreamingParts {
  readonly actor: Actor
  readonly options: unknown
  readonly signal: AbortSignal
  read<T>(batch: (work: BoundWork) => Promise<T> | T): Promise<T>
  file(fileId: string): Promise<NamedFile>
  readonly call: Call
  /** What `expect` has returned. */
  readonly found: unknown
  giveUp(): void
}

/** The `Streaming` of work.ts at run time. */
export class BoundStreaming {
  readonly actor: Actor
  readonly options: unknown
  readonly signal: AbortSignal
  readonly read: StreamingParts['read']
  readonly file: StreamingParts['file']
  /** Apart from what plugins see. */
  readonly #parts: StreamingParts

  constructor(parts: StreamingParts) {
    this.actor = parts.actor
    this.options = parts.options
    this.signal = parts.signal
    this.read = parts.read
    this.file = parts.file
    this.#parts = parts
  }

  /** What stands behind a stream, for core's own: the call, and how to let go of a reader who reads no more. */
  static partsOf(work: object): StreamingParts {
    if (!(#parts in work)) throw new TypeError('This stream was not made by core.')
    return work.#parts
  }
}
