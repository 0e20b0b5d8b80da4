import { mayBeAssigned } from '../access/entitled.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { handOver } from '../ticket/hand-over.ts'

/**
 * Gives the open tickets that somebody may no longer have back to their teams; who had them is kept. After the grant or the person's access
 * has ended. Tickets that are done keep the name of who did them. Nobody's right to these tickets is asked: it follows from the change.
 */
export async function dropAssignments(context: CallContext, personId: string): Promise<void> {
  const { unit, actor } = context
  await unit.tickets.flush()
  // By id, which is the order in which everybody locks tickets.
  const tickets = await unit.db
    .selectFrom('ticket')
    .select(['id', 'team_id'])
    .where('assignee_id', '=', personId)
    .where('is_open', '=', true)
    .orderBy('id')
    .execute()
  const entitled = new Map<string, boolean>()
  for (const { id, team_id: teamId } of tickets) {
    if (!entitled.has(teamId)) entitled.set(teamId, await mayBeAssigned(unit, personId, teamId))
    if (entitled.get(teamId)) continue
    const state = await unit.tickets.follow(actor, id)
    if (state?.row.assignee_id !== personId) continue
    await handOver(context, state, { assigneeId: null })
  }
}
