import type { Kysely } from 'kysely'
import type { Store } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

const KEPT_MS = 30 * 24 * 3_600_000
const AT_ONCE = 20

/** What became of bulk commands is told for a month; a few at once, so that others can write in between. */
export async function forgetBulks(store: Store): Promise<void> {
  for (let isMore = true; isMore; )
    isMore = await store.write(async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const before = new Date((await tx.now()) - KEPT_MS).toISOString()
      const old = await db.selectFrom('bulk').select('id').where('created_at', '<', before).orderBy('created_at').limit(AT_ONCE).execute()
      const ids = old.map(({ id }) => id)
      if (ids.length) await db.deleteFrom('bulk').where('id', 'in', ids).execute()
      return ids.length === AT_ONCE
    })
}
