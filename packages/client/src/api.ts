/** An operation as types: what `@deskwright/client/generate` writes for each. */
export interface OperationTypes {
  readonly kind: 'json' | 'upload' | 'bytes' | 'events'
  readonly input: object
  readonly output: unknown
}

/** How an operation is reached: `POST /api/tickets/{ticketId}/replies`. It carries its types along. */
export type Route<O> = string & { readonly '~operation'?: O }

/** Operations by their ids. Those of several documents are joined by spreading: `{ ...coreApi, ...praiseApi }`. */
export type Api<Operations> = { readonly [Id in keyof Operations & string]: Route<Operations[Id]> }

/** Joins routes with their types; every operation has to have one. Called by generated files. */
export const defineApi = <Operations>(routes: { readonly [Id in keyof Operations]: string }): Api<Operations> => routes as Api<Operations>

/** What an upload may be. A stream is sent once only: where the connection is lost nothing repeats it. */
export type UploadBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string | ReadableStream<Uint8Array>

/** Of one call; what is left out is as the client was made. */
export interface CallOptions {
  readonly signal?: AbortSignal
  /** Of a command: one that you keep, to repeat it after your program has ended; else each call has a new one, the same for all its attempts. */
  readonly idempotencyKey?: string
  readonly acting?: 'staff' | 'customer'
  /** The company that a customer acts for. */
  readonly company?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds that an attempt may take; 30 000 unless told, 0 for no limit. Of bytes and events: until they begin. */
  readonly timeoutMs?: number
  /** How often what is safe is repeated; 3 unless told. */
  readonly retries?: number
}

/** What happened, as the desk tells it. `data` is the JSON that was sent. */
export interface DeskEvent {
  readonly id: string | undefined
  readonly event: string
  readonly data: unknown
}

/** Comes back by itself where the connection is lost, with the id of the last event. Ends by `break`, by the signal, or by a refusal. */
export type DeskEvents = AsyncIterable<DeskEvent>

type Input<O extends OperationTypes> = O['kind'] extends 'upload' ? O['input'] & { readonly body: UploadBody } : O['input']
type Answer<O extends OperationTypes> = O['kind'] extends 'events'
  ? DeskEvents
  : Promise<O['kind'] extends 'bytes' ? Response : O['output']>

/** One operation: the same flat input as `desk.as(person)` takes. */
export type Call<O> = O extends OperationTypes
  ? {} extends Input<O>
    ? (input?: Input<O>, options?: CallOptions) => Answer<O>
    : (input: Input<O>, options?: CallOptions) => Answer<O>
  : never

type GroupOf<Id> = Id extends `${infer Group}.${string}` ? Group : never
type MethodOf<Id, Group extends string> = Id extends `${Group}.${infer Method}` ? Method : never
type TypesOf<R> = R extends { readonly '~operation'?: infer O } ? Exclude<O, undefined> : never

/** Operations by group and method: `client.tickets.reply(…)`. */
export type Client<A> = {
  readonly [Group in GroupOf<keyof A>]: {
    readonly [Id in keyof A as MethodOf<Id, Group>]: Call<TypesOf<A[Id]>>
  }
}
