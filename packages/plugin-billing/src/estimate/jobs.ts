import { isDeskError, type SeenBy } from '@deskwright/core'
import type { BillingContract } from '../contract.ts'

/** Every hour: offers whose day has passed, one after the other. One that fails is left for the next time, and harms no other. */
export const estimateJobs = {
  expireEstimates: {
    every: '1h',
    timeout: 600_000,
    async run({ billing }: SeenBy<BillingContract>): Promise<void> {
      const failures = new Map<string, unknown>()
      for (;;) {
        const { estimateIds } = await billing.dueEstimates({ limit: 200 })
        const left = estimateIds.filter((id) => !failures.has(id))
        for (const estimateId of left)
          await billing.expireEstimate({ estimateId }).catch((error: unknown) => {
            failures.set(estimateId, error)
          })
        if (left.length === 0 || failures.size >= 200) break
      }
      const faults = [...failures.values()].filter((error) => !isDecided(error))
      if (faults.length) throw new AggregateError(faults, `${faults.length} estimates could not be ended`)
    },
  },
}

/** Somebody decided on it meanwhile. */
const isDecided = (error: unknown): boolean => isDeskError(error) && error.code === 'billing.estimate_state'
