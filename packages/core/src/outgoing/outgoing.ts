import { coreError } from '../error/core-errors.ts'
import { exchange, type OneAnswer } from './exchange.ts'
import { type OutgoingOptions, outgoingSettings } from './outgoing-options.ts'
import { type Target, targetOf } from './target.ts'

export type { Resolve } from './look-up.ts'
export type { OutgoingOptions } from './outgoing-options.ts'

export interface OutgoingRequest {
  readonly url: string
  /** `GET` unless told. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
}
export interface OutgoingAnswer {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As it was sent, and nothing unpacked. */
  readonly body: Uint8Array
  /** There was more than may be read. */
  readonly isCut: boolean
  /** Where the answer came from, after redirects. */
  readonly url: string
}

/** The one way out to addresses that users give. */
export interface Outgoing {
  /**
   * Whether something could be sent to an address, as far as that can be said without asking anybody: for the moment when it is saved. Gives it
   * as it will be used. Throws `outgoing.bad_address`, `outgoing.address_refused`.
   */
  expectUsable(url: string): string
  /**
   * Sends one request. An answer with any status is an answer. Rejects with what `expectUsable` throws, `outgoing.unknown_host`,
   * `outgoing.not_reached`, `outgoing.too_late`, `outgoing.too_many_redirects`, or the reason of the signal.
   */
  send(request: OutgoingRequest): Promise<OutgoingAnswer>
}

const SENT_ON = new Set([301, 302, 303, 307, 308])

/** Throws `outgoing.bad_option`. */
export function outgoing(options: OutgoingOptions = {}): Outgoing {
  const settings = outgoingSettings(options)
  const { network, timeoutMs, maxRedirects } = settings

  const follow = async (request: OutgoingRequest, signal: AbortSignal): Promise<OutgoingAnswer> => {
    const { method = 'GET', body } = request
    const one = { method, body: typeof body === 'string' ? Buffer.from(body) : body }
    let headers = request.headers ?? {}
    let target = targetOf(request.url, network)
    for (let count = 0; ; count += 1) {
      const answer = await exchange(target, { ...one, headers }, settings, signal)
      const next = maxRedirects && (method === 'GET' || method === 'HEAD') ? sentOnTo(target, answer) : undefined
      if (next === undefined) return { ...answer, url: target.url.href }
      if (count === maxRedirects) throw coreError('outgoing.too_many_redirects', { host: target.host, count: maxRedirects })
      const following = targetOf(next, network)
      // What was meant for one server is nothing for another.
      if (following.url.origin !== target.url.origin) headers = {}
      target = following
    }
  }

  return {
    expectUsable: (url) => targetOf(url, network).url.href,
    async send(request) {
      const { host } = targetOf(request.url, network)
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(coreError('outgoing.too_late', { host, ms: timeoutMs })), timeoutMs)
      try {
        return await follow(request, request.signal ? AbortSignal.any([late.signal, request.signal]) : late.signal)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

function sentOnTo({ url }: Target, { status, headers }: OneAnswer): string | undefined {
  const { location } = headers
  if (!SENT_ON.has(status) || location === undefined) return undefined
  return URL.parse(location, url.href)?.href ?? location
}
