import type { ErrorTable } from './define-errors.ts'

/** Errors of operations, access, idempotency and input. */
export const kernelErrors = {
  'access.company_required': [
    422,
    'This person is a contact of {count} companies. Say for which one: company in the options, or the header Desk-Company.',
  ],
  'access.deactivated': [403, 'This person is deactivated. An administrator can reactivate them.'],
  'access.denied': [403, "This needs the permission '{permission}' here. Ask an administrator for a role that has it."],
  'access.no_member': [403, 'This person is no contact of the company {companyId}. Act for one of their own companies.'],
  'access.options_invalid': [500, "desk.as() can't take the option '{option}': {reason}. Correct the call."],
  'access.past_actor': [500, "desk.past() can't act as this: {reason}. Correct the call."],
  'access.past_instant': [
    500,
    "'{instant}' is no moment of the past. Give an instant in UTC with milliseconds, such as 2026-03-29T01:30:00.000Z, that is over.",
  ],
  'access.permit_invalid': [500, 'This permit is not of this unit of work. Ask work.ticket(…) for one where the change is made.'],
  'access.permit_wrong': [500, "This permit is for '{permission}', and the change needs '{needed}'. Ask work.ticket(id, '{needed}')."],
  'access.person_changing': [503, 'This person is being changed by another call. Try again.', { retryable: true }],
  'access.reason_missing': [
    500,
    'desk.system() was called without a reason. Say in a line of at most 300 characters what the program does: the history keeps it.',
  ],
  'access.unauthenticated': [401, 'Sign in first: the desk does not know who is calling.'],
  'access.unknown_role': [422, "There is no role '{role}'. GET /api/access/roles lists them."],
  'access.vetoed': [403, 'The host application refuses this ({reason}). Ask those who run it.'],
  'access.wrong_capacity': [
    403,
    'This is for callers who act as {audience}, and the call acts as {acting}. Say it with the option acting, or the header Desk-Acting.',
  ],
  'company.not_found': [404, 'There is no company {companyId} that you may see.'],
  'desk.retry_transaction': [
    503,
    "The database asks for the host's transaction to be repeated from its beginning. Roll it back and run it again.",
    { retryable: true },
  ],
  'event.foreign': [500, "'{owner}' tried to record '{event}', which is not its event. Use an operation of its owner."],
  'event.no_subject': [500, "The event '{event}' carries no '{key}'. Put the subject's id into the payload."],
  'event.unknown': [500, "Nothing installed declares the event '{event}'. Declare it in the plugin's events."],
  'idempotency.answer_secret': [
    409,
    'This command was done under the same idempotency key, and its answer held a secret, which is not kept. Look at what was made, and make another if the secret is lost.',
  ],
  'idempotency.key_invalid': [422, 'An idempotency key has 1 to {max} printable ASCII characters without spaces.'],
  'idempotency.key_reused': [
    422,
    'This idempotency key was used for something else. Use a new key for each command, and the same only to repeat it.',
  ],
  'input.cursor_invalid': [422, 'This cursor belongs to another caller or another query. Ask for the first page again.'],
  'input.invalid': [422, 'The input is not right: {faults}.'],
  'operation.command_in_query': [500, "A query called the command '{operation}'. Make the caller a command."],
  'operation.core_is_no_plugin': [500, 'Core acts as nobody but the caller.'],
  'operation.outside_transaction': [
    500,
    "'{operation}' was called on the outer desk inside a transaction, which would wait for itself. Use work.desk or work.asPlugin.",
  ],
  'operation.output_invalid': [500, "The output of '{operation}' does not fit its schema: {faults}."],
  'operation.stream_nested': [500, "'{operation}' carries bytes and can't be called inside a transaction."],
  'person.not_found': [404, 'There is no person {personId} that you may see.'],
} as const satisfies ErrorTable
