import type { FetchMount } from '../http/fetchable.ts'
import type { OpenApiDocument } from '../http/openapi/document.ts'
import type { RunningWorker, StartOptions, TickCounts, TickOptions } from '../job/worker.ts'
import type { Machine } from '../machine/machine.ts'
import type { Person } from '../operation/actor.ts'
import type { AsOptions } from '../operation/caller.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import type { DeskServices, PluginContract } from '../plugin/contract.ts'
import type { ReindexOptions, ReindexReport } from '../search/reindex.ts'
import type { AppliedMigration } from '../store/migrate/migrate.ts'
import type { MigrationStatus } from '../store/migrate/status.ts'
import type { HostTransaction, Store } from '../store/store.ts'
import type { Texts } from '../text/texts.ts'
import type { ExportOptions, ExportReport } from '../transfer/export-desk.ts'
import type { ImportDeskOptions, ImportDeskReport } from '../transfer/import-desk.ts'
import type { Diagnosis, DoctorOptions } from './doctor.ts'
import type { DeskInfo } from './info.ts'

/** Ways to act on a desk. */
export interface Callers<C extends PluginContract> {
  /** What belongs to the call sits here and not on each method, so the methods *are* the author's interface: no mapping, docs on hover. */
  as(person: Person, options?: AsOptions): DeskServices<C>
  /** For the host's own programs: everything is allowed, and the history says why it was done. */
  system(reason: string): DeskServices<C>
}

/** Who did something before: somebody whom the desk knows, in one capacity, whatever they may today. */
export interface PastActor {
  readonly personId: string
  readonly acting: 'staff' | 'customer'
  /** How it came in: `mail`, `portal`, …; `system` unless told. */
  readonly channel?: string
}

/** What happened elsewhere and is written down here, as it happened and when it happened. Made by `desk.past`. */
export interface Past<C extends PluginContract> {
  /**
   * Everything that `write` calls is one transaction, repeated whole where the database asks for it. `at` gives the operations at a moment of the
   * past (ISO 8601 in UTC with milliseconds; now unless told), as somebody who acted then, or as the program. Rows, events and times are of that moment.
   */
  record<T>(write: (at: (instant?: string, actor?: PastActor) => DeskServices<C>) => Promise<T>): Promise<T>
  /** The same operations now, outside of a transaction: for files that are to be named by what is recorded. */
  now(actor?: PastActor): DeskServices<C>
}

/** A help desk over one database: made by `createDesk`. */
export interface Desk<C extends PluginContract = never> extends Callers<C> {
  /** Inside the host's open transaction; its commit is ours. Isolation and retry are the host's (`desk.retry_transaction` says when). */
  in(transaction: HostTransaction): Callers<C>
  /**
   * For carrying over what happened elsewhere, by the host's own programs alone. Everything goes through the same operations and rules of a ticket's
   * machine, but nothing follows from it: no handler, notification, webhook or live stream is told, no job is begun, no message starts or reopens
   * anything. Handlers inside the transaction run, as they keep the plugins' tables right, and search finds it. `reason`: as `system`.
   */
  past(reason: string): Past<C>
  /** REST under `/api`, health under `/health`; `mount.path` is the prefix that the desk is mounted under. */
  fetch(request: Request, mount?: FetchMount): Promise<Response>
  /** Brings the database to the schema of this composition, and says what it did; any number of processes may do it at once. `dryRun`: says it only. */
  migrate(options?: { readonly dryRun?: boolean }): Promise<readonly AppliedMigration[]>
  /** The whole schema as SQL for this kind of database, each step with its row in the ledger: for administrators who apply it themselves. Touches nothing. */
  migrationSql(): Promise<string>
  /** Which migrations are applied, pending, unknown or changed. Writes nothing. */
  status(): Promise<MigrationStatus>
  /** Looks for everything that can be wrong with database, composition and deliveries. */
  doctor(options?: DoctorOptions): Promise<Diagnosis>
  /** What runs here, for support and dashboards: versions, plugins, settings. Holds no secret, no address and no personal data. */
  info(): Promise<DeskInfo>
  /** Makes the search index whole: what is missing in it, or all of it anew. Resumable; the desk goes on meanwhile. */
  reindex(options?: ReindexOptions): Promise<ReindexReport>
  /** Writes the whole desk into a folder, as NDJSON and files, as one moment has it while the desk goes on. Broken off, it is begun again. */
  export(options: ExportOptions): Promise<ExportReport>
  /** Fills an empty, migrated desk from such a folder, whatever database it came from. Broken off, the same call goes on. Nothing that happened before is delivered. */
  import(options: ImportDeskOptions): Promise<ImportDeskReport>
  /** Takes the tables, roles and grants of a plugin that is no longer installed out of the database. */
  uninstall(pluginId: string): Promise<void>
  /** One bounded pass of what happens after commits: order, deliveries, retries, jobs. For cron and tests. */
  tick(options?: TickOptions): Promise<TickCounts>
  /** The same in a loop, in this process. */
  startWorker(options?: StartOptions): RunningWorker
  /** Resolves when the database is there and has the right schema; rejects with a `store.…` error that says what is wrong. */
  ready(): Promise<void>
  /** Waits for what is running, then closes what the desk opened itself. */
  close(): Promise<void>
  /** The REST API as an OpenAPI 3.1 document, whether or not it is served; `serverUrl` is where the paths begin. */
  openApi(options?: { readonly serverUrl?: string }): OpenApiDocument
  /** Every operation as data: name, route, permission, audience, and the schemas of each audience. Readable without running anything. */
  readonly operations: readonly Pick<RegisteredOperation, 'id' | 'group' | 'method' | 'owner' | 'spec' | 'input' | 'outputSchema'>[]
  /** The ticket types as they were composed. */
  readonly machines: readonly Machine[]
  /** Texts in a reader's language, for pages and programs of the host. */
  readonly texts: Texts
  /** For the test kit and for what is built with the desk: not for going around operations. */
  readonly '~store': Store
}
