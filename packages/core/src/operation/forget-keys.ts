import type { Kysely } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

/** Answers are kept for a day by promise, and for two as the clocks that dated them may be a day off. */
const KEPT_MS = 48 * 3_600_000
const BATCH = 1000

/** Forgets old idempotency keys, at most a thousand. Returns how many. */
export async function forgetKeys(tx: Tx): Promise<number> {
  const db: Kysely<CoreTables> = tx.db
  const before = new Date((await tx.now()) - KEPT_MS).toISOString()
  const { numDeletedRows } = await db
    .deleteFrom('idempotency')
    .where(({ eb, refTuple }) =>
      eb(
        refTuple('actor', 'key'),
        'in',
        eb
          .selectFrom('idempotency as old')
          .select(['old.actor', 'old.key'])
          .where('old.created_at', '<', before)
          .orderBy('old.created_at')
          .limit(BATCH)
          .$asTuple('actor', 'key'),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
