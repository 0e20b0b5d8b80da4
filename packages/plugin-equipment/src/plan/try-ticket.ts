import { isDeskError } from '@deskwright/core'
import { equipmentError } from '../errors.ts'
import type { AnyWork } from '../work.ts'

/**
 * Opens the ticket of a plan and takes it back: type, fields, team, requester, checklist and equipment fit when a ticket with them can be opened, and
 * nothing else knows all the rules. As the plugin, as every ticket of the plan will be opened. Throws `equipment.plan_unfit` with the reason, and its
 * code in the details.
 */
export async function expectPlanFits(work: AnyWork, planId: string): Promise<void> {
  try {
    await work.asPlugin.equipment.openPlanTicket({ planId, isTrial: true })
  } catch (error) {
    if (!isDeskError(error) || error.retryable || error.status >= 500) throw error
    if (error.code === 'equipment.plan_fits') return
    throw equipmentError('equipment.plan_unfit', { reason: error.message }, { details: { code: error.code } })
  }
}
