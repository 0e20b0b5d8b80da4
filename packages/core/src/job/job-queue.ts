import type { RunLimit } from '../hook/lane.ts'
import type { Logger } from '../operation/logger.ts'
import type { Store, Tx } from '../store/store.ts'

/** A job to be done later. */
export interface NewJob {
  /** `plugin/job`. */
  readonly name: string
  readonly input: object
  /** ISO instant before which it does not start. */
  readonly notBefore?: string
  /** Of the jobs that wait under one key there is one. */
  readonly key?: string
  /** Event whose handler enqueues it. */
  readonly causeId?: string | null
}

/** One attempt at a job. */
export interface StartedJob {
  readonly id: string
  readonly name: string
  readonly input: object
  readonly causeId: string | null
}

export interface JobCounts {
  /** Attempts that succeeded. */
  jobsDone: number
  jobsFailed: number
  /** Given up after the last attempt. */
  jobsDead: number
}

/** What a queue works for. */
export interface QueueDesk {
  readonly store: Store
  /** Name of this process in leases. */
  readonly owner: string
  readonly newId: () => string
  readonly log: Logger
  /** Time limit of one attempt by the job's name: the jobs that this process has. */
  readonly timeouts: ReadonlyMap<string, number>
  /** Does the job; rejects when the attempt failed. */
  run(job: StartedJob): Promise<void>
  /** A place became free: look again. */
  wake(): void
}

/** Where jobs wait. The embedded one is a table; with pg-boss they are pg-boss's. One queue belongs to one desk. */
export interface JobQueue {
  /** Before anything else; does not touch the database. */
  attach(desk: QueueDesk): void
  /** Puts a job into the queue, in the caller's transaction: rolled back, it never was. */
  enqueue(tx: Tx, job: NewJob): Promise<void>
  /** Starts what is due, as far as there are places; resolves to whether it found any. The counts grow as attempts end. */
  begin(limit: RunLimit, counts: JobCounts): Promise<boolean>
  /** Waits for everything that was begun. */
  settled(): Promise<void>
  /** Prolongs the leases of what is running. */
  renew(): Promise<void>
}
