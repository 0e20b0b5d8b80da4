import type { ErrorTable } from './define-errors.ts'

export const ticketErrors = {
  'ticket.field_not_ready': [
    503,
    "Lists can't be filtered or sorted by '{field}' yet: its values are still being gathered. Try again in a little while.",
  ],
  'ticket.assignee_not_entitled': [
    422,
    "{assigneeId} can't have tickets of the team {team}. Give them a role there first, or choose somebody of the team.",
  ],
  'ticket.closed': [409, 'Ticket {number} is closed. Reopen it first, or open a new one.'],
  'ticket.closed_for_reply': [
    409,
    'Ticket {number} is closed. A message of its customer, sent alone, opens a new ticket; nothing else can be added this way.',
  ],
  'ticket.company_inactive': [422, 'The company {company} is no longer active. Choose another, or reactivate it first.'],
  'ticket.company_required': [422, 'The requester {personId} is a contact of {count} companies. Say for which one: companyId.'],
  'ticket.conflict': [
    409,
    'Ticket {number} was changed meanwhile: it has version {version}. Read it again, look at what changed, and repeat.',
  ],
  'ticket.extension_missing': [
    500,
    "The plugin '{plugin}' gave no view for ticket {ticketId}. Its ticketExtension.load must give one for each id.",
  ],
  'ticket.extension_unknown': [422, "No installed plugin '{plugin}' extends the ticket."],
  'ticket.follower_not_staff': [422, '{personId} has no staff role, so they cannot follow a ticket. Put contacts in copy (cc).'],
  'ticket.gates_failed': [409, "'{command}' has to wait: {codes}. Complete what is missing, or pass with a reason if you may."],
  'ticket.work_left': [409, 'The desk has still something to do on this ticket. Ask for it by a message.'],
  'ticket.no_intake': [500, "There is no team 'intake'. Run `deskwright migrate`, which makes it."],
  'ticket.not_found': [404, 'There is no ticket {ticketId} that you may see.'],
  'ticket.person_inactive': [422, '{personId} is deactivated. Choose somebody else, or reactivate them first.'],
  'ticket.priority_reason_required': [
    422,
    "Impact and urgency give the priority '{derived}'. Say why it should be another: priorityReason.",
  ],
  'ticket.requester_no_contact': [
    422,
    '{requesterId} is no contact of the company {companyId}. Add them to the company first, or choose another.',
  ],
  'ticket.requester_required': [422, 'A program opens tickets for somebody. Say for whom: requesterId.'],
  'ticket.taken': [409, 'Somebody has ticket {number} already. Read it again; with the right to assign it can be given to you.'],
  'ticket.team_inactive': [422, 'The team {team} is no longer active. Choose another.'],
} as const satisfies ErrorTable
