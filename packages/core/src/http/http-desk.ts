import type { FileSettings } from '../file/files-options.ts'
import type { Person } from '../operation/actor.ts'
import type { Acting } from '../operation/audience.ts'
import type { Caller } from '../operation/caller.ts'
import type { Composition, RegisteredOperation } from '../operation/composition.ts'
import type { Logger } from '../operation/logger.ts'
import type { Awaitable } from '../plugin/contract.ts'
import type { HttpOptions } from './http-options.ts'
import type { SharedPoints } from './limits/shared-points.ts'

/** Says who sent a request, from the host's own session; null for nobody. What they may do is the desk's to say. */
export type Identify = (request: Request) => Awaitable<Person | null>

/** What the HTTP layer needs of a desk. */
export interface HttpDesk {
  readonly composition: Composition
  readonly log: Logger
  /** Names an incident in the answer and in the log. */
  readonly newId: () => string
  /** Milliseconds since 1970: the injected clock. */
  readonly now: () => number
  /** Without it sample identities stand in, and in production the desk does not start. */
  readonly identify?: Identify | undefined
  readonly isProduction: boolean
  /** Which uploads are taken, and how slow they may be. */
  readonly files: FileSettings
  readonly options?: HttpOptions | undefined
  /** What callers use up, counted for all processes. */
  readonly points?: SharedPoints
  /** Runs an operation. `signal` fires when the client went away; it matters to streams, as everything else ends by itself. */
  invoke(
    operation: RegisteredOperation,
    caller: Caller,
    input: object,
    signal: AbortSignal,
    /** Told with a refusal, once the caller is known: in which languages they read. */
    onReader?: (languages: readonly string[]) => void,
    /** Told in which capacity the caller acts, once that is known. */
    onActor?: (acting: Acting) => void,
  ): Promise<unknown>
  /** Resolves when the database can be reached and has the schema of this version; otherwise rejects with the `store.…` error that says why not. */
  ready(): Promise<void>
}
