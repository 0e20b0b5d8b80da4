import type { CallOptions } from './api.ts'
import { DeskError, isDeskError } from './desk-error.ts'
import { pause } from './pause.ts'
import { problemOf } from './problem.ts'
import type { MadeRequest, ReadRoute } from './request.ts'

type Headers = Readonly<Record<string, string>>

/** How a client is made. */
export interface ClientOptions extends Pick<CallOptions, 'acting' | 'company' | 'timeoutMs' | 'retries'> {
  /** Where the desk is mounted: `https://example.com/support`; in browsers also `/support`. */
  readonly baseUrl: string
  /** With every attempt; a function is asked each time, so that a token may be renewed. */
  readonly headers?: Headers | (() => Headers | Promise<Headers>)
  /** Languages of messages, best first: `['he', 'en']`. A browser says its own unless told. */
  readonly languages?: readonly string[]
  /** Whether the browser sends cookies; as it does by itself (`same-origin`) unless told. */
  readonly credentials?: 'include' | 'omit' | 'same-origin'
  /** Another than that of the platform. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

const TIMEOUT_MS = 30_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
const passing = new Set([408, 425, 429, 502, 503, 504])

/** Whether the same request may be answered otherwise a little later. */
export const isPassing = (error: unknown): error is DeskError =>
  isDeskError(error) && (passing.has(error.status) || error.code === 'client.unreachable' || error.code === 'client.timeout')

/** Sends one request, and again where that is safe: queries always, commands as they bear a key. Throws `DeskError`, or the reason of the signal. */
export async function send(client: ClientOptions, route: ReadRoute, made: MadeRequest, options: CallOptions): Promise<unknown> {
  const key = route.method === 'GET' ? undefined : (options.idempotencyKey ?? newKey())
  const most = route.isRepeatable && !(made.body instanceof ReadableStream) ? (options.retries ?? client.retries ?? 3) : 0
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await attemptOf(client, route, made, options, key)
    } catch (error) {
      if (isDeskError(error)) error.idempotencyKey = key
      if (attempt >= most || !isPassing(error)) throw error
      const wait = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random())
      if (wait > LONGEST_PAUSE_MS) throw error
      await pause(wait, options.signal)
    }
  }
}

async function attemptOf(client: ClientOptions, route: ReadRoute, made: MadeRequest, options: CallOptions, key: string | undefined) {
  const { signal } = options
  const headers = await headersOf(client, route, made, options, key)
  signal?.throwIfAborted()
  const ms = options.timeoutMs ?? client.timeoutMs ?? TIMEOUT_MS
  const late = new DeskError('client.timeout', 0, `${route.id} was not answered within ${ms} ms.`)
  const limit = new AbortController()
  const stop = (): void => limit.abort(signal?.reason)
  const timer = ms > 0 ? setTimeout(() => limit.abort(late), ms) : undefined
  signal?.addEventListener('abort', stop, { once: true })
  const isStreamed = route.kind === 'bytes' || route.kind === 'events'
  let isHanded = false
  try {
    const ask = client.fetch ?? fetch
    const response = await ask(client.baseUrl.replace(/\/+$/, '') + made.target, {
      method: route.method,
      headers,
      signal: limit.signal,
      ...(client.credentials ? { credentials: client.credentials } : {}),
      ...(made.body === undefined ? {} : { body: made.body }),
      ...(made.body instanceof ReadableStream ? { duplex: 'half' } : {}),
    })
    if (!response.ok) throw await problemOf(response)
    isHanded = isStreamed
    // Read here: a connection that breaks in the middle of an answer is one more reason to ask again.
    return isStreamed ? response : ((await response.json()) as unknown)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (limit.signal.aborted) throw late
    if (isDeskError(error)) throw error
    if (error instanceof SyntaxError)
      throw new DeskError('client.bad_answer', 200, `The answer to ${route.id} is not JSON.`, { cause: error })
    throw new DeskError('client.unreachable', 0, `The desk could not be reached for ${route.id}.`, { cause: error })
  } finally {
    clearTimeout(timer)
    // Whoever reads on is still ended by the signal.
    if (!isHanded) signal?.removeEventListener('abort', stop)
  }
}

async function headersOf(client: ClientOptions, { kind }: ReadRoute, made: MadeRequest, options: CallOptions, key: string | undefined) {
  const own = typeof client.headers === 'function' ? await client.headers() : client.headers
  const acting = options.acting ?? client.acting
  const company = acting === 'staff' ? undefined : (options.company ?? client.company)
  return {
    accept: kind === 'events' ? 'text/event-stream' : kind === 'bytes' ? '*/*' : 'application/json',
    ...(client.languages ? { 'accept-language': client.languages.join(', ') } : {}),
    ...own,
    ...options.headers,
    ...(acting ? { 'desk-acting': acting } : {}),
    ...(company ? { 'desk-company': company } : {}),
    ...(made.contentType === undefined ? {} : { 'content-type': made.contentType }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
}

/** 128 random bits; `randomUUID` is not there on pages without TLS. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
