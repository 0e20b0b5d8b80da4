import { systemActor } from '../access/load-actor.ts'
import { commandAfter } from '../catalogue/after-approval.ts'
import type { GatedApproval } from '../machine/gates.ts'
import { isOpenToOutcomes } from '../machine/resolve-trigger.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { performForeseen, performTriggered } from '../ticket/transition.ts'
import { type DemandedApproval, gatedApprovals } from './gated-approvals.ts'

/**
 * What the answers so far mean for the ticket: one refusal decides, and what is void must be asked again, however many others are pending.
 * Where all was taken back there is nothing to wait for.
 */
function newsOf(approvals: readonly Pick<GatedApproval, 'state'>[]): 'accepted' | 'refused' | 'void' | undefined {
  const has = (wanted: GatedApproval['state']) => approvals.some(({ state }) => state === wanted)
  if (has('refused')) return 'refused'
  if (has('void') || !approvals.length) return 'void'
  return has('pending') ? undefined : 'accepted'
}

/**
 * After the end of an approval: the command that the ticket's catalogue entry names for it, else what the type's triggers say. The desk
 * does it by itself, as voters need no right on the ticket. The ticket is locked.
 */
export async function followOutcome(context: CallContext, ticket: TicketState): Promise<void> {
  const { unit } = context
  if (!ticket.row.is_open || !isOpenToOutcomes({ waitingOn: ticket.row.waiting_on })) return
  const approvals = await gatedApprovals(unit, ticket.row)
  const news = newsOf(approvals)
  if (!news) return
  const program: CallContext = { ...context, owner: 'core', actor: systemActor(unit.runtime, 'approval') }
  const foreseen = isDemanded(approvals, news) ? await commandAfter(unit, ticket.row.id, news) : undefined
  if (foreseen && (await performForeseen(program, ticket, foreseen.command, foreseen.input ?? {}))) return
  await performTriggered(program, ticket, `approval_${news}`)
}

/** A question that somebody asked in addition decides nothing in the entry's name. */
const isDemanded = (approvals: readonly DemandedApproval[], news: 'accepted' | 'refused' | 'void'): boolean =>
  approvals.some((approval) => approval.isDemanded && (news !== 'refused' || approval.state === 'refused'))
