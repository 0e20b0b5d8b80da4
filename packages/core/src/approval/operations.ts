import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { ApprovalsContract, ApprovalsService } from './contract.ts'
import { get, list, mine } from './list.ts'
import { askAgain, replaceApprover, withdraw } from './manage.ts'
import { invalidate, request, requestFor } from './request.ts'
import { vote } from './vote.ts'

export const approvalOperations = {
  request,
  requestFor,
  invalidate,
  vote,
  withdraw,
  askAgain,
  replaceApprover,
  list,
  get,
  mine,
} satisfies OperationsOf<ApprovalsService>

const subject = 'ticketId'
/** Of approvals that are the house's own, the same events are for staff only. */
export const approvalEvents = {
  'approval.requested': { subject, audience: 'both', title: 'Approval asked for' },
  'approval.voted': { subject, audience: 'both', title: 'Approval answered' },
  'approval.ended': { subject, audience: 'both', title: 'Approval decided or taken back' },
  'approval.approver_replaced': { subject, audience: 'staff', title: 'Somebody else asked for approval' },
} as const satisfies { readonly [E in keyof ApprovalsContract['events']]: EventSpec<ApprovalsContract['events'][E]> }
