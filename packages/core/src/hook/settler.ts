import type { Kysely } from 'kysely'
import type { Store, Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { durableWrite } from './durable-write.ts'
import { forgetDone } from './handler-lease.ts'

/** The outcome of a first attempt that the handler's position does not tell. */
export interface Outcome {
  readonly position: number
  readonly subjectId: string
  readonly state: 'done' | 'retry' | 'dead'
  /** Milliseconds until the next attempt. */
  readonly delay: number
  readonly error: string | null
}

export interface Settlement {
  readonly handler: string
  /** Everything up to here was tried. */
  readonly position: number
  readonly outcomes: readonly Outcome[]
  /** There are rows of out-of-order completions behind the position. */
  readonly forgetDone: boolean
}

interface Waiting {
  readonly settlement: Settlement
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** Another process has taken the handler over: what this one still does with it counts for nothing. */
export class LeaseLost extends Error {
  constructor(handler: string) {
    super(`the lease of '${handler}' was lost to another process`)
    this.name = 'LeaseLost'
  }
}

/**
 * Writes completions at once, each before the next event of its handler, and those of several handlers that happen to wait together in one commit.
 * Whoever has lost the lease writes nothing.
 */
export class Settler {
  readonly #store: Store
  readonly #owner: string
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(store: Store, owner: string) {
    this.#store = store
    this.#owner = owner
  }

  settle(settlement: Settlement): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ settlement, resolve, reject })
      if (!this.#isWriting) void this.#write()
    })
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const lost = await durableWrite(this.#store, (tx) => writeAll(tx, this.#owner, batch))
        for (const { settlement, resolve, reject } of batch)
          if (lost.has(settlement.handler)) reject(new LeaseLost(settlement.handler))
          else resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#isWriting = false
  }
}

async function writeAll(tx: Tx, owner: string, batch: readonly Waiting[]): Promise<Set<string>> {
  const db: Kysely<CoreTables> = tx.db
  const lost = new Set<string>()
  const byHandler = Map.groupBy(batch, ({ settlement }) => settlement.handler)
  let now: number | undefined
  for (const [handler, waiting] of byHandler) {
    const settlements = waiting.map(({ settlement }) => settlement)
    const position = Math.max(...settlements.map((settlement) => settlement.position))
    const held = await db
      .updateTable('handler')
      .set({ position, crash_count: 0 })
      .where('name', '=', handler)
      .where('lease_owner', '=', owner)
      .executeTakeFirstOrThrow()
    if (held.numUpdatedRows === 0n) {
      lost.add(handler)
      continue
    }
    const outcomes = settlements.flatMap((settlement) => settlement.outcomes)
    const lasting = outcomes.filter(({ state, position: at }) => state !== 'done' || at > position)
    if (lasting.length) {
      now ??= await tx.now()
      await db
        .insertInto('delivery')
        .values(lasting.map((outcome) => rowOf(handler, outcome, now ?? 0)))
        .execute()
    }
    if (settlements.some((settlement) => settlement.forgetDone)) await forgetDone(db, handler, position)
  }
  return lost
}

const rowOf = (handler: string, { position, subjectId, state, delay, error }: Outcome, now: number) => {
  const at = new Date(now).toISOString()
  return {
    handler,
    event_position: position,
    subject_id: subjectId,
    state,
    attempt_count: 1,
    due_ms: now + delay,
    lease_owner: null,
    lease_until_ms: 0,
    error,
    created_at: at,
    updated_at: at,
  }
}
