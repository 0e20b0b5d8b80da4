import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { approvalsWithTicket, lockApproval } from './approval-row.ts'
import { askApproval } from './ask.ts'
import { ApprovalById, type ApprovalsContract, ApprovalView, RequestApproval, RequestApprovalFor } from './contract.ts'
import { endApproval } from './end-approval.ts'
import { viewApproval } from './view.ts'

const { command } = forContract<ApprovalsContract>()

export const request = command({
  route: 'POST /tickets/:ticketId/approvals',
  summary: 'Asks named people, or all who hold a role, to approve the ticket as it is now.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: RequestApproval,
  output: ApprovalView,
  async run(work, { ticketId, expectedVersion, ...ask }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const ticket = await context.unit.tickets.see(context.actor, ticketId)
    await expectVersion(context, ticket, expectedVersion)
    return viewApproval(context, await askApproval(context, ticket, ask))
  },
})

export const requestFor = command({
  route: null,
  summary: 'Asks for approval of something of a plugin on a ticket.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: RequestApprovalFor,
  output: ApprovalView,
  async run(work, { ticketId, expectedVersion, kind, subjectId, content, contentHash, amount = null, ...ask }) {
    const context = contextOf(work)
    const { unit, actor } = context
    expectOwner(context, kind)
    await work.ticket(ticketId)
    const ticket = await unit.tickets.see(actor, ticketId)
    await expectVersion(context, ticket, expectedVersion)
    const pending = await approvalsWithTicket(unit)
      .where('approval.ticket_id', '=', ticketId)
      .where('approval.kind', '=', kind)
      .where('approval.subject_id', '=', subjectId)
      .where('approval.state', '=', 'pending')
      .executeTakeFirst()
    if (pending) throw coreError('approval.asked_already', { approvalId: pending.id, kind })
    const subject = { kind, id: subjectId, content, contentHash }
    return viewApproval(context, await askApproval(context, ticket, { ...ask, subject, amount }))
  },
})

export const invalidate = command({
  route: null,
  summary: 'What a plugin asked about has changed: its approval is void.',
  permission: 'ticket.request_approval',
  audience: 'staff',
  input: ApprovalById,
  output: ApprovalView,
  async run(work, { approvalId }) {
    const context = contextOf(work)
    const found = await lockApproval(context, approvalId)
    if (!found) throw coreError('approval.not_found', { approvalId })
    const { approval } = found
    await work.ticket(approval.ticket_id)
    expectOwner(context, approval.kind)
    // Said of what is over as well: an accepted one is void from now on, and one that is void stays so.
    if (['pending', 'accepted', 'refused'].includes(approval.state)) await endApproval(context, found.ticket, approval, 'void')
    return viewApproval(context, approvalId)
  },
})

/** A kind is its plugin's: nobody else can say that somebody is asked about an estimate, or that it has changed. */
function expectOwner({ actor }: CallContext, kind: string): void {
  const isOwner = actor.kind === 'plugin' && kind.startsWith(`${actor.id}.`)
  if (!isOwner) throw coreError('approval.foreign_kind', { kind })
}
