import { isDeskError, type SeenBy } from '@deskwright/core'
import type { BillingContract } from '../contract.ts'

/**
 * A run from where it stands to its end. One part that is refused is tried again contract by contract, and what is refused even then is written down as
 * blocked by its error. Anything else ends the job, and it is tried again from there.
 */
async function goOn({ billing }: SeenBy<BillingContract>, { runId }: { readonly runId: string }): Promise<void> {
  for (;;) {
    const code = await step(billing, runId, {})
    if (code !== undefined) {
      const alone = await step(billing, runId, { most: 1 })
      if (alone !== undefined) await billing.advanceInvoiceRun({ runId, refusedBy: alone })
    }
    if ((await billing.invoiceRun({ runId })).state === 'done') return
    // On SQLite the process has been busy with it: everybody else has a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function step(
  billing: SeenBy<BillingContract>['billing'],
  runId: string,
  how: { readonly most?: number },
): Promise<string | undefined> {
  try {
    await billing.advanceInvoiceRun({ runId, ...how })
    return undefined
  } catch (error) {
    // What other plugins' guards refuse, too. The database's own troubles, and rights, are about no single contract.
    if (isDeskError(error) && !error.retryable && !/^(?:store|access|operation)\./.test(error.code)) return error.code
    throw error
  }
}

export const invoiceRunJobs = { invoiceRun: { timeout: 3_600_000, run: goOn } }
