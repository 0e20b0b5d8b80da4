import type { Lender } from '../hook/attempt.ts'
import { DEFAULT_LEASE_MS, type DeliveryCounts, Dispatcher, type DispatcherOptions } from '../hook/dispatcher.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { HookBus } from '../hook/hook-bus.ts'
import type { RunLimit } from '../hook/lane.ts'
import { relay } from '../hook/relay.ts'
import type { WakeCalls } from '../hook/wake-calls.ts'
import type { Logger } from '../operation/logger.ts'
import type { EnqueueOptions } from '../operation/work.ts'
import type { Store, Tx } from '../store/store.ts'
import { Alarm } from '../value/alarm.ts'
import type { Chore, ChoreCounts } from './chore.ts'
import { expectJob, type JobKind, runJob } from './job-kind.ts'
import type { JobCounts, JobQueue } from './job-queue.ts'
import { areScheduled, dueRows, isRecurring, RECURRING_KEY, type Recurring, registerSchedules, takeDue } from './schedule.ts'
import { SlowChores } from './slow-chores.ts'

/** The desk that the worker works for. */
export interface WorkerDesk extends Lender {
  readonly store: Store
  readonly hooks: HookBus
  readonly jobs: ReadonlyMap<string, JobKind>
  readonly queue: JobQueue
  readonly newId: () => string
  readonly log: Logger
  readonly chores: readonly Chore[]
  readonly calls: WakeCalls
}

export type WorkerOptions = Omit<DispatcherOptions, 'owner'>

export interface TickCounts extends DeliveryCounts, JobCounts, ChoreCounts {
  /** Committed events that got their place in the order; PostgreSQL only. */
  positioned: number
  /** Occurrences of recurring jobs. */
  recurred: number
}

export interface TickOptions {
  /** Milliseconds after which nothing new is begun; 20 000 unless told. */
  readonly maxMs?: number
}

export interface StartOptions {
  /** Stops the worker. */
  readonly signal?: AbortSignal
  /** Milliseconds between two looks when nothing wakes it; 1 000 unless told. */
  readonly intervalMs?: number
}

export interface RunningWorker {
  /** Begins nothing more and waits for what is in flight. */
  stop(): Promise<void>
  /** Resolves when it has stopped, for whatever reason. */
  readonly stopped: Promise<void>
}

/** Looks closer together than this would see little more. */
const SHORTEST_PAUSE_MS = 25

/**
 * What happens after commits: order, deliveries, retries, recurring jobs, jobs, chores. Any number of processes may do it at once,
 * as `desk.tick()` called from outside, or as a loop.
 */
export class Worker {
  readonly #desk: WorkerDesk
  readonly #dispatcher: Dispatcher
  readonly #leaseMs: number
  #registered: Promise<void> | undefined
  #ticks: Promise<unknown> = Promise.resolve()
  readonly #loops = new Set<RunningWorker>()
  readonly #alarm = new Alarm(SHORTEST_PAUSE_MS)
  readonly #slow: SlowChores
  readonly #recurring: readonly Recurring[]
  /** The last position that this process has called others to: it hears itself, too. */
  #relayedTo = 0

  constructor(desk: WorkerDesk, options: WorkerOptions = {}) {
    this.#desk = desk
    this.#slow = new SlowChores(desk.log)
    this.#recurring = [...desk.jobs.values()].filter(isRecurring)
    this.#leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS
    const owner = desk.newId()
    this.#dispatcher = new Dispatcher(desk.store, desk.hooks, desk, desk.log, { ...options, owner })
    desk.queue.attach({
      store: desk.store,
      owner,
      newId: desk.newId,
      log: desk.log,
      timeouts: new Map([...desk.jobs].map(([name, { timeout }]) => [name, timeout])),
      run: (job) => runJob(expectJob(desk.jobs, job.name), job, { ...desk, lender: desk, watchdog: desk.hooks.watchdog }),
      wake: () => this.wake(),
    })
  }

  /** Whether `register` would find nothing to write: a start that only looks takes no writer from others. */
  async isRegistered(tx: Tx): Promise<boolean> {
    return (await this.#dispatcher.isRegistered(tx)) && (await areScheduled(tx, this.#recurring))
  }

  /** Writes down new handlers and recurring jobs. Once after migrating and before the first command: a handler gets what is committed after it. */
  async register(): Promise<void> {
    this.#registered ??= this.#register()
    try {
      await this.#registered
    } catch (error) {
      this.#registered = undefined
      throw error
    }
  }

  /** Puts a job of a plugin into the queue, in the transaction. Throws `job.unknown`. */
  async enqueue(tx: Tx, name: string, input: object, options: EnqueueOptions = {}, causeId: string | null = null): Promise<void> {
    expectJob(this.#desk.jobs, name)
    await this.#desk.queue.enqueue(tx, { name, input, ...options, causeId })
  }

  /** Something was committed: a loop in this process looks at once. */
  wake(): void {
    this.#alarm.ring()
  }

  /** Everything that is due, and what that brings about, until nothing is left or the time is over. Gives leases back at the end. */
  tick({ maxMs = 20_000 }: TickOptions = {}): Promise<TickCounts> {
    const run = this.#ticks.then(() => this.#tick(maxMs))
    this.#ticks = run.catch(() => {})
    return run
  }

  /** The same in a loop, until stopped. */
  start({ signal, intervalMs = 1000 }: StartOptions = {}): RunningWorker {
    const limit = { isOver: signal?.aborted ?? false }
    const end = (): void => {
      limit.isOver = true
      this.wake()
    }
    signal?.addEventListener('abort', end, { once: true })
    const ended = async (): Promise<void> => {
      signal?.removeEventListener('abort', end)
      this.#loops.delete(running)
      await this.#releaseIfIdle()
    }
    const stopped = this.#loop(limit, intervalMs).then(ended)
    const running: RunningWorker = {
      stopped,
      stop: () => {
        end()
        return stopped
      },
    }
    this.#loops.add(running)
    return running
  }

  /** Stops every loop and waits for a tick that is running: before the store is closed. */
  async stop(): Promise<void> {
    await Promise.all([...this.#loops].map((running) => running.stop()))
    await this.#ticks
  }

  async #register(): Promise<void> {
    const { store } = this.#desk
    await this.#dispatcher.register()
    if (!(await store.read((tx) => areScheduled(tx, this.#recurring))))
      await durableWrite(store, (tx) => registerSchedules(tx, this.#recurring))
  }

  async #tick(maxMs: number): Promise<TickCounts> {
    const endsAt = performance.now() + maxMs
    const limit: RunLimit = {
      get isOver() {
        return performance.now() > endsAt
      },
    }
    const counts = noCounts()
    await this.#renewing(async () => {
      while ((await this.#look(limit, counts)) && !limit.isOver) await this.#settled()
      await this.#settled()
    })
    await this.#releaseIfIdle()
    return counts
  }

  async #loop(limit: { isOver: boolean }, intervalMs: number): Promise<void> {
    const counts = noCounts()
    const { log, calls } = this.#desk
    const unhear = calls.hear((last) => {
      if (last === undefined || last > this.#relayedTo) this.wake()
    })
    try {
      await this.#renewing(async () => {
        while (!limit.isOver) {
          try {
            this.#alarm.reset()
            await this.#look(limit, counts)
          } catch (error) {
            log.error({ code: 'worker.look_failed', error }, 'worker.look_failed: will look again')
          }
          await this.#alarm.pause(intervalMs)
        }
        await this.#settled()
      })
    } finally {
      await unhear()
    }
  }

  async #releaseIfIdle(): Promise<void> {
    if (this.#loops.size > 0) return
    try {
      await this.#dispatcher.release()
    } catch (error) {
      this.#desk.log.warn({ code: 'worker.release_failed', error }, 'worker.release_failed: leases will run out by themselves')
    }
  }

  /** One look at everything. True when something was found to do. */
  async #look(limit: RunLimit, counts: TickCounts): Promise<boolean> {
    await this.register()
    const positioned = await relay(this.#desk.store, undefined, (last) => {
      this.#relayedTo = last
    })
    counts.positioned += positioned
    const recurred = await this.#recur()
    counts.recurred += recurred
    const hasDeliveries = await this.#dispatcher.begin(limit, counts)
    const hasJobs = await this.#desk.queue.begin(limit, counts)
    const done = await this.#chores(limit, counts)
    return positioned > 0 || recurred > 0 || hasDeliveries || hasJobs || done > 0
  }

  async #chores(limit: RunLimit, counts: TickCounts): Promise<number> {
    let sum = 0
    for (const chore of this.#desk.chores) {
      if (chore.isSlow) {
        this.#slow.begin(chore, limit, counts)
        continue
      }
      const done = await chore.perform(limit)
      counts[chore.counts] += done
      sum += done
    }
    return sum
  }

  async #recur(): Promise<number> {
    const { store, queue } = this.#desk
    const recurring = this.#recurring
    if (!recurring.length) return 0
    const isDue = await store.read(async (tx) => (await dueRows(tx.db, recurring, await tx.now())).length > 0)
    if (!isDue) return 0
    return durableWrite(store, (tx) => takeDue(tx, recurring, (name) => queue.enqueue(tx, { name, input: {}, key: RECURRING_KEY })))
  }

  async #settled(): Promise<void> {
    await this.#slow.settled()
    await this.#dispatcher.settled()
    await this.#desk.queue.settled()
  }

  /** Holds leases while something lasts. */
  async #renewing(run: () => Promise<void>): Promise<void> {
    const { log, queue } = this.#desk
    let isRenewing = false
    const renew = async (): Promise<void> => {
      // On a slow database they would queue up and hold back what they are for.
      if (isRenewing) return
      isRenewing = true
      try {
        await this.#dispatcher.renew()
        await queue.renew()
      } catch (error) {
        log.warn({ code: 'worker.renew_failed', error }, 'worker.renew_failed: leases could not be prolonged')
      } finally {
        isRenewing = false
      }
    }
    const timer = setInterval(() => void renew(), this.#leaseMs / 3)
    try {
      await run()
    } finally {
      clearInterval(timer)
    }
  }
}

const noCounts = (): TickCounts => ({
  positioned: 0,
  delivered: 0,
  failed: 0,
  retried: 0,
  dead: 0,
  recurred: 0,
  jobsDone: 0,
  jobsFailed: 0,
  jobsDead: 0,
  due: 0,
  indexed: 0,
  swept: 0,
  sent: 0,
  forgotten: 0,
})
