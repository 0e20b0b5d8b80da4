import type { Kysely } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { Failure } from './attempt.ts'
import { ENDED_WITH_PROCESS, errorText, retryDelay } from './back-off.ts'
import { type DeliverableEvent, eventsAt } from './delivered-event.ts'
import { durableWrite } from './durable-write.ts'
import { MAX_DEPTH } from './hook-bus.ts'
import type { LaneContext, RunLimit } from './lane.ts'
import { type AfterHandler, handlerKey } from './registered-handler.ts'

export interface RetryCounts {
  retried: number
  dead: number
}

interface Due {
  readonly position: number
  /** Attempts begun, this one included. */
  readonly attempts: number
}

/** Retries of one handler that run at once; few, as what failed often fails again. */
const AT_ONCE = 4

/** Handlers that have deliveries due, of whatever process. Asked for all of them at once, so that those of one never stand before another's. */
export async function handlersWithDue(tx: Tx): Promise<string[]> {
  const db: Kysely<CoreTables> = tx.db
  const now = await tx.now()
  const rows = await db
    .selectFrom('delivery')
    .select('handler')
    .distinct()
    .where('state', '=', 'retry')
    .where('due_ms', '<=', now)
    .where('lease_until_ms', '<=', now)
    .execute()
  return rows.map(({ handler }) => handler)
}

/** Second and later attempts of one handler: in the order in which they fall due, and never in front of first ones. */
export class RetryLane {
  readonly name: string
  readonly #handler: AfterHandler
  readonly #context: LaneContext
  #isRunning = false

  constructor(handler: AfterHandler, context: LaneContext) {
    this.name = handlerKey(handler)
    this.#handler = handler
    this.#context = context
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  async run(limit: RunLimit): Promise<RetryCounts> {
    this.#isRunning = true
    const counts: RetryCounts = { retried: 0, dead: 0 }
    try {
      while (!limit.isOver) {
        const due = await durableWrite(this.#context.store, (tx) => this.#claim(tx))
        if (due.length === 0) break
        const found = await this.#context.store.read(({ db }) =>
          eventsAt(
            db,
            due.map(({ position }) => position),
            MAX_DEPTH,
          ),
        ) // prettier-ignore
        const events = new Map(found.map((event) => [event.delivered.position, event]))
        await Promise.all(due.map((one) => this.#attempt(one, events.get(one.position), counts)))
      }
      return counts
    } finally {
      this.#isRunning = false
    }
  }

  /** The attempt is counted when it begins: one that ends the process counts as well. */
  async #claim(tx: Tx): Promise<Due[]> {
    const db: Kysely<CoreTables> = tx.db
    const { owner, durationMs } = this.#context.leasing
    const now = await tx.now()
    const rows = await db
      .selectFrom('delivery')
      .select(['event_position', 'attempt_count', 'lease_until_ms'])
      .where('state', '=', 'retry')
      .where('handler', '=', this.name)
      .where('due_ms', '<=', now)
      .where('lease_until_ms', '<=', now)
      .orderBy('due_ms')
      .limit(AT_ONCE)
      .execute()
    const due: Due[] = []
    for (const row of rows) {
      const claimed = await db
        .updateTable('delivery')
        .set({ lease_owner: owner, lease_until_ms: now + durationMs, attempt_count: row.attempt_count + 1 })
        .where('handler', '=', this.name)
        .where('event_position', '=', row.event_position)
        .where('state', '=', 'retry')
        // Whoever was quicker has moved this on.
        .where('attempt_count', '=', row.attempt_count)
        .where('lease_until_ms', '=', row.lease_until_ms)
        .executeTakeFirstOrThrow()
      if (claimed.numUpdatedRows === 1n) due.push({ position: row.event_position, attempts: row.attempt_count + 1 })
    }
    return due
  }

  async #attempt({ position, attempts }: Due, event: DeliverableEvent | undefined, counts: RetryCounts): Promise<void> {
    const { retry, log, store } = this.#context
    const failure = await this.#failureOf(event, attempts)
    const isDead = failure !== undefined && (failure.isFinal || attempts >= retry.tries)
    await durableWrite(store, (tx) => this.#settle(tx, position, attempts, failure, isDead))
    counts.retried += 1
    if (!failure) return
    const fields = { handler: this.name, event: event?.delivered.event, position, attempts, error: failure.error }
    if (isDead) {
      counts.dead += 1
      log.error({ code: 'delivery.dead', ...fields }, 'delivery.dead: given up; repeat it with deliveries.replay')
    } else log.warn({ code: 'delivery.failed', ...fields }, 'delivery.failed: will be tried again')
  }

  async #failureOf(event: DeliverableEvent | undefined, attempts: number): Promise<Failure | undefined> {
    if (attempts > this.#context.retry.tries) return { error: new Error(ENDED_WITH_PROCESS), isFinal: true }
    if (!event) return { error: new Error('the event is gone'), isFinal: true }
    return this.#context.attempts.run(this.#handler, event)
  }

  async #settle(tx: Tx, position: number, attempts: number, failure: Failure | undefined, isDead: boolean): Promise<void> {
    const db: Kysely<CoreTables> = tx.db
    const { leasing, retry } = this.#context
    const now = await tx.now()
    const free = { lease_owner: null, lease_until_ms: 0, updated_at: new Date(now).toISOString() }
    const update = db
      .updateTable('delivery')
      .where('handler', '=', this.name)
      .where('event_position', '=', position)
      .where('lease_owner', '=', leasing.owner)
    if (failure) {
      const due_ms = now + retryDelay(retry, attempts)
      await update.set({ ...free, state: isDead ? 'dead' : 'retry', due_ms, error: errorText(failure.error) }).execute()
      return
    }
    const forgotten = await db
      .deleteFrom('delivery')
      .where('handler', '=', this.name)
      .where('event_position', '=', position)
      .where('lease_owner', '=', leasing.owner)
      .where('event_position', '<=', (eb) => eb.selectFrom('handler').select('handler.position').where('handler.name', '=', this.name))
      .executeTakeFirstOrThrow()
    // The handler's position has not come by yet: without the row it would be a first attempt again.
    if (forgotten.numDeletedRows === 0n) await update.set({ ...free, state: 'done' }).execute()
  }
}
