import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { takeAdvisoryLock } from '../store/postgres/advisory-lock.ts'

/**
 * Held by whoever adds a link that may close a circle, so that nobody else adds one that they don't see. Taken after the tickets' rows: the
 * order is tickets by ascending id, then this lock, then nothing that waits. On SQLite the writer is alone anyway.
 */
export async function lockLinks(unit: UnitOfWork): Promise<void> {
  if (unit.tx.kind !== 'postgres') return
  await takeAdvisoryLock(unit.db, (await unit.runtime.store.postgres())?.schema ?? '', 'links')
  unit.tickets.waitNoMore()
}
