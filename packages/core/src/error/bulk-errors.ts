import type { ErrorTable } from './define-errors.ts'

/** Errors of bulk commands. */
export const bulkErrors = {
  'bulk.cancelled': [
    409,
    'The bulk command was cancelled before this ticket had its turn. Give the command again for those that are left.',
  ],
  'bulk.command_failed': [
    500,
    'The command failed for a reason of its own. The log of the desk says which; the other tickets are not touched by it.',
  ],
  'bulk.failed': [
    409,
    '{failed} of {total} commands failed, so none was done. The details say which and why; leave those out, or solve them first.',
  ],
  'bulk.no_tickets': [404, 'None of these tickets is there for you. Look at their ids, and at what you may see.'],
  'bulk.not_found': [404, 'There is no bulk command {bulkId} of yours. Results are kept for 30 days.'],
  'bulk.over': [409, 'The bulk command {bulkId} is done already: there is nothing left to cancel. Its results say what it did.'],
  'bulk.too_many': [422, 'The filter finds more than {most} tickets. Narrow it, and repeat for the rest.'],
  'bulk.unknown_command': [
    422,
    "'{command}' is no command for a ticket. Name an operation of tickets such as 'assign', one of a plugin such as 'billing.add', or a command of the tickets' types.",
  ],
  'bulk.which_tickets': [422, 'Say which tickets in one way: ticketIds, or a filter, or viewId.'],
} as const satisfies ErrorTable
