import type { ErrorTable } from './define-errors.ts'

/** Errors of hooks, delivery and jobs, sorted by owner. Append-only. */
export const hookErrors = {
  // delivery: committed events on their way to `after` handlers
  'delivery.not_found': [
    404,
    "There is no delivery of position {position} to '{handler}'. List the deliveries to see what can be repeated.",
  ],
  'delivery.not_reached': [
    409,
    "'{handler}' has not come to position {position} yet, so there is nothing to repeat. Wait until it has, or look why it lags.",
  ],

  // hook: what plugins and the host hang on events
  'history.bad_source': [500, "The history entries '{source}' can't be read: {reason}. The plugin that brings them has to be corrected."],
  'hook.bad_gate': [
    500,
    "A gate of '{plugin}' answered with {answer}. A gate returns an array of failures, each with a code '{plugin}.…'.",
  ],
  'hook.call_ended': [500, "The time of the {phase} handler of '{plugin}' on '{event}' is over, so its work can't be used any more."],
  'hook.duplicate_name': [500, "Two handlers are named '{handler}'. Delivery and replay know a handler by its name: rename one of them."],
  'hook.failed': [
    500,
    "The {phase} handler of '{plugin}' on '{event}' failed, so nothing of this command was saved. The cause is in the log; correct the plugin.",
  ],
  'hook.timed_out': [
    503,
    "The {phase} handler of '{plugin}' on '{event}' did not end in time; the limit is {ms} ms. Make the handler faster, or move slow work to an `after` handler or a job.",
  ],
  'hook.too_deep': [
    500,
    'A chain of more than {depth} handlers and commands caused each other, so it was stopped. Look for handlers that answer their own events.',
  ],
  'hook.unknown_event': [
    500,
    "'{plugin}' hangs a handler on '{event}', which nothing declares. Correct the name, or install the plugin that declares it.",
  ],

  // job: work that is done later
  'job.bad_interval': [
    500,
    "'{every}' of the job '{job}' is no interval. Write it as 30s, 5m, 1h or 1d; at least a second, at most 365 days.",
  ],
  'job.timed_out': [503, "The job '{job}' did not end in time; the limit is {ms} ms. Split it into smaller jobs, or raise its time limit."],
  'job.unknown': [500, "'{plugin}' has no job '{job}'. Declare it under `jobs`, or correct the name."],
} as const satisfies ErrorTable
