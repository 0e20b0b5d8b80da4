import type { Kysely } from 'kysely'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { JobKind } from './job-kind.ts'

/** Under this key an occurrence waits: while it does, the next one adds none. */
export const RECURRING_KEY = 'recurring'

export type Recurring = JobKind & { readonly every: number }
export const isRecurring = (kind: JobKind): kind is Recurring => kind.every !== undefined

/** Whether all of them are written down with the intervals that they have. */
export async function areScheduled(tx: Tx, kinds: readonly Recurring[]): Promise<boolean> {
  const db: Kysely<CoreTables> = tx.db
  const rows = await db.selectFrom('job_schedule').select(['name', 'interval_ms']).execute()
  const known = new Map(rows.map((row) => [row.name, row.interval_ms]))
  return kinds.every(({ name, every }) => known.get(name) === every)
}

/** Writes down recurring jobs that are new, or have another interval now: counted from this moment on. */
export async function registerSchedules(tx: Tx, kinds: readonly Recurring[]): Promise<void> {
  const db: Kysely<CoreTables> = tx.db
  const now = await tx.now()
  const updated_at = new Date(now).toISOString()
  for (const { name, every } of kinds) {
    const row = { name, anchor_ms: now, interval_ms: every, next_due_ms: now + every, updated_at }
    await db
      .insertInto('job_schedule')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row).where('job_schedule.interval_ms', '!=', every))
      .execute()
  }
}

/**
 * Takes the occurrences that have fallen due. Of many processes one moves the row on, and only that one enqueues; both in one transaction.
 * What was missed in a long sleep is one occurrence, and the next is counted from the anchor, so that lateness does not add up.
 */
export async function takeDue(tx: Tx, kinds: readonly Recurring[], enqueue: (name: string) => Promise<void>): Promise<number> {
  const db: Kysely<CoreTables> = tx.db
  const now = await tx.now()
  let taken = 0
  for (const row of await dueRows(db, kinds, now)) {
    const next = row.anchor_ms + (Math.floor((now - row.anchor_ms) / row.interval_ms) + 1) * row.interval_ms
    const { numUpdatedRows } = await db
      .updateTable('job_schedule')
      .set({ next_due_ms: next, updated_at: new Date(now).toISOString() })
      .where('name', '=', row.name)
      .where('next_due_ms', '=', row.next_due_ms)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) continue
    await enqueue(row.name)
    taken += 1
  }
  return taken
}

export const dueRows = (db: Kysely<CoreTables>, kinds: readonly Recurring[], now: number) =>
  db
    .selectFrom('job_schedule')
    .select(['name', 'anchor_ms', 'interval_ms', 'next_due_ms'])
    .where(
      'name',
      'in',
      kinds.map(({ name }) => name),
    )
    .where('next_due_ms', '<=', now)
    .execute()
