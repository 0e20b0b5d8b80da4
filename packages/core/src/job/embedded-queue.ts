import { type Kysely, sql } from 'kysely'
import { DEFAULT_RETRY, ENDED_WITH_PROCESS, errorText, type RetryPolicy, retryDelay } from '../hook/back-off.ts'
import { DEFAULT_LEASE_MS } from '../hook/dispatcher.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { JobCounts, JobQueue, NewJob, QueueDesk, StartedJob } from './job-queue.ts'

export interface EmbeddedQueueOptions {
  /** Jobs that one process runs at once; 4 unless told. */
  readonly atOnce?: number
  /** Milliseconds after which the jobs of a process that was killed are tried again; 30 000 unless told. */
  readonly leaseMs?: number
  readonly retry?: Partial<RetryPolicy>
}

interface ClaimedJob extends StartedJob {
  /** Attempts begun, this one included. */
  readonly attempts: number
}

/** Jobs in a table of the desk's own database, leased by the database's clock. For one machine or several. */
export class EmbeddedQueue implements JobQueue {
  readonly #atOnce: number
  readonly #leaseMs: number
  readonly #retry: RetryPolicy
  readonly #running = new Set<Promise<void>>()
  #desk: QueueDesk | undefined

  constructor(options: EmbeddedQueueOptions = {}) {
    this.#atOnce = options.atOnce ?? 4
    this.#leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS
    this.#retry = { ...DEFAULT_RETRY, ...options.retry }
  }

  attach(desk: QueueDesk): void {
    this.#desk = desk
  }

  get #host(): QueueDesk {
    if (!this.#desk) throw new TypeError('The queue belongs to no desk yet. Give it to createDesk.')
    return this.#desk
  }

  async enqueue(tx: Tx, { name, input, notBefore, key, causeId }: NewJob): Promise<void> {
    const db: Kysely<CoreTables> = tx.db
    const now = await tx.now()
    const at = new Date(now).toISOString()
    await db
      .insertInto('job')
      .values({
        id: this.#host.newId(),
        name,
        input_json: input,
        dedupe_key: key ?? null,
        cause_id: causeId ?? null,
        state: 'waiting',
        attempt_count: 0,
        due_ms: notBefore === undefined ? now : Date.parse(notBefore),
        lease_owner: null,
        lease_until_ms: 0,
        error: null,
        created_at: at,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.columns(['name', 'dedupe_key']).where('state', '=', sql.lit('waiting')).doNothing())
      .execute()
  }

  async begin(limit: RunLimit, counts: JobCounts): Promise<boolean> {
    const { store, timeouts, log } = this.#host
    const places = this.#atOnce - this.#running.size
    if (limit.isOver || places <= 0 || timeouts.size === 0) return false
    // A look without a writer first: mostly there is nothing.
    if (!(await store.read((tx) => this.#isAnyDue(tx)))) return false
    const jobs = await durableWrite(store, (tx) => this.#claim(tx, places))
    for (const job of jobs) {
      const run = this.#attempt(job, counts)
        .catch((error: unknown) =>
          log.error({ code: 'job.interrupted', job: job.name, id: job.id, error }, 'job.interrupted: will be tried again'),
        )
        .finally(() => {
          this.#running.delete(run)
          this.#host.wake()
        })
      this.#running.add(run)
    }
    return jobs.length > 0
  }

  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running)
  }

  async renew(): Promise<void> {
    if (this.#running.size === 0) return
    const { store, owner } = this.#host
    await durableWrite(store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const until = (await tx.now()) + this.#leaseMs
      await db.updateTable('job').set({ lease_until_ms: until }).where('lease_owner', '=', owner).execute()
    })
  }

  /** What a partial index is chosen by must stand in the text: no plan is made for a parameter. */
  #due(db: Kysely<CoreTables>, now: number) {
    return db
      .selectFrom('job')
      .where('name', 'in', [...this.#host.timeouts.keys()])
      .where('due_ms', '<=', now)
      .where('lease_until_ms', '<=', now)
      .where('state', '!=', sql.lit('dead'))
  }

  async #isAnyDue(tx: Tx): Promise<boolean> {
    const row = await this.#due(tx.db, await tx.now())
      .select('id')
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  /** The attempt is counted when it begins: one that ends the process counts as well. */
  async #claim(tx: Tx, places: number): Promise<ClaimedJob[]> {
    const db: Kysely<CoreTables> = tx.db
    const now = await tx.now()
    const rows = await this.#due(db, now).selectAll().orderBy('due_ms').orderBy('id').limit(places).execute()
    const claimed: ClaimedJob[] = []
    for (const row of rows) {
      const attempts = row.attempt_count + 1
      const { numUpdatedRows } = await db
        .updateTable('job')
        .set({ state: 'started', attempt_count: attempts, lease_owner: this.#host.owner, lease_until_ms: now + this.#leaseMs })
        .where('id', '=', row.id)
        // Whoever was quicker has moved these on.
        .where('attempt_count', '=', row.attempt_count)
        .where('lease_until_ms', '=', row.lease_until_ms)
        .where('state', '=', row.state)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows === 1n)
        claimed.push({ id: row.id, name: row.name, input: row.input_json as object, causeId: row.cause_id, attempts })
    }
    return claimed
  }

  async #attempt(job: ClaimedJob, counts: JobCounts): Promise<void> {
    const { store, log, owner, run } = this.#host
    const { id, name, attempts } = job
    const failure = attempts > this.#retry.tries ? { error: new Error(ENDED_WITH_PROCESS) } : await failureOf(() => run(job))
    const isDead = failure !== undefined && attempts >= this.#retry.tries
    await durableWrite(store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      if (!failure) {
        await db.deleteFrom('job').where('id', '=', id).where('lease_owner', '=', owner).execute()
        return
      }
      const now = await tx.now()
      const outcome = {
        state: isDead ? 'dead' : 'started',
        due_ms: now + retryDelay(this.#retry, attempts),
        error: errorText(failure.error),
      } as const
      const free = { lease_owner: null, lease_until_ms: 0, updated_at: new Date(now).toISOString() }
      await db
        .updateTable('job')
        .set({ ...outcome, ...free })
        .where('id', '=', id)
        .where('lease_owner', '=', owner)
        .execute()
    })
    if (!failure) counts.jobsDone += 1
    else {
      counts.jobsFailed += 1
      const fields = { job: name, id, attempts, error: failure.error }
      if (isDead) {
        counts.jobsDead += 1
        log.error({ code: 'job.dead', ...fields }, 'job.dead: given up; its row stays in the table of jobs')
      } else log.warn({ code: 'job.failed', ...fields }, 'job.failed: will be tried again')
    }
  }
}

const failureOf = async (run: () => Promise<void>): Promise<{ error: unknown } | undefined> => {
  try {
    await run()
    return undefined
  } catch (error) {
    return { error }
  }
}
