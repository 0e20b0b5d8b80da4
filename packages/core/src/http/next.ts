import { type AdapterOptions, publicAddress, reportTo } from './adapter/adapter-options.ts'
import { fetchExchange, withUrl } from './adapter/fetch-exchange.ts'
import { originOf } from './adapter/origin.ts'
import { publicUrl, splitAfter } from './adapter/public-url.ts'
import type { FetchableDesk } from './fetchable.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

/** The second argument of a route handler; a promise since Next 15. */
export interface NextDeskContext {
  readonly params: Promise<NextParams> | NextParams
}

export type NextParams = Readonly<Record<string, string | string[] | undefined>>

export type NextDeskHandler = (request: Request, context: NextDeskContext) => Promise<Response>

export type NextDeskHandlers = Readonly<Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', NextDeskHandler>>

/**
 * Route handlers for the app router, in `app/support/[...path]/route.ts` (or `[[...path]]`):
 * `export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextDesk(desk)`. Next hides its `basePath` from
 * route handlers: whoever has one gives `publicUrl: '/base/support'`. Throws `http.bad_public_url`.
 */
export const nextDesk = (desk: FetchableDesk, options: AdapterOptions = {}): NextDeskHandlers => {
  const address = publicAddress(options)
  const report = reportTo(options)
  const handler: NextDeskHandler = (incoming, { params }) => {
    const locate = async () => {
      const { pathname, search } = new URL(incoming.url)
      const routed = splitAfter(pathname, segmentsOf(pathname).length - caughtSegments(await params))
      const located = publicUrl({ origin: originFrom(incoming), ...routed, query: search }, address)
      return { request: withUrl(incoming, located.url), mount: located.mount }
    }
    return fetchExchange(desk, { incoming, locate }, report)
  }
  return { GET: handler, HEAD: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler, OPTIONS: handler }
}

/** A self-hosted Next calls itself `localhost` in every address; the request's headers say how it was called, and Next fills in the scheme. */
const originFrom = ({ url, headers }: Request): string => {
  const { protocol, host } = new URL(url)
  const [forwarded = protocol] = headers.get('x-forwarded-proto')?.split(',') ?? []
  return originOf(/^https:?$/.test(forwarded.trim()) ? 'https' : 'http', headers.get('host') ?? host)
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** How much the catch-all caught: its segments are counted, not compared, because Next decodes them. */
const caughtSegments = (params: NextParams): number => Object.values(params).find((value) => Array.isArray(value))?.length ?? 0
