import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { Add } from './doctor.ts'

/** Leases go by the database's clock and everything people see by the process's: this far apart nobody notices. */
const APART_MS = 5_000

/** Whether this process agrees with the database about the time, and whether time went back. With a clock of the host's own the first is theirs to know. */
export async function checkClock(runtime: Runtime, hasOwnClock: boolean, add: Add): Promise<void> {
  const { apartMs, last } = await runtime.store.read(async (tx) => {
    const core: CoreDb = tx.db
    const before = runtime.clock()
    const there = await tx.now()
    const here = (before + runtime.clock()) / 2
    const newest = await core.selectFrom('event').select('occurred_at').orderBy('sequence', 'desc').limit(1).executeTakeFirst()
    return { apartMs: Math.round(here - there), last: newest?.occurred_at }
  })
  if (!hasOwnClock && Math.abs(apartMs) > APART_MS)
    add(
      'warning',
      'doctor.clock',
      `The clock of this process is ${Math.abs(apartMs)} ms ${apartMs > 0 ? 'ahead of' : 'behind'} the database’s. Let both follow a time server.`,
    )
  if (last !== undefined && Date.parse(last) - runtime.clock() > APART_MS)
    add(
      'warning',
      'doctor.clock_back',
      `The last event is of ${last}, which is still to come. The clock of a process was wrong, or was set back.`,
    )
}
