import type { CoreContract } from '../core-contract.ts'

export type Awaitable<T> = T | Promise<T>

/** The sentence an author reads when a composition is wrong; the key is a string so that two copies of core agree. */
export interface DeskTypeError<Message extends string> {
  readonly '~error': Message
}

/**
 * What a plugin adds, as one named interface. Written by the author, never inferred: inferring twenty plugins into one type
 * fails with TS7056, naming them grows linearly. Parts are `object`, not `Record`, so that interfaces fit.
 */
export interface PluginContract {
  /** Lower-case word; prefix of everything that the plugin owns. */
  readonly id: string
  readonly options?: object
  /** Each method is one operation: one input object (or none), a promise of one output object, or of `Bytes` for a stream. */
  readonly service?: object
  readonly permissions?: string
  /** Payloads: ids and codes, flat, as text could not be erased from an append-only table. */
  readonly events?: object
  /** Logical names, `<id>_…`; the physical prefix or schema belongs to the store. */
  readonly tables?: object
  /** Input object of each job, by the job's name. */
  readonly jobs?: object
  /** Texts of its own: key (`<id>.…`) → the values that stand in the message. */
  readonly texts?: object
  readonly ticketExtension?: { readonly input: object; readonly view: object }
  /** Contracts of plugins that must be installed, and of plugins used when they happen to be. */
  readonly requires?: object
  readonly uses?: object
}

export type Part<C, K extends string, None> = C extends { readonly [X in K]: infer V } ? V : None
export type Values<T> = T[keyof T]
export type ServiceOf<C> = Part<C, 'service', {}>
export type OptionsOf<C> = Part<C, 'options', undefined>
export type EventsOf<C> = Part<C, 'events', {}>
export type TablesOf<C> = Part<C, 'tables', {}>
export type JobsOf<C> = Part<C, 'jobs', {}>
export type TextsOf<C> = Part<C, 'texts', {}>
export type RequiresOf<C> = Part<C, 'requires', {}>
export type UsesOf<C> = Part<C, 'uses', {}>
/** Permissions that operations of a plugin may ask for: core's and its own. */
export type Permission<C> = Part<CoreContract | C, 'permissions', never> & string
/** Contracts a plugin can see: core, itself, and those it names. Nothing else is installed as far as its types know. */
export type Visible<C> = CoreContract | C | Values<RequiresOf<C>> | Values<UsesOf<C>>

type IdOf<C> = C extends { readonly id: infer I extends string } ? (string extends I ? never : I) : never
export type ExtOf<C, K extends string> = C extends { readonly ticketExtension: { readonly [X in K]: infer V } } ? V : never
export type ExtIdOf<C> = C extends { readonly ticketExtension: object } ? IdOf<C> : never

/** Key remapping over the union: linear in plugins, free of order, and prints by name. */
export type Services<C> = { readonly [X in C as IdOf<X>]: ServiceOf<X> }
export type ExtInputs<C> = { readonly [X in C as ExtIdOf<X>]?: ExtOf<X, 'input'> }
export type ExtViews<C> = { readonly [X in C as ExtIdOf<X>]: ExtOf<X, 'view'> }
/** Core's groups know the installed plugins, as tickets carry their extensions. */
export type DeskServices<C> = Services<CoreContract<C> | C>
/** What a plugin sees of the desk: itself and what it requires surely, what it only uses perhaps (and then without its part of the ticket). */
export type SeenBy<C> = DeskServices<C | Values<RequiresOf<C>>> & Partial<Services<Values<UsesOf<C>>>>
export type EventName<C> = C extends unknown ? keyof EventsOf<C> & string : never
export type Payload<C, E> = C extends unknown ? (E extends keyof EventsOf<C> ? EventsOf<C>[E] : never) : never

type Owner<Name> = Name extends `${infer O}.${string}` ? O : never
/** Names no plugin may take: core's groups, the owners in front of core's events and permissions, the fixed words under `/api` and of delivery. */
export type ReservedId =
  | CoreContract['id']
  | Owner<EventName<CoreContract>>
  | Owner<Permission<CoreContract>>
  | 'stream'
  | 'health'
  | 'docs'
  | 'host'
  | 'core'
