import type { CoreContract } from '../core-contract.ts'
import type { FileScanner } from '../file/scanner.ts'
import type { Category } from '../machine/ticket-type.ts'
import type { Actor } from '../operation/actor.ts'
import type { Reading, Work } from '../operation/work.ts'
import type { Awaitable, DeskServices, EventName, OptionsOf, Payload, PluginContract, SeenBy, Visible } from './contract.ts'

/** One event as `after` handlers get it. `position` is the order of commits, with gaps; `cause` is the event whose handler made this one. Both stay through every retry. */
export interface Delivered<E, P> {
  readonly id: string
  readonly position: number
  readonly event: E
  /** ISO 8601, of the transaction that wrote it. */
  readonly at: string
  readonly payload: P
  readonly subject: { readonly kind: string; readonly id: string }
  readonly actor: Actor
  readonly cause: string | null
  /** Customers who see the subject may see the event; false: it is for staff alone. */
  readonly isPublic: boolean
}

export type GateWhen = { readonly to: Category; readonly type?: string } | { readonly command: string; readonly type?: string }
export interface GateAttempt {
  readonly ticketId: string
  readonly command: string
  readonly from: string
  readonly to: string
  readonly input: object
}
/** One thing that is missing. `field` is a JSON pointer into the command's input or the ticket. */
export interface GateFailure<Id extends string = string> {
  readonly code: `${Id}.${string}`
  readonly field?: string
  readonly message?: string
  /** `both`: customers are told as well. Unless told, they learn only that the desk has something left to do. */
  readonly audience?: 'staff' | 'both'
}

/** What `setup` gets to hang on the desk. Order comes from `requires` and `uses`, never from numbers. */
export interface PluginContext<C extends PluginContract> {
  readonly options: OptionsOf<C>
  /** In the transaction, before the change: reads, and throws to refuse absolutely. */
  guard<E extends EventName<Visible<C>>>(event: E, handler: (payload: Payload<Visible<C>, E>, work: Reading<C>) => Awaitable<void>): void
  /** What is missing, all of it; whoever has `ticket.override_gates` may pass with a reason. */
  gate(when: GateWhen, handler: (attempt: GateAttempt, work: Reading<C>) => Awaitable<readonly GateFailure<C['id']>[]>): void
  /** In the transaction, after the change: a throw rolls all back. */
  within<E extends EventName<Visible<C>>>(event: E, handler: (payload: Payload<Visible<C>, E>, work: Work<C>) => Awaitable<void>): void
  /** Sees every uploaded file before anybody can download it, and accepts it, refuses it, or puts it into quarantine; one that fails is asked again later. */
  scan(scanner: FileScanner): void
  /** From the outbox, at least once, by a name that delivery and replay know it by: no transaction to misuse, operations run as the plugin. */
  after<E extends EventName<Visible<C>>>(
    name: string,
    event: E,
    handler: (event: Delivered<E, Payload<Visible<C>, E>>, asPlugin: SeenBy<C>) => Awaitable<void>,
    options?: AfterOptions,
  ): void
  /** The same for every event of core and of all other plugins, those that are installed later included: for whoever hands events on. */
  afterEvery(
    name: string,
    handler: (event: Delivered<string, object>, asPlugin: SeenBy<C>) => Awaitable<void>,
    options?: AfterOptions,
  ): void
}
export interface AfterOptions {
  /** Time limit of one attempt in milliseconds; 10 000 unless told. */
  readonly timeout?: number
  /** Where it starts on a desk that never had it: with what is committed from then on (`now`, unless told), or at the desk's first event. */
  readonly from?: 'now' | 'start'
}

/** Event → name → handler, in `createDesk`, so that every process that has the desk has them. */
export type HostHandlers<C extends PluginContract> = {
  readonly [E in EventName<CoreContract | C>]?: {
    readonly [name: string]: (event: Delivered<E, Payload<CoreContract | C, E>>, desk: DeskServices<C>) => Awaitable<void>
  }
}
