import type { ErrorTable } from './define-errors.ts'

/** Errors of approvals. The first four are also what a gate says of an approval. */
export const approvalErrors = {
  'approval.pending': [409, "The answers to '{question}' are not complete. Wait for them, or ask somebody else."],
  'approval.refused': [409, "'{question}' was refused. Change what was asked for and ask again, or decline the ticket."],
  'approval.void': [409, "What was asked by '{question}' has changed since. Ask again."],
  'approval.missing': [409, 'Nobody has approved this yet. Ask for an approval.'],
  'approval.asked_already': [409, 'The approval {approvalId} of this {kind} is pending. Wait for it, or make it void first.'],
  'approval.asked_twice': [422, '{personId} is asked already. Choose somebody else.'],
  'approval.beyond_limit': [403, 'The amount is above what {personId} may approve for this company. Ask somebody with a higher limit.'],
  'approval.comment_required': [422, 'Say why you refuse: comment.'],
  'approval.content_changed': [409, 'What you were asked to approve has changed since. Ask for a new approval of what it is now.'],
  'approval.content_differs': [409, 'The contentHash is not the one of this approval. Read the approval again, and answer what it shows.'],
  'approval.content_too_large': [422, 'The content has {length} characters as JSON. Show approvers at most {most}.'],
  'approval.foreign_kind': [403, "Approvals of the kind '{kind}' are managed by the plugin that owns it, acting as itself: work.asPlugin."],
  'approval.no_approvers': [422, 'There is nobody to ask. Name people who may approve, or a role that somebody holds.'],
  'approval.not_asked': [403, 'You are not asked for this approval, and nobody answers for somebody else.'],
  'approval.not_entitled': [
    422,
    "{personId} can't be asked: staff need a staff role, contacts must belong to the ticket's company, and both must be active.",
  ],
  'approval.not_found': [404, 'There is no approval {approvalId} that you may see.'],
  'approval.not_pending': [409, 'The approval is {state} already.'],
  'approval.own_request': [
    422,
    '{personId} would approve their own request. Ask somebody else; the requester, but never who asks, may be allowed by requesterMayApprove.',
  ],
  'approval.public_only': [422, "Contacts are asked by approvals that customers see: audience 'both'."],
  'approval.role_without_company': [
    422,
    "'{roleId}' is a role of contacts, and the ticket has no company. Name people, or give it a company.",
  ],
  'approval.ticket_over': [409, 'Ticket {number} is no longer worked on, so there is nothing to approve. Reopen it first.'],
  'approval.too_many_approvers': [422, '{count} people would be asked. Ask at most {most}.'],
  'approval.too_many_needed': [422, '{needed} acceptances are needed, and {count} people are asked. Ask more, or need fewer.'],
  'approval.unknown_role': [422, "There is no role '{roleId}'."],
  'approval.voted': [409, 'You have answered this already, and an answer is final. If things have changed, have it asked again.'],
  'approval.voted_by_them': [409, "{personId} has answered already, so they can't be replaced."],
  'approval.withdraw_denied': [
    403,
    "An approval that somebody else asked for, or that was answered or has become void, is withdrawn by those with 'ticket.override_gates' only.",
  ],
} as const satisfies ErrorTable
