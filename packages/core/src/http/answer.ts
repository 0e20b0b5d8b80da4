/** What every answer carries: nothing is guessed, framed, kept or sent on. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const

const nothingRuns = "default-src 'none'; frame-ancestors 'none'"

/**
 * An answer whose whole body is known, for adapters that can write it as it is: making a Response of a text, and reading that back through
 * its stream, takes more of the processor than anything else that the desk does with a request.
 */
export interface WrittenAnswer {
  readonly status: number
  readonly headers: Headers
  readonly '~written': string
}

export type Answer = Response | WrittenAnswer

/** For whoever can only do with a Response; it still tells its text, to adapters that are handed it by somebody in between. */
export function asResponse(answer: Answer): Response {
  if (!isWritten(answer)) return answer
  const { status, headers, '~written': text } = answer
  return Object.assign(new Response(text, { status, headers }), { '~written': text }) satisfies WrittenAnswer
}

/** Not by its class: the desk may come from another copy of the library than the adapter. */
export const isWritten = (answer: Answer): answer is WrittenAnswer => '~written' in answer

/** A body that the host has read is gone, also where its text is still known. */
export const isUnread = (answer: Answer): answer is WrittenAnswer => isWritten(answer) && !('bodyUsed' in answer && answer.bodyUsed)

/** Answers hold personal data unless something else is said, so nobody keeps them. */
export function jsonAnswer(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): WrittenAnswer {
  return {
    status,
    headers: new Headers({
      ...guarded,
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-security-policy': nothingRuns,
      ...headers,
    }),
    '~written': JSON.stringify(value),
  }
}

/** Bytes that somebody else may have written: in a browser they run nothing, whatever they are. */
export function bytesAnswer(body: ReadableStream<Uint8Array>, contentType: string): Response {
  const isLive = contentType.startsWith('text/event-stream')
  return new Response(body, {
    headers: {
      ...guarded,
      'content-type': contentType,
      // Compressing keeps small events back, and a quarter of a megabyte for each stream; by this word every compressor on the way leaves them alone.
      'cache-control': isLive ? 'no-store, no-transform' : 'no-store',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      // nginx would keep events until its buffer is full
      ...(isLive && { 'x-accel-buffering': 'no' }),
    },
  })
}

/** A file that somebody else has written: saved, or drawn by a page that asked for it, and nothing in it runs. Pages of mails are elsewhere. */
export const fileHeaders = {
  ...guarded,
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'private, no-cache',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
} as const

const pagePolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export function pageAnswer(html: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: {
      ...guarded,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': pagePolicy,
    },
  })
}

/** Something that is the same for everybody until the desk is installed anew: asked for again, it is not sent again. */
export function sharedAnswer(request: Request, text: string, contentType: string, etag: string): Response {
  const headers = { ...guarded, 'cache-control': 'no-cache', etag, 'content-security-policy': nothingRuns }
  const known = request.headers.get('if-none-match')
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': contentType } })
}

export const emptyAnswer = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers: { ...guarded, 'cache-control': 'no-store', ...headers } })
