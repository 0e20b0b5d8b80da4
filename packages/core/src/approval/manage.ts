import { seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectAtWork, type LockedApproval, lockApproval } from './approval-row.ts'
import { askApproval, expectEntitled, isOwn } from './ask.ts'
import { ApprovalById, type ApprovalsContract, ApprovalView, ReplaceApprover } from './contract.ts'
import { endApproval } from './end-approval.ts'
import { amountOf, demandOf } from './entitled.ts'
import { seesTicketsApproval } from './see-approval.ts'
import { viewApproval } from './view.ts'

const { command } = forContract<ApprovalsContract>()

export const withdraw = command({
  route: 'POST /approvals/:approvalId/withdraw',
  summary: 'Takes back a question that nobody has refused; what was refused or has become void, by those who may override gates only.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: ApprovalById,
  output: ApprovalView,
  async run(work, { approvalId }) {
    const context = contextOf(work)
    const found = await lockSeen(context, approvalId)
    await work.ticket(found.approval.ticket_id)
    expectAtWork(found.ticket)
    const { state } = found.approval
    if (state !== 'pending' && state !== 'refused' && state !== 'void') throw coreError('approval.not_pending', { state })
    expectMayTakeBack(context, found)
    await endApproval(context, found.ticket, found.approval, 'withdrawn')
    return viewApproval(context, approvalId)
  },
})

export const askAgain = command({
  route: 'POST /approvals/:approvalId/ask-again',
  summary: 'Asks the same people, or who holds the role now, about the ticket as it is now.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: ApprovalById,
  output: ApprovalView,
  async run(work, { approvalId }) {
    const context = contextOf(work)
    const found = await lockSeen(context, approvalId)
    const { approval, approvers, ticket } = found
    await work.ticket(approval.ticket_id)
    if (approval.kind !== 'ticket') throw coreError('approval.foreign_kind', { kind: approval.kind })
    const { state } = approval
    if (state !== 'pending' && state !== 'refused' && state !== 'void') throw coreError('approval.not_pending', { state })
    await endApproval(context, ticket, approval, 'replaced')
    const idsOf = (acting: 'staff' | 'customer') =>
      approvers.flatMap((approver) => (approver.is_named && approver.acting === acting ? [approver.person_id] : []))
    const id = await askApproval(context, ticket, {
      question: approval.question,
      audience: approval.is_public ? 'both' : 'staff',
      staffIds: idsOf('staff'),
      contactIds: idsOf('customer'),
      ...(approval.role_id === null ? {} : { roleId: approval.role_id }),
      needed: approval.rule === 'count' ? approval.needed_count : approval.rule,
      requesterMayApprove: approval.is_own_allowed,
      amount: amountOf(approval),
      isDemanded: approval.is_demanded,
    })
    return viewApproval(context, id)
  },
})

export const replaceApprover = command({
  route: 'PUT /approvals/:approvalId/approvers/:personId',
  summary: 'Asks somebody else instead of one who has not answered.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: ReplaceApprover,
  output: ApprovalView,
  async run(work, { approvalId, personId, replacementId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const found = await lockSeen(context, approvalId)
    const { approval, approvers, ticket } = found
    await work.ticket(approval.ticket_id)
    expectAtWork(ticket)
    if (approval.state !== 'pending') throw coreError('approval.not_pending', { state: approval.state })
    expectMayTakeBack(context, found)
    const approver = approvers.find((one) => one.person_id === personId)
    if (!approver) throw coreError('person.not_found', { personId })
    if (approver.vote !== null) throw coreError('approval.voted_by_them', { personId })
    await seePerson(unit, actor, replacementId)
    if (approvers.some((one) => one.person_id === replacementId)) throw coreError('approval.asked_twice', { personId: replacementId })
    const isAsker = replacementId === approval.requested_by
    if (isAsker || isOwn(context, ticket.row, replacementId, approval.is_own_allowed))
      throw coreError('approval.own_request', { personId: replacementId })
    await expectEntitled(context, demandOf(approval, approver), [replacementId])
    await unit.change(
      context,
      'approval.approver_replaced',
      { ticketId: approval.ticket_id, approvalId, personId, replacementId },
      () =>
        unit.db
          .updateTable('approver')
          .set({ person_id: replacementId, asked_at: unit.now })
          .where('approval_id', '=', approvalId)
          .where('person_id', '=', personId)
          .where('vote', 'is', null)
          .execute(),
      { isPublic: approval.is_public },
    )
    return viewApproval(context, approvalId)
  },
})

/** An approval of a ticket that the actor sees, with both locked; the answer for any other is that of none. */
async function lockSeen(context: CallContext, approvalId: string): Promise<LockedApproval> {
  const found = await lockApproval(context, approvalId)
  if (!found || !seesTicketsApproval(context, found)) throw coreError('approval.not_found', { approvalId })
  return found
}

/**
 * Who asked takes it back, as long as nobody has refused and it is still about what it was about: else a refusal would be got rid of by
 * withdrawing. Everybody else needs the right to pass gates, as that is what it comes to; and so does everybody where the catalogue demands it.
 */
function expectMayTakeBack({ unit, actor }: CallContext, { approval, approvers, ticket }: LockedApproval): void {
  const isOwnQuestion = approval.requested_by === actor.id && approval.requested_by_kind === actor.kind
  const isOpen = approval.state === 'pending' && approvers.every(({ vote }) => vote !== 'refused')
  if (isOwnQuestion && isOpen && !approval.is_demanded) return
  if (!unit.tickets.can(actor, unit.runtime.composition.permissions.bit('ticket.override_gates'), ticket))
    throw coreError('approval.withdraw_denied')
}
