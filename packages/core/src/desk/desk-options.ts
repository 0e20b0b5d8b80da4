import type { RoleDefinition } from '../access/default-roles.ts'
import type { GrantsFor, Veto } from '../access/host-access.ts'
import type { DeclaredCalendars } from '../calendar/declared-calendars.ts'
import type { FilesOptions } from '../file/files-options.ts'
import type { HttpOptions } from '../http/http-options.ts'
import type { JobQueue } from '../job/job-queue.ts'
import type { LiveOptions } from '../live/live-options.ts'
import type { TicketTypeExtension, TicketTypeSpec } from '../machine/ticket-type.ts'
import type { StatusMapping } from '../machine/vanished.ts'
import type { Person } from '../operation/actor.ts'
import type { Logger } from '../operation/logger.ts'
import type { HostHandlers } from '../plugin/context.ts'
import type { Awaitable } from '../plugin/contract.ts'
import type { DeskPlugin } from '../plugin/plugin-spec.ts'
import type { Database } from '../store/database.ts'
import type { StoreOptions } from '../store/store.ts'
import type { Tracer } from '../trace/tracer.ts'
import type { LanguageOptions } from './language-options.ts'

export interface DeskOptions<P extends readonly DeskPlugin[]> extends AccessOptions, RunningOptions, LanguageOptions {
  /** `sqlite:./desk.db`, `postgres://…`, a `pg.Pool`, a better-sqlite3 `Database`, or a Kysely dialect. */
  readonly database: Database
  readonly plugins?: P
  /** The vendor's own ticket types, and what is added to others. */
  readonly ticketTypes?: readonly (TicketTypeSpec | TicketTypeExtension)[]
  /** Question, incident, service request, problem, change, complaint; true unless told. */
  readonly defaultTicketTypes?: boolean
  /** Type of tickets that are opened without one; the first there is unless told (`question`). */
  readonly defaultType?: string
  /** By key: the calendars that types may count their days by. Written down once by `migrate`, the desk's own from then on. */
  readonly calendars?: DeclaredCalendars
  /** Where tickets go whose status went with a plugin: `{ 'incident/awaiting_estimate': 'open' }`. Done by `migrate`. */
  readonly statusMapping?: StatusMapping
  /** Where uploaded files are kept, and which are taken. */
  readonly files?: FilesOptions
  /** The host's own handlers by event and name, delivered at least once after the commit. */
  readonly after?: HostHandlers<P[number]['~contract']>
}

/** Who somebody is, and what the host has to say about what they may. */
export interface AccessOptions {
  /** Who sent a request, from the host's own session; required in production. */
  readonly identify?: (request: Request) => Awaitable<Person | null>
  /** External ids of the first administrators. */
  readonly admins?: readonly string[]
  /** Roles of this desk besides the default ones; written into the database once, its own from then on. */
  readonly roles?: { readonly [id: string]: RoleDefinition }
  readonly grantsFor?: GrantsFor
  readonly veto?: Veto
}

/** How the desk runs. */
export interface RunningOptions {
  readonly store?: Pick<
    StoreOptions,
    | 'schema'
    | 'synchronous'
    | 'busyDeadlineMs'
    | 'statementTimeoutMs'
    | 'readers'
    | 'cacheKiB'
    | 'poolSize'
    | 'namedStatements'
    | 'onStatement'
  >
  readonly http?: HttpOptions
  /** Works through deliveries and jobs in this process as soon as it serves requests; true unless told. */
  readonly worker?: boolean
  /** Another queue for jobs, such as `pgBossQueue(boss)`. */
  readonly queue?: JobQueue
  /** Live updates and who is at a ticket. */
  readonly live?: LiveOptions
  readonly log?: Logger
  /** A tracer of OpenTelemetry, `trace.getTracer('deskwright')`: a span for each operation, handler and job, with the plugin it is of. */
  readonly tracer?: Tracer
  /** Milliseconds that all handlers inside one transaction share; 250 unless told. */
  readonly hookTimeLimit?: number
  /** Milliseconds since 1970. For tests and replays. */
  readonly clock?: () => number
  /** UUIDv7. For tests. */
  readonly newId?: () => string
  /** Checks every answer against its schema: for tests, as it costs time. */
  readonly checkOutputs?: boolean
}
