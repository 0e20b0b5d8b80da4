import { FileSweep } from '../file/sweep.ts'
import { durableWrite } from '../hook/durable-write.ts'
import { forgetLimits } from '../http/limits/shared-points.ts'
import { type Chore, nowAndThen } from '../job/chore.ts'
import { forgetPresence } from '../live/forget-presence.ts'
import type { Deliverer } from '../notification/deliverer.ts'
import { forgetKeys } from '../operation/forget-keys.ts'
import type { Runtime } from '../operation/runtime.ts'
import { DueTickets } from '../ticket/due-tickets.ts'
import type { FieldIndexes } from '../ticket/field-indexes.ts'

const HOUR_MS = 3_600_000

/** Those that others use as well. */
export interface Chores {
  readonly fieldIndexes: FieldIndexes
  readonly deliverer: Deliverer
}

/** What core does by itself, in the order in which a worker does it. */
export function choresOf(runtime: Runtime, { fieldIndexes, deliverer }: Chores): readonly Chore[] {
  const dueTickets = new DueTickets(runtime)
  const fileSweep = new FileSweep(runtime)
  return [
    { counts: 'due', perform: (limit) => dueTickets.perform(limit) },
    { counts: 'indexed', perform: (limit) => fieldIndexes.build(limit) },
    { counts: 'sent', perform: (limit) => deliverer.perform(limit) },
    { counts: 'swept', isSlow: true, perform: (limit) => fileSweep.perform(limit) },
    nowAndThen(HOUR_MS, { counts: 'forgotten', perform: () => forget(runtime) }),
  ]
}

const forget = ({ store }: Runtime): Promise<number> =>
  durableWrite(store, async (tx) => {
    await forgetPresence(tx)
    await forgetLimits(tx)
    return forgetKeys(tx)
  })
