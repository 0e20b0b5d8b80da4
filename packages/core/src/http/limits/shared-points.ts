import { type Kysely, sql } from 'kysely'
import { durableWrite } from '../../hook/durable-write.ts'
import type { Store, Tx } from '../../store/store.ts'
import type { CoreTables } from '../../tables.ts'

export const WINDOW_MS = 60_000
const HOUR_MS = 3_600_000

/** Part of somebody's minute, taken for one process. */
export interface TakenPoints {
  readonly count: number
  /** Milliseconds until the minute is over. */
  readonly leftMs: number
}

/** What callers have used up of their minute, in one row each, for all processes; minutes go by the database's clock. */
export class SharedPoints {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** Takes so many points where there are as many left, else what is left. One statement, so nobody takes between the look and the taking. */
  take(id: string, count: number, limit: number): Promise<TakenPoints> {
    return durableWrite(this.#store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const now = await tx.now()
      const window = Math.floor(now / WINDOW_MS) * WINDOW_MS
      const { taken_count: taken } = await db
        .insertInto('rate_limit')
        .values({ id, window_ms: window, taken_count: count })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({
            taken_count: sql<number>`case when ${eb.ref('rate_limit.window_ms')} = ${eb.ref('excluded.window_ms')}
              then ${eb.ref('rate_limit.taken_count')} + ${eb.ref('excluded.taken_count')} else ${eb.ref('excluded.taken_count')} end`,
            window_ms: eb.ref('excluded.window_ms'),
          })),
        )
        .returning('taken_count')
        .executeTakeFirstOrThrow()
      return { count: Math.max(0, Math.min(count, limit - (taken - count))), leftMs: window + WINDOW_MS - now }
    })
  }
}

/** Minutes that are long over. */
export async function forgetLimits(tx: Tx): Promise<void> {
  const db: Kysely<CoreTables> = tx.db
  await db
    .deleteFrom('rate_limit')
    .where('window_ms', '<', (await tx.now()) - HOUR_MS)
    .execute()
}
