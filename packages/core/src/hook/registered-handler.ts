import type { FileScanner } from '../file/scanner.ts'
import type { Delivered, GateAttempt, GateFailure, GateWhen } from '../plugin/context.ts'
import type { Awaitable } from '../plugin/contract.ts'

/** In the transaction, before (`guard`) or after (`within`) the change. `owner`: the plugin's id. */
export interface TransactionHandler {
  readonly phase: 'guard' | 'within'
  readonly owner: string
  readonly event: string
  // biome-ignore lint/suspicious/noExplicitAny: payload and work belong to the contract that the handler was made for
  readonly run: (payload: any, work: any) => Awaitable<void>
}

export interface GateHandler {
  readonly phase: 'gate'
  readonly owner: string
  readonly when: GateWhen
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly run: (attempt: GateAttempt, work: any) => Awaitable<readonly GateFailure[]>
}

/** From the outbox, at least once. `owner`: the plugin's id, or `host`. */
export interface AfterHandler {
  readonly phase: 'after'
  readonly owner: string
  readonly name: string
  /** One or more: under one name all of them come in one order. */
  readonly events: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly run: (event: Delivered<any, any>, services: any) => Awaitable<void>
  /** Time limit of one attempt in milliseconds. */
  readonly timeout?: number
  /** Where a handler starts that this desk never had: at the events that come (`now`), or at the first there is. */
  readonly from?: 'now' | 'start'
}

/** Looks at every uploaded file. */
export interface ScanHandler {
  readonly phase: 'scan'
  readonly owner: string
  readonly scan: FileScanner
}

export type RegisteredHandler = TransactionHandler | GateHandler | AfterHandler | ScanHandler

/** The name that delivery, dead letters and replay know a handler by. */
export const handlerKey = (handler: { readonly owner: string; readonly name: string }): string => `${handler.owner}/${handler.name}`
