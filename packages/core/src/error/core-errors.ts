import { defineErrors } from './define-errors.ts'
import { hookErrors } from './hook-errors.ts'
import { kernelErrors } from './kernel-errors.ts'
import { machineErrors } from './machine-errors.ts'
import { storeErrors } from './store-errors.ts'
import { ticketErrors } from './ticket-errors.ts'

/**
 * Core's errors, sorted by owner. Append-only: add a line under its owner, never reuse or remove a code.
 * The message says what happened and what to do next, in whole sentences.
 */
export const coreError = defineErrors({
  // http: what the adapters answer by themselves
  'http.bad_host': [400, 'The Host header of this request names no host. Send the name and port of the server.'],
  'http.bad_public_url': [
    500,
    "'{publicUrl}' is no public address. Give a path ('/help') or a whole address ('https://example.com/help'), without query and fragment.",
  ],
  'http.bad_target': [
    400,
    "The address of this request is malformed. Send a path without '.' and '..' segments, backslashes and control characters.",
  ],
  'http.body_consumed': [
    500,
    "The request's body was read before it reached the desk and can't be put together again. Mount the desk before the body parser, or keep the raw bytes as request.rawBody.",
  ],
  'http.method_unsupported': [501, 'The method {method} is not supported. Use one of those that the API describes.'],
  'http.outside_mount': [404, 'There is nothing at this address. Look up the path under which the desk is mounted.'],
  'http.unexpected': [500, 'Something went wrong inside. It was recorded; try again, and tell the operator if it stays.'],

  ...hookErrors,
  ...kernelErrors,
  ...machineErrors,
  ...storeErrors,
  ...ticketErrors,
})
