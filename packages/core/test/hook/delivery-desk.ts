import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { HookBus } from '../../src/hook/hook-bus.ts'
import type { AfterHandler, RegisteredHandler } from '../../src/hook/registered-handler.ts'
import { WakeCalls } from '../../src/hook/wake-calls.ts'
import { EmbeddedQueue } from '../../src/job/embedded-queue.ts'
import type { JobKind } from '../../src/job/job-kind.ts'
import type { JobQueue } from '../../src/job/job-queue.ts'
import { Worker, type WorkerOptions } from '../../src/job/worker.ts'
import { foundation } from '../../src/migrations/0001-foundation.ts'
import { delivery } from '../../src/migrations/0002-delivery.ts'
import type { Caller } from '../../src/operation/caller.ts'
import type { Logger } from '../../src/operation/logger.ts'
import type { Delivered } from '../../src/plugin/context.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store, StoreOptions, Tx } from '../../src/store/store.ts'
import { type CoreTables, coreTableNames } from '../../src/tables.ts'

export interface Place {
  readonly database: string
  readonly schema: string
}

export const openPlace = ({ database, schema }: Place, options: StoreOptions = {}): Store =>
  openStore(database, { schema, tables: coreTableNames, owners: ['probe'], ...options })

export async function migratePlace(store: Store, { schema }: Place): Promise<void> {
  await store.write(async (tx) => {
    if (tx.kind === 'postgres') await sql`create schema if not exists ${sql.id(schema)}`.execute(tx.db)
    await foundation(tx.db)
    await delivery(tx.db)
  })
}

export interface NewEvent {
  readonly name?: string
  readonly subject?: string
  readonly cause?: string | null
  readonly payload?: object
}

/** Appends events as a unit of work does: positioned on SQLite, left to the relay on PostgreSQL. Returns their ids. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<string[]> {
  const db: Kysely<CoreTables> = tx.db
  const at = new Date().toISOString()
  const rows = events.map(({ name = 'probe.made', subject = 's1', cause = null, payload = {} }) => ({
    id: v7(),
    name,
    subject_kind: 'ticket',
    subject_id: subject,
    subject_version: null,
    is_public: false,
    is_past: false,
    actor_kind: 'person' as const,
    actor_id: 'p1',
    acting: 'staff' as const,
    cause_id: cause,
    on_behalf_of: null,
    payload_json: payload,
    occurred_at: at,
  }))
  for (const row of rows) {
    const position = sql<number>`(select coalesce(max(${sql.ref('event.position')}), 0) + 1 from ${sql.table('event')})`
    await db
      .insertInto('event')
      .values(tx.kind === 'sqlite' ? { ...row, position } : row)
      .execute()
  }
  return rows.map(({ id }) => id)
}

export interface Logged {
  readonly level: 'error' | 'warn'
  readonly code: unknown
  readonly [field: string]: unknown
}

export interface DeliveryDesk {
  readonly store: Store
  readonly worker: Worker
  readonly hooks: HookBus
  readonly logged: Logged[]
  /** The callers that services were lent to. */
  readonly callers: Caller[]
  append(...events: readonly NewEvent[]): Promise<string[]>
}

export interface DeskParts {
  readonly handlers?: readonly RegisteredHandler[]
  readonly jobs?: readonly JobKind[]
  readonly queue?: JobQueue
  readonly options?: WorkerOptions
  readonly events?: readonly string[]
}

/** A worker on a store with events of its own making: what stands above is tested elsewhere. */
export function deliveryDesk(
  store: Store,
  { handlers = [], jobs = [], queue = new EmbeddedQueue(), options = {}, events = [] }: DeskParts,
): DeliveryDesk {
  const logged: Logged[] = []
  const callers: Caller[] = []
  const note =
    (level: 'error' | 'warn') =>
    (fields: object): void =>
      void logged.push({ level, code: undefined, ...fields })
  const log: Logger = { error: note('error'), warn: note('warn'), info: () => {} }
  const hooks = new HookBus(handlers, { events: new Set(['probe.made', 'probe.other', ...events]), log })
  const worker = new Worker(
    {
      store,
      hooks,
      queue,
      log,
      jobs: new Map(jobs.map((job) => [job.name, job])),
      newId: () => randomUUID(),
      servicesFor: (caller) => {
        callers.push(caller)
        return { caller }
      },
      chores: [],
      calls: new WakeCalls(store, log),
    },
    options,
  )
  return { store, worker, hooks, logged, callers, append: (...list) => store.write((tx) => appendEvents(tx, list)) }
}

/** A handler of `probe.made` unless told otherwise. */
export const probeHandler = (
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: payloads of the tests' own making
  run: (event: Delivered<string, any>) => unknown,
  more: Partial<AfterHandler> = {},
): AfterHandler => ({
  phase: 'after',
  owner: 'probe',
  name,
  events: ['probe.made'],
  run: run as AfterHandler['run'],
  ...more,
})

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until something holds; fails by its own words. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, maxMs = 15_000): Promise<void> {
  const end = performance.now() + maxMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${maxMs} ms: ${what}`)
    await pause(10)
  }
}
