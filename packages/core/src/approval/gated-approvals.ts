import type { GatedApproval } from '../machine/gates.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { approvalsWithTicket } from './approval-row.ts'
import { isStale } from './stale.ts'

/** With whether the ticket's catalogue entry demands it. */
export interface DemandedApproval extends GatedApproval {
  readonly isDemanded: boolean
}

/**
 * What gates look at: the approvals in force, each with its state as of the content at hand. What was approved and has changed is void
 * here, whatever way the change took.
 */
export async function gatedApprovals(unit: UnitOfWork, row: TicketRow): Promise<readonly DemandedApproval[]> {
  const found = await approvalsWithTicket(unit)
    .where('approval.ticket_id', '=', row.id)
    .where('approval.state', 'not in', ['withdrawn', 'replaced'])
    .orderBy('approval.id')
    .execute()
  const approvals: DemandedApproval[] = []
  for (const approval of found) {
    const { id, question, is_public: isPublic, is_demanded: isDemanded, state } = approval
    if (state === 'withdrawn' || state === 'replaced') continue
    approvals.push({ id, question, isPublic, isDemanded, state: state !== 'void' && (await isStale(unit, row, approval)) ? 'void' : state })
  }
  return approvals
}
