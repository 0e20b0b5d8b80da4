import type { Kysely } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

/** Nobody is told later who was at which ticket. */
export async function forgetPresence(tx: Tx): Promise<void> {
  const db: Kysely<CoreTables> = tx.db
  await db
    .deleteFrom('presence')
    .where('looking_until_ms', '<=', await tx.now())
    .execute()
}
