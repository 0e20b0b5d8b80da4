import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { approversOf, expectAtWork, findApproval, type LockedApproval, lockApproval } from './approval-row.ts'
import { type ApprovalsContract, ApprovalView, VoteOnApproval } from './contract.ts'
import { endApproval, payloadOf } from './end-approval.ts'
import { coversAmount, isAsked, isOwnVote } from './entitled.ts'
import { outcomeOf } from './outcome.ts'
import { maySee } from './see-approval.ts'
import { isStale } from './stale.ts'
import { viewApproval } from './view.ts'

const { command } = forContract<ApprovalsContract>()

/** Being asked is the permission: no role gives it, and none is needed. */
export const vote = command({
  route: 'POST /approvals/:approvalId/votes',
  summary: 'Accepts or refuses, once. The contentHash is that of the approval as it was read; a refusal needs a comment.',
  permission: 'anyone',
  audience: 'both',
  input: VoteOnApproval,
  output: ApprovalView,
  async run(work, { approvalId, vote: given, contentHash, comment }) {
    const context = contextOf(work)
    const found = await lockApproval(context, approvalId)
    if (!found || !maySee(context, found)) throw coreError('approval.not_found', { approvalId })
    await expectMayVote(context, found)
    if (contentHash !== found.approval.content_hash) throw coreError('approval.content_differs')
    if (given === 'refused' && comment === undefined) throw coreError('approval.comment_required')
    await castVote(context, found, given, comment ?? null)
    // Read again: a plugin may have ended it in answer to the vote.
    const approval = await findApproval(context.unit, approvalId)
    const votes = (await approversOf(context.unit, approvalId)).map((approver) => approver.vote)
    const outcome = outcomeOf(found.approval.needed_count, votes)
    if (approval?.state === 'pending' && outcome !== 'pending') await endApproval(context, found.ticket, approval, outcome)
    return viewApproval(context, approvalId)
  },
})

async function expectMayVote(context: CallContext, { approval, approvers, ticket }: LockedApproval): Promise<void> {
  const { unit, actor } = context
  const mine = approvers.find((approver) => isAsked(actor, approval, approver))
  if (!mine) throw coreError('approval.not_asked')
  if (mine.vote !== null) throw coreError('approval.voted')
  if (approval.state !== 'pending') throw coreError('approval.not_pending', { state: approval.state })
  expectAtWork(ticket)
  if (isOwnVote(approval, mine.person_id)) throw coreError('approval.own_request', { personId: mine.person_id })
  if (await isStale(unit, ticket.row, approval)) throw coreError('approval.content_changed')
  if (!(await coversAmount(context, approval))) throw coreError('approval.beyond_limit', { personId: mine.person_id })
}

/** Compare-and-set on the approver's own row: whatever else happened, nobody answers twice. */
async function castVote(
  context: CallContext,
  { approval }: LockedApproval,
  given: 'accepted' | 'refused',
  comment: string | null,
): Promise<void> {
  const { unit, actor } = context
  const isPublic = approval.is_public && actor.capacity.acting === 'customer'
  await unit.change(
    context,
    'approval.voted',
    { ...payloadOf(approval), vote: given },
    async () => {
      const { numUpdatedRows } = await unit.db
        .updateTable('approver')
        .set({ vote: given, comment, voted_at: unit.now })
        .where('approval_id', '=', approval.id)
        .where('person_id', '=', actor.id)
        .where('vote', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw coreError('approval.voted')
    },
    { isInternal: !approval.is_public, changes: comment === null ? [] : [{ field: 'comment', from: null, to: comment, isPublic }] },
  )
}
