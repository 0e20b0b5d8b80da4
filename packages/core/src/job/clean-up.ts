import type { Kysely } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

/** Answers are kept for a day by promise, and for two as the clocks that dated them may be a day off. */
const KEPT_MS = 48 * 3_600_000
const BATCH = 1000

/** Forgets old idempotency keys, at most a thousand, and who was at which ticket. Returns how many keys. */
export async function cleanUp(tx: Tx): Promise<number> {
  const db: Kysely<CoreTables> = tx.db
  const now = await tx.now()
  await db.deleteFrom('presence').where('looking_until_ms', '<=', now).execute()
  const before = new Date(now - KEPT_MS).toISOString()
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
