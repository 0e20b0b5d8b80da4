import type { Kysely } from 'kysely'
import type { Logger } from '../operation/logger.ts'
import type { Store, Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { Attempts, type Lender } from './attempt.ts'
import { DEFAULT_RETRY, type RetryPolicy } from './back-off.ts'
import { lastPosition } from './delivered-event.ts'
import { durableWrite } from './durable-write.ts'
import { areRegistered, type Leasing, registerHandlers, releaseHandlers, renewHandlers } from './handler-lease.ts'
import type { HookBus } from './hook-bus.ts'
import { Lane, type LaneContext, type RunLimit } from './lane.ts'
import { handlersWithDue, RetryLane } from './retry-lane.ts'
import { Settler } from './settler.ts'

export interface DispatcherOptions {
  /** Name of this process in leases; unique. */
  readonly owner: string
  /** Milliseconds after which the handlers of a process that was killed go to another; 30 000 unless told. */
  readonly leaseMs?: number
  readonly retry?: Partial<RetryPolicy>
  /** Events of different subjects that one handler is given at once; 8 unless told. */
  readonly window?: number
}

export interface DeliveryCounts {
  /** First attempts that succeeded. */
  delivered: number
  /** First attempts that failed. */
  failed: number
  /** Later attempts, however they ended. */
  retried: number
  dead: number
}

export const DEFAULT_LEASE_MS = 30_000
const DEFAULT_WINDOW = 8

/** Brings committed events to the `after` handlers of this process. Any number of processes may do so: each handler is one's at a time. */
export class Dispatcher {
  readonly #store: Store
  readonly #hooks: HookBus
  readonly #log: Logger
  readonly #leasing: Leasing
  readonly #lanes: readonly Lane[]
  readonly #retryLanes: ReadonlyMap<string, RetryLane>
  readonly #running = new Set<Promise<void>>()
  #registered: Promise<void> | undefined

  constructor(store: Store, hooks: HookBus, lender: Lender, log: Logger, options: DispatcherOptions) {
    this.#store = store
    this.#hooks = hooks
    this.#log = log
    this.#leasing = { owner: options.owner, durationMs: options.leaseMs ?? DEFAULT_LEASE_MS }
    const context: LaneContext = {
      store,
      attempts: new Attempts(lender, hooks.watchdog, log),
      settler: new Settler(store, options.owner),
      leasing: this.#leasing,
      retry: { ...DEFAULT_RETRY, ...options.retry },
      window: options.window ?? DEFAULT_WINDOW,
      log,
    }
    const handlers = [...hooks.deliveredTo.values()]
    this.#lanes = handlers.map((handler) => new Lane(handler, context))
    this.#retryLanes = new Map(handlers.map((handler) => [`${handler.owner}/${handler.name}`, new RetryLane(handler, context)]))
  }

  get hasHandlers(): boolean {
    return this.#lanes.length > 0
  }

  /** Writes down handlers that are new, so that they begin here. To be called before the first command, as a handler gets what comes after it. */
  async register(): Promise<void> {
    if (!this.hasHandlers) return
    this.#registered ??= this.#register()
    try {
      await this.#registered
    } catch (error) {
      this.#registered = undefined
      throw error
    }
  }

  /** Whether `register` would find nothing to write. */
  async isRegistered(tx: Tx): Promise<boolean> {
    return !this.hasHandlers || areRegistered(tx, this.#hooks.deliveredTo.values())
  }

  /** Starts what has something to do and does not run yet. Resolves to whether anything was found; the counts grow as it is done. */
  async begin(limit: RunLimit, counts: DeliveryCounts): Promise<boolean> {
    if (!this.hasHandlers) return false
    await this.register()
    const { end, positions, due } = await this.#look()
    let found = false
    for (const lane of this.#lanes) {
      const position = positions.get(lane.name)
      if (position === undefined || !lane.mayHaveWork(end, position)) continue
      if (lane.isRunning) lane.lookUpTo(end)
      else {
        found = true
        this.#run(lane.name, async () => {
          const { delivered, failed } = await lane.run(limit)
          counts.delivered += delivered
          counts.failed += failed
        })
      }
    }
    for (const name of due) {
      const lane = this.#retryLanes.get(name)
      if (!lane || lane.isRunning) continue
      found = true
      this.#run(name, async () => {
        const { retried, dead } = await lane.run(limit)
        counts.retried += retried
        counts.dead += dead
      })
    }
    return found
  }

  /** Waits for everything that was begun. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running)
  }

  /** Prolongs the leases of what is running. */
  async renew(): Promise<void> {
    const running = this.#lanes.filter((lane) => lane.isHolding)
    if (running.length === 0 && ![...this.#retryLanes.values()].some((lane) => lane.isRunning)) return
    const names = running.map(({ name }) => name)
    const lost = await durableWrite(this.#store, (tx) => renewHandlers(tx, names, this.#leasing))
    for (const lane of running) lane.renewed(!lost.includes(lane.name))
  }

  /** Gives the handlers free for other processes. */
  async release(): Promise<void> {
    if (!this.#registered) return
    for (const lane of this.#lanes) lane.release()
    await durableWrite(this.#store, (tx) => releaseHandlers(tx, this.#leasing.owner))
  }

  async #register(): Promise<void> {
    if (await this.#store.read((tx) => this.isRegistered(tx))) return
    await durableWrite(this.#store, (tx) => registerHandlers(tx, this.#hooks.deliveredTo.values()))
  }

  #run(name: string, work: () => Promise<void>): void {
    const run = work()
      .catch((error: unknown) =>
        this.#log.error({ code: 'delivery.interrupted', handler: name, error }, 'delivery.interrupted: will go on with the next look'),
      )
      .finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  /** The end of the log, where each handler stands that is free or ours, and who has retries due. */
  #look(): Promise<{ end: number; positions: Map<string, number>; due: string[] }> {
    return this.#store.read(async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const now = await tx.now()
      const rows = await db
        .selectFrom('handler')
        .select(['name', 'position'])
        .where((eb) => eb.or([eb('lease_owner', 'is', null), eb('lease_owner', '=', this.#leasing.owner), eb('lease_until_ms', '<=', now)]))
        .execute()
      return {
        end: await lastPosition(db),
        positions: new Map(rows.map(({ name, position }) => [name, position])),
        due: await handlersWithDue(tx),
      }
    })
  }
}
