import type { ErrorTable } from './define-errors.ts'

export const linkErrors = {
  'link.cycle': [
    409,
    "A link '{role}' from ticket {number} to ticket {other} would close a circle. Remove one of the links that lead back, or choose another ticket.",
  ],
  'link.exists': [409, "Tickets {number} and {other} have a link of this kind already: '{role}'. Remove it first."],
  'link.incidents_refused': [
    409,
    'Nothing was resolved: {count} of the incidents can’t be. What stands in the way of each is in the details; complete it, or leave those out.',
  ],
  'link.itself': [422, 'Ticket {number} can’t be linked to itself. Choose another ticket.'],
  'link.made': [422, "A link '{role}' tells how a ticket came about. It is made with the ticket and neither added nor removed by hand."],
  'link.no_incident': [422, 'Ticket {incident} is not linked as caused by ticket {number}. Link it first, or leave it out.'],
  'link.not_found': [404, 'Ticket {number} has no link {linkId} that you may see.'],
  'merge.cross_company': [
    422,
    'Tickets {number} and {target} belong to different companies: the requester of one would read the other. That takes a right of its own.',
  ],
  'merge.into_part': [409, 'Ticket {target} is merged into ticket {number} itself. Undo that first.'],
  'merge.itself': [422, 'Ticket {number} can’t be merged into itself. Choose another ticket.'],
  'merge.not_merged': [409, 'Ticket {number} is not merged into another one, so there is nothing to undo.'],
  'merge.source_closed': [409, 'Ticket {number} was merged into ticket {target} and takes no changes any more. Work on ticket {target}.'],
  'merge.source_gone': [409, 'Ticket {number} was merged into another ticket and takes no changes any more.'],
  'merge.status_gone': [
    409,
    "Ticket {number} had the status '{status}', which its type no longer has. Install the plugin that defined it, or leave the ticket merged.",
  ],
  'merge.target_closed': [409, 'Ticket {target} is closed. Reopen it first, or merge the other way round.'],
  'ticket.message_not_found': [404, 'Ticket {number} has no message {messageId}.'],
} as const satisfies ErrorTable
