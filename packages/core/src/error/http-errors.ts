import type { ErrorTable } from './define-errors.ts'

/** Errors of HTTP: what is refused before an operation is asked, and what the adapters answer by themselves. Append-only. */
export const httpErrors = {
  'desk.identify_missing': [
    500,
    'In production the desk has to know who is calling. Give createDesk identify: (request) => the person of your own session, or null.',
  ],

  'http.bad_header': [422, 'The header {header} must be {expected}. Correct it, or leave it out.'],
  'http.bad_host': [400, 'The Host header of this request names no host. Send the name and port of the server.'],
  'http.bad_json': [400, 'The body is not valid JSON in UTF-8. Send one JSON object.'],
  'http.bad_option': [500, "The option '{option}' can't be {value}. Use {expected}."],
  'http.bad_origin': [
    403,
    'This request comes from a page of another site, which may not change anything here. Send it from the same origin, or have the operator list the other one in allowedOrigins.',
  ],
  'http.bad_public_url': [
    500,
    "'{publicUrl}' is no public address. Give a path ('/help') or a whole address ('https://example.com/help'), without query and fragment.",
  ],
  'http.bad_target': [
    400,
    "The address of this request is malformed. Send a path without '.' and '..' segments, backslashes and control characters, and percent-escapes that are UTF-8.",
  ],
  'http.body_consumed': [
    500,
    "The request's body was read before it reached the desk and can't be put together again. Mount the desk before the body parser, or keep the raw bytes as request.rawBody; in identify, read a clone.",
  ],
  'http.body_rewritten': [
    500,
    'A parser of the host application has read this upload before the desk, and its bytes are no longer those that were sent. Mount the desk before the body parser, or keep the raw bytes as request.rawBody.',
  ],
  'http.body_timeout': [408, 'The body did not arrive within {ms} ms. Send it again, faster or in a smaller piece.'],
  'http.body_too_deep': [422, 'The body is nested more than {depth} levels deep. Flatten it.'],
  'http.body_too_large': [413, 'The body is larger than {bytes} bytes. Send less at once.'],
  'http.body_unfinished': [400, 'The request ended before its whole body had arrived. Send it again.'],
  'http.identify_failed': [
    500,
    'The host application could not tell who is calling. It was recorded; try again, and tell the operator if it stays.',
  ],
  'http.method_not_allowed': [405, 'This address does not answer to {method}. Use one of: {allowed}.'],
  'http.method_unsupported': [501, 'The method {method} is not supported. Use one of those that the API describes.'],
  'http.not_found': [
    404,
    'There is nothing at this address. Look it up in the description of the API; an address has one spelling, without a slash at the end.',
  ],
  'http.not_ready': [503, 'The desk is not ready. Ask again later; the reason is in the log.'],
  'http.outside_mount': [404, 'There is nothing at this address. Look up the path under which the desk is mounted.'],
  'http.range_unsatisfiable': [
    416,
    'The file has {size} bytes, and the part that was asked for is not in it. Ask for another, or for the whole.',
  ],
  'http.sample_identity_refused': [
    403,
    'The sample identities answer only to somebody at this machine, without a proxy between. Give createDesk identify to be reached from elsewhere.',
  ],
  'http.too_many': [429, 'There were more than {limit} requests in a minute. Wait {seconds} seconds, and ask less often.'],
  'http.unexpected': [500, 'Something went wrong inside. It was recorded; try again, and tell the operator if it stays.'],
  'http.unsupported_body': [
    415,
    'The body must be JSON. Send it with the header Content-Type: application/json, in UTF-8 and uncompressed.',
  ],
} as const satisfies ErrorTable
