import { fieldChanges } from '../operation/recorder.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/**
 * Where a ticket changes hands, and the only place: who has it, in which team, and who had it before. Whether the assignee is entitled is
 * the caller's to ask. Nothing happens when nothing changes.
 */
export async function handOver(
  context: CallContext,
  state: TicketState,
  to: { readonly assigneeId: string | null; readonly teamId?: string },
): Promise<void> {
  const { row } = state
  const before = { assigneeId: row.assignee_id, teamId: row.team_id }
  const after = { assigneeId: to.assigneeId, teamId: to.teamId ?? row.team_id }
  const changes = fieldChanges({ assignee: before.assigneeId, team: before.teamId }, { assignee: after.assigneeId, team: after.teamId }, [
    'assignee',
    'team',
  ])
  if (!changes.length) return
  await context.unit.change(
    { ...context, owner: 'core' },
    'ticket.assigned',
    { ticketId: row.id, ...after, previousAssigneeId: before.assigneeId },
    () =>
      state.patch({
        assignee_id: after.assigneeId,
        previous_assignee_id: before.assigneeId ?? row.previous_assignee_id,
        team_id: after.teamId,
      }),
    { changes },
  )
}
