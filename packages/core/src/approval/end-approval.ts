import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { ApprovalRow } from './approval-row.ts'
import { followOutcome } from './follow-outcome.ts'
import type { ApprovalState } from './tables.ts'

export const payloadOf = ({ id, ticket_id, kind, subject_id }: Pick<ApprovalRow, 'id' | 'ticket_id' | 'kind' | 'subject_id'>) => ({
  ticketId: ticket_id,
  approvalId: id,
  kind,
  subjectId: subject_id,
})

/**
 * Where an approval ends, and the only place: compare-and-set from the state that was read, with the one event that says how. What the
 * outcome means for a ticket that waits for it follows at once; one that is replaced is no outcome yet.
 */
export async function endApproval(
  context: CallContext,
  ticket: TicketState,
  approval: ApprovalRow,
  outcome: Exclude<ApprovalState, 'pending'>,
): Promise<void> {
  const { unit } = context
  await unit.change(
    { ...context, owner: 'core' },
    'approval.ended',
    { ...payloadOf(approval), outcome },
    async () => {
      const { numUpdatedRows } = await unit.db
        .updateTable('approval')
        .set({ state: outcome, ended_at: unit.now })
        .where('id', '=', approval.id)
        .where('state', '=', approval.state)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw coreError('approval.not_pending', { state: outcome })
    },
    { isInternal: !approval.is_public },
  )
  if (outcome !== 'replaced') await followOutcome(context, ticket)
}
