import type { SeenBy } from '@deskwright/core'
import type { EquipmentContract } from '../contract.ts'
import { shiftPlans } from './follow-calendars.ts'

/** Plans of one share whose moment has come, one after the other. A plan that throws is left for the next time, and harms no other. */
const share = (shard: number) => ({
  every: '1m',
  timeout: 600_000,
  async run({ equipment }: SeenBy<EquipmentContract>): Promise<void> {
    const failures: unknown[] = []
    let after: { runAt: string; planId: string } | undefined
    for (;;) {
      const { items } = await equipment.duePlans({ shard, ...(after ? { after } : {}) })
      for (const { planId, runAt } of items) {
        after = { runAt, planId }
        try {
          while ((await equipment.runPlan({ planId })).isDue);
        } catch (error) {
          failures.push(error)
        }
      }
      if (!items.length) break
    }
    if (failures.length) throw new AggregateError(failures, `${failures.length} maintenance plans could not be worked through`)
  },
})

export const planJobs = {
  plans_0: share(0),
  plans_1: share(1),
  plans_2: share(2),
  plans_3: share(3),
  shift: { timeout: 600_000, run: shiftPlans },
}
