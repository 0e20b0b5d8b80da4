import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { checkClock } from './check-clock.ts'
import { checkHealth } from './check-health.ts'
import { checkSecret } from './check-surroundings.ts'
import type { Add } from './doctor.ts'
import type { Surroundings } from './surroundings.ts'

/** How the desk is doing: what its operator wants to hear of, though no row is wrong. */
export async function checkRunning(runtime: Runtime, { healthMs, hasOwnClock }: Surroundings, add: Add): Promise<void> {
  await checkHealth(runtime, healthMs, add)
  await checkClock(runtime, hasOwnClock, add)
  await runtime.store.read(async ({ db }) => {
    const core: CoreDb = db
    await checkSecret(core, add)
    await checkDead(core, add)
    await checkBehind(core, runtime, add)
  })
}

async function checkDead(db: CoreDb, add: Add): Promise<void> {
  const { dead_count: dead } = await db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('dead_count'))
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow()
  if (Number(dead) > 0)
    add(
      'warning',
      'doctor.dead_letters',
      `${dead} deliveries were given up. Look at GET /api/deliveries?state=dead, mend the cause, and replay them.`,
    )
}

const SLOW_DELIVERY_MS = 60_000

/** Events that have their place, and wait for handlers of this desk: those of another program are its own to look after. */
async function checkBehind(db: CoreDb, { composition, clock }: Runtime, add: Add): Promise<void> {
  for (const { name, position, events_json: events } of await db
    .selectFrom('handler')
    .select(['name', 'position', 'events_json'])
    .execute()) {
    if (!composition.hooks.deliveredTo.has(name) || !Array.isArray(events) || events.length === 0) continue
    const waiting = await db
      .selectFrom('event')
      .select('occurred_at')
      .where('position', '>', position)
      .where('name', 'in', events as string[])
      .where('is_past', '=', false)
      .orderBy('position')
      .limit(1)
      .executeTakeFirst()
    if (waiting && clock() - Date.parse(waiting.occurred_at) > SLOW_DELIVERY_MS)
      add(
        'warning',
        'doctor.behind',
        `'${name}' has not had an event of ${waiting.occurred_at} yet. Run deskwright worker, or call desk.tick().`,
      )
  }
}
