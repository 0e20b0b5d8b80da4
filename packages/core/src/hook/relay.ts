import { type Kysely, sql } from 'kysely'
import type { Store } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'

const BATCH = 1000
/** Second half of the lock's key; the first is the event table itself, so that each desk of a database has its own relay. */
const RELAY_LOCK = 1

/** Where every process of a desk hears that events got their position; by the event table, so that each desk of a database has its own. */
export const wakeChannel = (eventTable: number): string => `deskwright_${eventTable}`

/**
 * Gives committed events their position, on PostgreSQL, where the order of insertion is not the order of commits. One relay works at a time; it numbers
 * what it can see in the order of insertion and never waits for transactions that are still open: theirs come later. What has a position is therefore
 * followed by nothing with a smaller one. On SQLite the position is given in the commit, so there is nothing to do. Returns how many it numbered; `told` hears the
 * last position as soon as the other processes are called to it.
 */
export async function relay(store: Store, batch = BATCH, told?: (last: number) => void): Promise<number> {
  if (store.kind !== 'postgres') return 0
  let total = 0
  for (;;) {
    const { count, last } = await store.write(async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const turn = await db
        .selectFrom('event')
        .select([
          sql<boolean>`pg_try_advisory_xact_lock(tableoid::int, ${sql.lit(RELAY_LOCK)})`.as('is_mine'),
          sql<number>`tableoid::int`.as('table'),
        ])
        .where('position', 'is', null)
        .limit(1)
        .executeTakeFirst()
      // The look that follows is a statement of its own: under READ COMMITTED it sees what the relay before us has committed.
      if (!turn?.is_mine) return { count: 0, last: undefined }
      const numbered = await number(db, batch)
      // One at a time comes this far, so the lock that PostgreSQL takes for a notification holds up nobody's command.
      return { count: numbered, last: numbered > 0 ? await callOthers(db, turn.table) : undefined }
    })
    if (last !== undefined) told?.(last)
    total += count
    if (count < batch) return total
  }
}

/** Says how far the order goes, so that whoever is there already stays asleep. */
async function callOthers(db: Kysely<CoreTables>, table: number): Promise<number> {
  const last = sql<number>`(select max(${sql.ref('event.position')}) from ${sql.table('event')})`
  const { rows } = await sql<{ last: number }>`select ${last} as last, pg_notify(${wakeChannel(table)}, ${last}::text)`.execute(db)
  return Number(rows[0]?.last)
}

async function number(db: Kysely<CoreTables>, batch: number): Promise<number> {
  const waiting = db
    .selectFrom('event')
    .select(['event.sequence', sql<number>`row_number() over (order by ${sql.ref('event.sequence')})`.as('place')])
    .where('event.position', 'is', null)
    .orderBy('event.sequence')
    .limit(batch)
    .as('waiting')
  const last = sql`(select coalesce(max(${sql.ref('event.position')}), 0) from ${sql.table('event')})`
  const { numUpdatedRows } = await db
    .updateTable('event')
    .from(waiting)
    .set({ position: sql<number>`${last} + ${sql.ref('waiting.place')}` })
    .whereRef('event.sequence', '=', 'waiting.sequence')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
