import type { FieldSpec, TicketTypeExtension, TicketTypeSpec, Title } from '../machine/ticket-type.ts'
import type { Acting, Audience } from '../operation/audience.ts'
import type { AnyOperation, Operation } from '../operation/operation.ts'
import type { Reader, Writer } from '../operation/work.ts'
import type { Migrations } from '../store/migration.ts'
import type { Catalogue } from '../text/text-book.ts'
import type { Texts } from '../text/texts.ts'
import type { ChannelSpec, Letter } from './channel.ts'
import type { PluginContext } from './context.ts'
import type {
  Awaitable,
  DeskTypeError,
  EventsOf,
  ExtOf,
  JobsOf,
  OptionsOf,
  Part,
  PluginContract,
  RequiresOf,
  ReservedId,
  SeenBy,
  ServiceOf,
  TablesOf,
  TextsOf,
  UsesOf,
  Values,
  Visible,
} from './contract.ts'
import type { HealthCheck } from './health-check.ts'
import type { HistorySource } from './history-source.ts'
import type { PageSpec } from './page-spec.ts'
import type { SiteSpec } from './site-spec.ts'
import type { TicketExtension } from './ticket-extension.ts'
import type { Upkeep } from './upkeep.ts'

type OperationFor<M> = M extends (...input: infer A) => Promise<infer O>
  ? A extends readonly []
    ? Operation<object, O>
    : A extends readonly [input?: infer I]
      ? Operation<Exclude<I, undefined>, O>
      : DeskTypeError<'a service method takes one input object'>
  : DeskTypeError<'a service method returns a promise'>
/** One operation for each method of a service, no more and no fewer. */
export type OperationsOf<S> = { readonly [M in keyof S]: OperationFor<S[M]> }
/** The excess property check sees fresh literals only, not `...timeOperations`; an extra operation would be a route nobody declared. */
export type OnlyMethods<Method extends PropertyKey, S> = {
  readonly [M in Method]: M extends keyof S ? unknown : DeskTypeError<`'${M & string}' is not a method of the service`>
}

type Code = string | number | boolean | null
/** `subject` names the payload's key that holds the id: `ticketId` puts the event into the ticket's history. */
export interface EventSpec<P> {
  readonly subject: keyof P & `${string}Id`
  readonly audience: Audience
  readonly title: Title
}
export interface PermissionSpec {
  readonly title: Title
}
/** A role that the plugin brings. A new permission never widens a role that is there, so new rights come as new roles. */
export interface RoleSpec<P extends string = string> {
  readonly title: Title
  readonly capacity: Acting
  readonly permissions: readonly P[]
}
export interface JobSpec<C extends PluginContract, I> {
  /** `30s`, `5m`, `1h`, `1d`: recurring, once for all processes. */
  readonly every?: string
  /** Time limit of one attempt in milliseconds; 60 000 unless told. */
  readonly timeout?: number
  run(asPlugin: SeenBy<C>, input: I, tools: JobTools): Awaitable<void>
}
/** What a job has besides operations: it holds no transaction, so it may talk to the world. */
export interface JobTools {
  /** The desk's texts, in every language. */
  readonly texts: Texts
  /**
   * Hands a letter to the first channel that brings letters. Throws `notification.no_letters`, and what the channel throws; when it returns, the
   * channel has it.
   */
  post(letter: Letter): Promise<void>
}
/**
 * What a column holds of people. `person`: the id of somebody, which erasure takes out. `words`: what that person wrote or is called, which goes
 * with it. `kept`: words in a row that names somebody, which stay; `kept` of `PersonalData` says why.
 */
export type Held = 'person' | 'words' | 'kept'
/** `erase` runs inside core's `person.erased`. */
export interface PersonalData<C extends PluginContract> {
  /** Of each table that names people: what its columns hold of them. The conformance suite puts somebody into each and looks whether they go. */
  readonly columns?: { readonly [T in keyof TablesOf<C>]?: { readonly [K in keyof TablesOf<C>[T]]?: Held } }
  /** Everything in which somebody stands; called within `people.export`. */
  export(db: Reader<TablesOf<C>>, personId: string): Awaitable<object>
  erase(db: Writer<TablesOf<C>>, personId: string): Awaitable<void>
  /** What stays that is about somebody, and why, in words of snake_case: `invoice_lines` for `accounting`. Asked before `erase`. */
  kept?(
    db: Reader<TablesOf<C>>,
    personId: string,
  ): Awaitable<readonly { readonly what: string; readonly count: number; readonly why: string }[]>
}
/** `Lowercase` is the cheap half of snake_case: `billing.timeAdded` is refused here, `billing.a-b` at construction. */
type Named<K, Prefix extends string, T> = K extends `${Prefix}${string}`
  ? K extends Lowercase<K & string>
    ? T
    : DeskTypeError<`'${K}' must be in snake_case`>
  : DeskTypeError<`'${K & string}' must start with '${Prefix}'`>
type EventOf<K, P> = [Values<P>] extends [Code | readonly Code[]]
  ? EventSpec<P>
  : DeskTypeError<`'${K & string}': a payload holds ids and codes`>

/** Contract key → what the spec owes for it. */
interface Obligations<C extends PluginContract> {
  readonly service: { readonly operations: OperationsOf<ServiceOf<C>> }
  readonly permissions: {
    readonly permissions: { readonly [K in Part<C, 'permissions', never> & string]: Named<K, `${C['id']}.`, PermissionSpec> }
  }
  readonly events: { readonly events: { readonly [K in keyof EventsOf<C>]: Named<K, `${C['id']}.`, EventOf<K, EventsOf<C>[K]>> } }
  readonly tables: {
    readonly migrations: [Exclude<keyof TablesOf<C>, `${C['id']}_${string}`>] extends [never]
      ? Migrations
      : Named<keyof TablesOf<C>, `${C['id']}_`, Migrations>
  }
  readonly jobs: { readonly jobs: { readonly [J in keyof JobsOf<C>]: JobSpec<C, JobsOf<C>[J]> } }
  readonly ticketExtension: { readonly ticketExtension: TicketExtension<ExtOf<C, 'input'>, ExtOf<C, 'view'>> }
  readonly texts: { readonly texts: TextsSpec<TextsOf<C>> }
  readonly requires: { readonly requires: { readonly [K in keyof RequiresOf<C>]: number } }
  readonly uses: { readonly uses: { readonly [K in keyof UsesOf<C>]: number } }
}
type Owed<C extends PluginContract, All = Obligations<C>> = {
  readonly [K in keyof C as K extends keyof All ? keyof All[K] : never]: K extends keyof All ? Values<All[K]> : never
}
/** Whoever has tables says what is personal in them; 'none' is an answer, silence is not. */
type OwedForTables<C extends PluginContract> = C extends { readonly tables: object }
  ? { readonly personalData: PersonalData<C> | 'none' }
  : {}

/** Messages in MessageFormat 2 by language and key; English has them all, and whoever reads a language that has not reads English. */
export type TextsSpec<T> = { readonly en: { readonly [K in keyof T]: string } } & Catalogue
/** Something of a plugin's that can be found by its words. */
export interface SearchDocument {
  readonly title: string
  /** For all who may see the document. */
  readonly text?: string
  /** For staff among them; customers never find it by this. */
  readonly internalText?: string
  /** Whoever is one of these may see it. */
  readonly visibleTo: readonly Visibility[]
}
export type Visibility =
  | 'everybody'
  | 'staff'
  | 'customers'
  | { readonly team: string }
  | { readonly company: string }
  | { readonly person: string }

export interface DocumentKindSpec<P extends string = string> {
  readonly title: string
  /** Which a reader must hold to find any of them; a branch in a team or company counts for documents that name it. */
  readonly permission?: P
}

export interface PluginBase<C extends PluginContract> {
  readonly id: C['id'] extends ReservedId ? DeskTypeError<`'${C['id']}' is a name of core`> : C['id']
  readonly version: string
  /** Integer version of the plugin interface; core supports N and N−1. */
  readonly contract: 1
  /** What the plugin may do when it acts as itself. */
  readonly acts?: readonly (Part<Visible<C>, 'permissions', never> & string)[]
  readonly roles?: { readonly [id: string]: RoleSpec<Part<Visible<C>, 'permissions', never> & string> }
  /** Pages and panels for browsers, made with `@deskwright/page`; the plugin that has the `site` shows them. */
  readonly pages?: readonly PageSpec<C>[]
  /** Makes the plugin the desk's site: the shell around everybody's pages. */
  readonly site?: SiteSpec<C>
  /** What the plugin adds to the history of people and companies, by kind. */
  readonly history?: { readonly [kind: string]: HistorySource<C, Part<Visible<C>, 'permissions', never> & string> }
  /** Ways to people outside the desk, by name; known to people's preferences as `plugin.name`. */
  readonly channels?: { readonly [name: string]: ChannelSpec<C> }
  /** Kinds of documents that the plugin puts into search with `work.index`, by name; searched for as `<id>_<name>`. */
  readonly documents?: { readonly [kind: string]: DocumentKindSpec<Part<Visible<C>, 'permissions', never> & string> }
  /** Fields that the plugin adds to ticket types, by type and name. */
  readonly fields?: { readonly [ticketType: string]: { readonly [name: string]: FieldSpec } }
  readonly ticketTypes?: readonly TicketTypeSpec[]
  readonly extendTicketTypes?: readonly TicketTypeExtension[]
  /** The plugin's own texts, and translations of anybody's titles and errors: a language pack is a plugin with nothing else. */
  readonly texts?: Catalogue
  /**
   * Tables that stay behind when the whole desk is exported, and why: `secret` (whoever holds it could act as somebody), `derived` (made anew by
   * `upkeep`), `passing` (work under way). All others go along; `kept` says so of one that looks like a secret.
   */
  readonly transfer?: { readonly [table: string]: 'kept' | 'secret' | 'derived' | 'passing' }
  /** Whether what the plugin derives and keeps is right, and how it is made anew. */
  readonly upkeep?: Upkeep<C>
  /** What the plugin needs and is not the desk's to look after, by name: a server that it sends to, a licence that ends. Asked by `desk.doctor()`. */
  readonly health?: { readonly [name: string]: HealthCheck<C> }
  setup?(ctx: PluginContext<C>): void
}
export type PluginSpec<C extends PluginContract> = PluginBase<C> & Owed<C> & OwedForTables<C>

/** Opaque: the contract lives in the type only. */
export interface DeskPlugin<out C extends PluginContract = PluginContract> {
  readonly id: C['id']
  readonly '~contract': C
}
export type PluginFactory<C extends PluginContract> =
  undefined extends OptionsOf<C>
    ? () => DeskPlugin<C>
    : {} extends OptionsOf<C>
      ? (options?: OptionsOf<C>) => DeskPlugin<C>
      : (options: OptionsOf<C>) => DeskPlugin<C>

/** What a factory returns, as construction reads it. */
export interface InstalledPlugin extends Omit<PluginBase<PluginContract>, 'id'> {
  readonly id: string
  readonly kit: object
  readonly options: unknown
  readonly operations?: { readonly [method: string]: AnyOperation }
  readonly permissions?: { readonly [permission: string]: PermissionSpec }
  readonly events?: { readonly [event: string]: EventSpec<object> & { readonly subject: string } }
  readonly migrations?: Migrations
  readonly jobs?: { readonly [name: string]: JobSpec<PluginContract, object> }
  readonly personalData?: PersonalData<PluginContract> | 'none'
  // biome-ignore lint/suspicious/noExplicitAny: invariant in its types
  readonly ticketExtension?: TicketExtension<any, any>
  readonly requires?: { readonly [id: string]: number }
  readonly uses?: { readonly [id: string]: number }
}
