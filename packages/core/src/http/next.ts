import { type AdapterOptions, publicAddress, reportTo } from './adapter/adapter-options.ts'
import { fetchExchange, withUrl } from './adapter/fetch-exchange.ts'
import { publicUrl, splitAfter } from './adapter/public-url.ts'
import type { FetchableDesk } from './fetchable.ts'

/** The second argument of a route handler; a promise since Next 15. */
export interface NextDeskContext {
  readonly params: Promise<NextParams> | NextParams
}

export type NextParams = Readonly<Record<string, string | string[] | undefined>>

export type NextDeskHandler = (request: Request, context: NextDeskContext) => Promise<Response>

export type NextDeskHandlers = Readonly<Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', NextDeskHandler>>

/**
 * Route handlers for the app router, in `app/support/[...path]/route.ts` (or `[[...path]]`):
 * `export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextDesk(desk)`. Throws `http.bad_public_url`.
 */
export const nextDesk = (desk: FetchableDesk, options: AdapterOptions = {}): NextDeskHandlers => {
  const address = publicAddress(options)
  const report = reportTo(options)
  const handler: NextDeskHandler = async (incoming, { params }) => {
    const { origin, pathname, search } = new URL(incoming.url)
    const below = segmentsOf(pathname).length - caughtSegments(await params)
    const { url, mount } = publicUrl({ origin, ...splitAfter(pathname, below), query: search }, address)
    return fetchExchange(desk, { request: withUrl(incoming, url), mount }, report)
  }
  return { GET: handler, HEAD: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler, OPTIONS: handler }
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** How much the catch-all caught: its segments are counted, not compared, because Next decodes them. */
const caughtSegments = (params: NextParams): number => Object.values(params).find((value) => Array.isArray(value))?.length ?? 0
