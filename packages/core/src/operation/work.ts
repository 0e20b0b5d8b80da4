import type { Expression, Kysely, SqlBool } from 'kysely'
import type { CompanyFacts } from '../company/company-facts.ts'
import type { WorkFiles } from '../file/file-facts.ts'
import type { PersonFacts } from '../person/person-facts.ts'
import type {
  Awaitable,
  EventsOf,
  JobsOf,
  OptionsOf,
  Permission,
  PluginContract,
  SeenBy,
  ServiceOf,
  TablesOf,
  TextsOf,
  Values,
} from '../plugin/contract.ts'
import type { SearchDocument } from '../plugin/plugin-spec.ts'
import type { CoreTextKey, CoreTextParams } from '../text/texts.ts'
import type { TicketCommands, TicketView } from '../ticket/contract.ts'
import type { TicketFacts } from '../ticket/ticket-facts.ts'
import type { Actor } from './actor.ts'
import type { CallerFacts, Place } from './caller-facts.ts'
import type { NamedFile } from './operation.ts'

/** Proof that this actor may do P to this ticket, in this unit of work only. The work keeps the set of permits it issued, so a forged or stale one is refused. */
export interface TicketPermit<out P extends string = string> {
  readonly ticket: TicketFacts
  readonly permission: P
}
/** The same for one command of the ticket's machine, which alone knows the permission. */
export interface CommandPermit {
  readonly ticket: TicketFacts
  readonly command: string
}

/** Own interfaces, not Kysely's classes: with the variance written down, checking the kit costs 21 k instantiations and not 77 k. */
export interface Reader<in out T> {
  readonly selectFrom: Kysely<T>['selectFrom']
}
export interface Writer<in out T> extends Reader<T>, Pick<Kysely<T>, 'insertInto' | 'updateTable' | 'deleteFrom'> {}
export type ColumnOf<T> = Values<{ [K in keyof T & string]: `${K}.${keyof T[K] & string}` }>

/** What a query has. `Own` is never `never`: a permit for `never` would open every mutator. */
export interface Reading<C extends PluginContract, Own extends string = 'ticket.read'> {
  readonly actor: Actor
  /** Who the caller is to rows of the plugin's own that say for whom they are. */
  readonly caller: CallerFacts
  /**
   * Whether the caller holds a permission: anywhere unless told, `everywhere`, in a team, or over a company. Tickets are asked for by `ticket`,
   * which knows more of them.
   */
  holds(permission: Permission<C>, where?: Place): boolean
  readonly options: OptionsOf<C>
  readonly db: Reader<TablesOf<C>>
  /** The instant of this unit of work, ISO 8601 with milliseconds: one for all rows that it writes. */
  readonly now: string
  /** The actor's scope as conditions of a plugin's own queries. */
  readonly scope: Scope<C>
  /** Rows of a statement that the kit's `prepared` made: for what is read often, as building a query may take longer than running it. */
  rows<P extends object, R>(statement: PreparedRead<P, R>, parameters: P): Promise<readonly R[]>
  /** Operations in the same transaction, as the caller. */
  readonly desk: SeenBy<C>
  /** The same as `plugin:<id>`, holding what the spec's `acts` lists and nothing else; the caller is recorded as cause. */
  readonly asPlugin: SeenBy<C>
  /**
   * 404 unseen, 403 seen but not allowed, else a permit for what the operation declares, or for what is asked. Two overloads, as an
   * optional argument would let P be inferred from the *wanted* type: `perform(await ticket(id), …)` would always compile.
   */
  ticket(id: string): Promise<TicketPermit<Own>>
  ticket<P extends Permission<C>>(id: string, permission: P): Promise<TicketPermit<P>>
  ticketFor(id: string, command: string): Promise<CommandPermit>
  /**
   * Runs a command of this plugin as the plugin, after the answer, in a transaction of its own: for what reading leaves behind. Best effort: within a
   * second the same runs once and two hundred different ones at the most, and no failure reaches the caller. What must not be lost belongs into a command.
   */
  later<M extends keyof ServiceOf<C> & string>(method: M, input: object): void
  /** A text of this plugin or of core, for the reader of the answer unless another language is named; with the reader's dates and numbers. */
  text<K extends keyof TextsOf<C> & string>(key: K, params: TextsOf<C>[K], language?: string): string
  text<K extends CoreTextKey>(key: K, params: CoreTextParams<K>, language?: string): string
  /** Somebody the actor may know of, else 404. */
  person(id: string): Promise<PersonFacts>
  company(id: string): Promise<CompanyFacts>
  /**
   * A page of a list by keyset: its cursor is bound to this caller, to the name of the query and to everything else in the input, so that a
   * cursor of somebody else, or of another question, is refused. Throws `input.cursor_invalid`.
   */
  page(query: string, input: { readonly limit?: number; readonly cursor?: string }): ListPage
}

/** Conditions over columns of a plugin's own tables: who may see a row is decided in the query. */
export interface Scope<C extends PluginContract> {
  /** Over a column with ticket ids: tickets that the actor sees. */
  tickets(column: ColumnOf<TablesOf<C>>): Expression<SqlBool>
  /** Over a column with company ids: companies that the permission reaches (the operation's own unless told), and rows of none where it reaches all. */
  companies(column: ColumnOf<TablesOf<C>>, permission?: Permission<C>): Expression<SqlBool>
  /** Over columns with person and company: what is the customer's own, by a grant of the scope `own`, in the company that they act for. */
  own(person: ColumnOf<TablesOf<C>>, company: ColumnOf<TablesOf<C>>, permission?: Permission<C>): Expression<SqlBool>
}

/** A reading statement that is built once for each scope. Made by the kit's `prepared`, run by `work.rows`. */
export interface PreparedRead<in P extends object, out R> {
  readonly '~rows': (parameters: P) => R
}

export interface ListPage {
  /** Items on the page: 50 unless the input says otherwise. */
  readonly limit: number
  /** Rows to ask the database for: one more tells whether there is another page. */
  readonly take: number
  /** Sort key of the last page's last item. */
  readonly after: readonly (string | number | null)[] | undefined
  of<Row, Item>(
    rows: readonly Row[],
    keyOf: (row: Row) => readonly (string | number | null)[],
    items: readonly Item[],
  ): { items: Item[]; nextCursor: string | null }
}

/** What a command has. */
export interface Work<C extends PluginContract, Own extends string = 'ticket.read'> extends Reading<C, Own> {
  newId(): string
  /** Files that the caller has uploaded, for what this plugin keeps. */
  readonly files: WorkFiles
  /** The only way to write: guards run, then `write`, then `within` handlers; so no write is without its event. */
  change<E extends keyof EventsOf<C> & string, T>(
    event: E,
    payload: EventsOf<C>[E],
    write: (db: Writer<TablesOf<C>>) => Awaitable<T>,
  ): Promise<T>
  perform<K extends keyof TicketCommands>(
    permit: TicketPermit<TicketCommands[K]['permission']>,
    command: K,
    input: TicketCommands[K]['input'],
  ): Promise<TicketView>
  perform(permit: CommandPermit, input: object): Promise<TicketView>
  /**
   * Puts a document of a kind that the spec lists under `documents` into search, in the same transaction; another one under the same id takes its
   * place, null takes it out. Who may see it is looked up together with the words.
   */
  index(kind: string, id: string, document: SearchDocument | null): void
  /** A job of this plugin, stored in the same transaction: it exists when the command is committed, and only then. */
  enqueue<J extends keyof JobsOf<C> & string>(job: J, input: JobsOf<C>[J], options?: EnqueueOptions): Promise<void>
}
export interface EnqueueOptions {
  /** ISO instant before which it does not start. */
  readonly notBefore?: string
  /** Of the jobs that wait under one key there is one. */
  readonly key?: string
}

/** A stream outlives any transaction (a slow reader, server-sent events), so it holds none: each `read` is one. */
export interface Streaming<C extends PluginContract, Own extends string = 'ticket.read'>
  extends Pick<Reading<C, Own>, 'actor' | 'options'> {
  readonly signal: AbortSignal
  read<T>(batch: (work: Reading<C, Own>) => Awaitable<T>): Promise<T>
  /** A file that this plugin has taken, to be sent: whether the caller may have it is the plugin's to say, before. Throws `file.not_found`, `file.not_scanned`, `file.quarantined`. */
  file(fileId: string): Promise<NamedFile>
}
