import type { Static, TObject, TProperties } from 'typebox'
import type { ByteRange } from '../file/storage.ts'
import type { Awaitable } from '../plugin/contract.ts'
import type { Audience } from './audience.ts'
import type { Call } from './call.ts'

export type ReadRoute = `GET /${string}`
export type WriteRoute = `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/**
 * P and R are properties, not schemas: a generic `Static<T extends TSchema>` costs 1.2 M instantiations in typebox ≥ 1.3.
 * `route: null`: for programs only.
 */
interface SpecBase<Route, Own, P extends TProperties> {
  readonly route: Route | null
  /** One sentence for the reader of the API description. */
  readonly summary?: string
  readonly permission: Own
  readonly audience: Audience
  readonly input?: TObject<P>
}
export interface OperationSpec<W, Route, Own, P extends TProperties, R extends TProperties> extends SpecBase<Route, Own, P> {
  readonly output: TObject<R>
  /** Of a command: its answer holds something that is shown once, and is not kept under an idempotency key. */
  readonly isAnswerSecret?: boolean
  /** Of a command: the key of its input that names staged files. A form (`multipart/form-data`) may then bring the files along. */
  readonly filesInto?: keyof P & string
  run(work: W, input: Static<TObject<P>>): Awaitable<Static<TObject<R>>>
}
export interface StreamSpec<W, Own, P extends TProperties, Look = never> extends SpecBase<ReadRoute, Own, P> {
  /** Of a named file: what it usually is; each file says what it is. */
  readonly contentType: string
  /** Refuses by throwing, in the read that comes before the answer: afterwards an error can only cut it. What it returns is kept for core's own streams. */
  expect?(work: Look, input: Static<TObject<P>>): Awaitable<unknown>
  /** Bytes as they come, or a file with a name, whose refusals are ordinary errors. */
  run(work: W, input: Static<TObject<P>>): AsyncIterable<string | Uint8Array> | Awaitable<NamedFile>
  /** It gives a named file: for the description of the API. */
  readonly isFile?: boolean
}

/** A file as it is sent: never shown by a browser under the desk's own name, but saved, or drawn by a page that asked for it. */
export interface NamedFile {
  /** Any text; it is written so that it stays one name. */
  readonly name: string
  readonly contentType: string
  /** Bytes, where that is known: then parts of it can be asked for. */
  readonly size?: number
  /** The same for the same bytes, and for no others. */
  readonly tag?: string
  /** Asked for a part only where `size` is known. */
  open(range?: ByteRange): AsyncIterable<string | Uint8Array>
}

/** What a stream's method promises; the bytes are no `output`, which is always an object with a schema. */
export interface Bytes {
  readonly contentType: string
  readonly body: AsyncIterable<string | Uint8Array>
  /** Fires when the stream lets go of a reader who has not read for long: what is left of the connection can be cut. */
  readonly gaveUp?: AbortSignal
  /** Where it is a file; `body` is the whole of it. */
  readonly file?: NamedFile
}

/**
 * What goes on after a command of core is committed, for the same call: work that is too long for one transaction, and stored so that it can be
 * gone on with. Gets the command's output, also one that was stored under an idempotency key, and answers in its place.
 */
export type Settle = (call: Call, input: unknown, output: unknown) => Promise<unknown>

/** `upload`: core's own way in for bytes. */
export type OperationKind = 'command' | 'query' | 'stream' | 'upload'

/**
 * A declared operation, readable without running anything. `Keys` is apart from `I` because a missing *optional* key passes
 * assignability both ways, yet strict schemas refuse it at run time.
 */
export interface Operation<in out I, in out O, in out Keys = keyof I> {
  readonly kind: OperationKind
  readonly route: string | null
  readonly summary?: string
  readonly permission: string
  readonly audience: Audience
  readonly input: TObject
  readonly inputKeys: readonly Keys[]
  /** Of a command or query. */
  readonly output?: TObject
  /** Of a stream. */
  readonly contentType?: string
  /** Of a stream: what is looked at before the answer begins. */
  // biome-ignore lint/suspicious/noExplicitAny: as `run`
  readonly expect?: (work: any, input: I) => Awaitable<unknown>
  readonly isFile?: boolean
  readonly filesInto?: string
  readonly isAnswerSecret?: boolean
  /** The kit that made it: an operation of another plugin's kit is refused at construction. */
  readonly kit: object
  // biome-ignore lint/suspicious/noExplicitAny: the work belongs to the contract the operation was made for; the registry hands it the right one
  readonly run: (work: any, input: I) => Awaitable<O>
}

/** An operation whose types no longer matter: what registries hold. */
export interface AnyOperation extends Omit<Operation<never, unknown, never>, 'inputKeys' | 'run' | 'expect'> {
  // biome-ignore lint/suspicious/noExplicitAny: as `run`
  readonly expect?: (work: any, input: any) => Awaitable<unknown>
  readonly inputKeys: readonly string[]
  readonly settle?: Settle
  // biome-ignore lint/suspicious/noExplicitAny: the registry has checked the input and hands the work of the right contract
  readonly run: (work: any, input: any) => unknown
}
