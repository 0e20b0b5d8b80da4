import type { Readable } from 'node:stream'
import { coreError } from '../../error/core-errors.ts'
import { announcesBody, type Incoming } from './incoming.ts'
import { IncomingBody } from './incoming-body.ts'
import { rebuildBody } from './parsed-body.ts'

export interface RequestParts {
  readonly incoming: Incoming
  readonly url: string
  readonly signal: AbortSignal
  /** What the host's body parser left in `request.body`; a stream stands for the body itself. */
  readonly parsed: unknown
}

export interface BuiltRequest {
  readonly request: Request
  readonly isBodyRewritten: boolean
  /** Lets go of the incoming body. */
  detach(): void
}

const bodiless = new Set(['GET', 'HEAD'])
const unsupported = new Set(['CONNECT', 'TRACE', 'TRACK'])

/**
 * A Request of the platform. Not the light-weight one of @hono/node-server: `new Request(request)` and `fetch(request)` refuse that, and
 * the host's `identify` may hand its request on to an authentication library that does either.
 */
export const toRequest = ({ incoming, url, signal, parsed }: RequestParts): BuiltRequest => {
  const method = incoming.method ?? 'GET'
  if (unsupported.has(method)) throw coreError('http.method_unsupported', { method })
  const headers = headersOf(incoming)
  if (bodiless.has(method)) return { request: new Request(url, { method, headers, signal }), isBodyRewritten: false, detach: () => {} }
  const source = isStream(parsed) ? parsed : incoming
  if (source === incoming && (incoming.readableDidRead || incoming.readableEnded || !announcesBody(incoming))) {
    const { body, isRewritten } = incoming.readableDidRead ? rebuilt(incoming, parsed, headers) : { body: null, isRewritten: false }
    return { request: new Request(url, { method, headers, signal, body }), isBodyRewritten: isRewritten, detach: () => {} }
  }
  // Decoded by the host on the way: its length and encoding are those of other bytes.
  if (source !== incoming) forgetEncoding(headers)
  const body = new IncomingBody(source)
  const request = new Request(url, { method, headers, signal, body: body.stream, duplex: 'half' })
  return { request, isBodyRewritten: false, detach: () => body.detach() }
}

const isStream = (value: unknown): value is Readable =>
  typeof value === 'object' && value !== null && 'pipe' in value && 'resume' in value && typeof value.resume === 'function'

const rebuilt = (incoming: Incoming, parsed: unknown, headers: Headers): { body: Uint8Array<ArrayBuffer>; isRewritten: boolean } => {
  const rawBody = 'rawBody' in incoming ? incoming.rawBody : undefined
  const { bytes, contentType, isRewritten } = rebuildBody({ rawBody, body: parsed, contentType: incoming.headers['content-type'] })
  forgetEncoding(headers)
  if (contentType !== undefined) headers.set('content-type', contentType)
  headers.set('content-length', String(bytes.byteLength))
  return { body: new Uint8Array(bytes), isRewritten }
}

const forgetEncoding = (headers: Headers): void => {
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name)
}

/** From Node's joined headers, not from the raw ones: where a header may stand once, the first counts for the desk as for the host. */
const headersOf = (incoming: Incoming): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith(':')) continue
    headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
