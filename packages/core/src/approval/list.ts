import { type ExpressionBuilder, sql } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { CoreTables } from '../tables.ts'
import { approvalsWithTicket, lockApproval } from './approval-row.ts'
import { ApprovalById, ApprovalPage, type ApprovalsContract, ApprovalView, ListApprovals, MyApprovals } from './contract.ts'
import { maySee } from './see-approval.ts'
import { viewApproval, viewApprovals } from './view.ts'

const { query } = forContract<ApprovalsContract>()

export const list = query({
  route: 'GET /tickets/:ticketId/approvals',
  summary: 'The approvals of a ticket, oldest first; customers get those that are for them.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListApprovals,
  output: ApprovalPage,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const page = new Page(context, 'approvals.list', input)
    let rows = approvalsWithTicket(context.unit).where('approval.ticket_id', '=', input.ticketId)
    if (context.actor.capacity.acting === 'customer') rows = rows.where('approval.is_public', '=', true)
    if (page.after) rows = rows.where('approval.id', '>', String(page.after[0]))
    const found = await rows.orderBy('approval.id').limit(page.take).execute()
    return page.of(found, ({ id }) => [id], await viewApprovals(context, found.slice(0, page.limit)))
  },
})

export const get = query({
  route: 'GET /approvals/:approvalId',
  summary: 'One approval, for who sees its ticket and for who is asked.',
  permission: 'anyone',
  audience: 'both',
  input: ApprovalById,
  output: ApprovalView,
  async run(work, { approvalId }) {
    const context = contextOf(work)
    const found = await lockApproval(context, approvalId)
    if (!found || !maySee(context, found)) throw coreError('approval.not_found', { approvalId })
    return viewApproval(context, approvalId)
  },
})

export const mine = query({
  route: 'GET /approvals',
  summary: 'What waits for the caller’s answer, oldest first; or what they have answered.',
  permission: 'anyone',
  audience: 'both',
  input: MyApprovals,
  output: ApprovalPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'approvals.mine', input)
    let rows = askedOf(context)
    if (input.type !== undefined) rows = rows.where('ticket.type', '=', input.type)
    rows =
      input.show === 'answered'
        ? rows.where('approver.vote', 'is not', null)
        : rows.where('approver.vote', 'is', null).where('approval.state', '=', 'pending').where('ticket.is_open', '=', true).where(notOwn)
    if (page.after) rows = rows.where('approval.id', '>', String(page.after[0]))
    const found = await rows.orderBy('approval.id').limit(page.take).execute()
    return page.of(found, ({ id }) => [id], await viewApprovals(context, found.slice(0, page.limit)))
  },
})

/** `isOwnVote` in SQL, turned round. */
const notOwn = (where: ExpressionBuilder<CoreTables, 'approval' | 'approver' | 'ticket'>) => {
  const isRequester = where('ticket.requester_id', '=', where.ref('approver.person_id'))
  const isAsker = where('approval.requested_by', '=', sql<string>`cast(${sql.ref('approver.person_id')} as text)`)
  return where.and([
    where.or([where('approval.is_own_allowed', '=', true), where.not(isRequester)]),
    where.or([where.not(isAsker), where.and([where('approval.is_demanded', '=', true), isRequester])]),
  ])
}

/** `isAsked` in SQL: approvals that the caller is asked for, in this capacity, for this company, and still with the role. */
export function askedOf({ unit, actor }: Pick<CallContext, 'unit' | 'actor'>) {
  const { acting } = actor.capacity
  const { branches, companyId } = actor
  return (
    approvalsWithTicket(unit)
      .innerJoin('approver', 'approver.approval_id', 'approval.id')
      // Programs are asked nothing.
      .where('approver.person_id', '=', actor.personId ?? '00000000-0000-0000-0000-000000000000')
      .where('approver.acting', '=', acting)
      .where((where) =>
        acting === 'staff'
          ? where.and([])
          : where.and([
              where('approval.is_public', '=', true),
              where.or([
                where('ticket.company_id', 'is', null),
                ...(companyId === null ? [] : [where('ticket.company_id', '=', companyId)]),
              ]),
            ]),
      )
      .where((where) =>
        where.or([
          where('approver.is_named', '=', true),
          ...branches.flatMap(({ roleId, scope, scopeId }) => {
            if (scope === 'all') return [where('approval.role_id', '=', roleId)]
            if (scopeId === null) return []
            return [where.and([where('approval.role_id', '=', roleId), where('approval.role_scope_id', '=', scopeId)])]
          }),
        ]),
      )
  )
}
