import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import type { Db as BossDatabase, JobWithMetadata, PgBoss } from 'pg-boss'
import { DEFAULT_RETRY } from '../hook/back-off.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { Tx } from '../store/store.ts'
import type { JobCounts, JobQueue, NewJob, QueueDesk } from './job-queue.ts'

export interface PgBossQueueOptions {
  /** Jobs that one process runs at once; 4 unless told. */
  readonly atOnce?: number
  /** Attempts in all; 8 unless told. */
  readonly tries?: number
  /** Seconds before the second attempt, doubled for each further one; 1 unless told. */
  readonly retryDelay?: number
}

interface Payload {
  readonly input: object
  readonly causeId: string | null
}

/** Seconds after its time limit until pg-boss gives up an attempt whose process was killed. */
const GRACE_S = 30

/**
 * Jobs in pg-boss, on the database of the desk: enqueued in the command's own transaction, run here. Starting and stopping the boss stays the host's;
 * its supervision brings back what killed processes had begun.
 */
class PgBossQueue implements JobQueue {
  readonly #boss: PgBoss
  readonly #atOnce: number
  readonly #tries: number
  readonly #retryDelay: number
  readonly #queues = new Map<string, Promise<string>>()
  readonly #running = new Set<Promise<void>>()
  #desk: QueueDesk | undefined

  constructor(boss: PgBoss, options: PgBossQueueOptions = {}) {
    this.#boss = boss
    this.#atOnce = options.atOnce ?? 4
    this.#tries = options.tries ?? DEFAULT_RETRY.tries
    this.#retryDelay = options.retryDelay ?? 1
  }

  attach(desk: QueueDesk): void {
    if (desk.store.kind !== 'postgres')
      throw new TypeError('pgBossQueue needs a desk on PostgreSQL; on SQLite the embedded queue does the same.')
    this.#desk = desk
  }

  get #host(): QueueDesk {
    if (!this.#desk) throw new TypeError('The queue belongs to no desk yet. Give it to createDesk.')
    return this.#desk
  }

  async enqueue(tx: Tx, { name, input, notBefore, key, causeId }: NewJob): Promise<void> {
    const queue = await this.#queue(name)
    const payload: Payload = { input, causeId: causeId ?? null }
    await this.#boss.send(queue, payload, {
      db: inTransaction(tx),
      // The policy 'short' keeps one waiting job for each key, also for the empty one, so each job without a key gets its own.
      singletonKey: key === undefined ? this.#host.newId() : createHash('sha256').update(key).digest('base64url'),
      ...(notBefore === undefined ? {} : { startAfter: notBefore }),
    })
  }

  async begin(limit: RunLimit, counts: JobCounts): Promise<boolean> {
    let found = false
    for (const name of this.#host.timeouts.keys()) {
      const places = this.#atOnce - this.#running.size
      if (limit.isOver || places <= 0) break
      const queue = await this.#queue(name)
      const jobs = await this.#boss.fetch<Payload>(queue, { batchSize: places, includeMetadata: true })
      found ||= jobs.length > 0
      for (const job of jobs) this.#run(queue, name, job, counts)
    }
    return found
  }

  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running)
  }

  /** pg-boss counts from the beginning of an attempt, which our time limit ends before. */
  async renew(): Promise<void> {}

  /** Each desk of a database has queues of its own, made when first needed. */
  #queue(name: string): Promise<string> {
    const known = this.#queues.get(name)
    if (known) return known
    const made = this.#create(name).catch((error: unknown) => {
      this.#queues.delete(name)
      throw error
    })
    this.#queues.set(name, made)
    return made
  }

  async #create(name: string): Promise<string> {
    const { store, timeouts } = this.#host
    const access = await store.postgres()
    const queue = `${access?.schema}/${name}`
    await this.#boss.createQueue(queue, {
      policy: 'short',
      retryLimit: this.#tries - 1,
      retryDelay: this.#retryDelay,
      retryBackoff: true,
      expireInSeconds: Math.ceil((timeouts.get(name) ?? 0) / 1000) + GRACE_S,
    })
    return queue
  }

  #run(queue: string, name: string, job: JobWithMetadata<Payload>, counts: JobCounts): void {
    const { log, wake } = this.#host
    const run = this.#attempt(queue, name, job, counts)
      .catch((error: unknown) =>
        log.error({ code: 'job.interrupted', job: name, id: job.id, error }, 'job.interrupted: will be tried again'),
      )
      .finally(() => {
        this.#running.delete(run)
        wake()
      })
    this.#running.add(run)
  }

  async #attempt(queue: string, name: string, job: JobWithMetadata<Payload>, counts: JobCounts): Promise<void> {
    const { id, data, retryCount, retryLimit } = job
    const { log, run } = this.#host
    const attempt = { id, retryCount }
    try {
      await run({ id, name, ...data })
    } catch (error) {
      await this.#boss.fail(queue, attempt, { message: error instanceof Error ? error.message : String(error) })
      const isDead = retryCount >= retryLimit
      const fields = { job: name, id, attempts: retryCount + 1, error }
      counts.jobsFailed += 1
      if (isDead) {
        counts.jobsDead += 1
        log.error({ code: 'job.dead', ...fields }, 'job.dead: given up; pg-boss keeps it as failed')
      } else log.warn({ code: 'job.failed', ...fields }, 'job.failed: will be tried again')
      return
    }
    await this.#boss.complete(queue, attempt)
    counts.jobsDone += 1
  }
}

/** pg-boss's statements on our transaction's connection. */
const inTransaction = (tx: Tx): BossDatabase => ({
  executeSql: async (text, values = []) => ({ rows: (await tx.execute(CompiledQuery.raw(text, values))).rows as object[] }),
})

/** Jobs in pg-boss instead of a table of the desk: `createDesk({ queue: pgBossQueue(boss) })`, with a boss that was started. */
export const pgBossQueue = (boss: PgBoss, options?: PgBossQueueOptions): JobQueue => new PgBossQueue(boss, options)
