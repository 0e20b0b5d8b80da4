import { type AdapterOptions, publicAddress, reportTo } from './adapter/adapter-options.ts'
import { fetchExchange, withUrl } from './adapter/fetch-exchange.ts'
import { publicUrl, splitAfter } from './adapter/public-url.ts'
import type { FetchableDesk } from './fetchable.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

/** What the handler uses of Hono's context. */
export interface HonoDeskContext {
  readonly req: {
    readonly raw: Request
    /** The pattern the handler was registered under, whole: `/support/*`. */
    readonly routePath: string
    /** What was read of the body already, by what it was read as. */
    readonly bodyCache?: object
    arrayBuffer(): Promise<ArrayBuffer>
    formData(): Promise<FormData>
  }
}

/**
 * A handler for Hono 4: `app.all('/support/*', honoDesk(desk))`. (`app.mount('/support', desk.fetch)` works too, but Hono then keeps the
 * mount path to itself, and the desk's links lack it.) Throws `http.bad_public_url`.
 */
export const honoDesk = (desk: FetchableDesk, options: AdapterOptions = {}): ((context: HonoDeskContext) => Promise<Response>) => {
  const address = publicAddress(options)
  const report = reportTo(options)
  return ({ req }) => {
    const locate = async () => {
      const { origin, pathname, search } = new URL(req.raw.url)
      const depth = req.routePath.split('/').filter((segment) => segment !== '' && segment !== '*').length
      const { url, mount } = publicUrl({ origin, ...splitAfter(pathname, depth), query: search }, address)
      if (!req.raw.bodyUsed) return { request: withUrl(req.raw, url), mount }
      return { ...(await reread(req, url)), mount }
    }
    return fetchExchange(desk, { incoming: req.raw, locate }, report)
  }
}

/**
 * Middleware of the host has read the body; Hono kept what it made of it, and everything that is read later is made of what was read first. What
 * was read as text has lost the bytes that are none, and a form is written anew: only the files in one of several parts are what they were.
 */
const reread = async (req: HonoDeskContext['req'], url: string): Promise<{ request: Request; isBodyRewritten: boolean }> => {
  const { method, signal } = req.raw
  const headers = new Headers(req.raw.headers)
  headers.delete('content-length')
  const first = Object.keys(req.bodyCache ?? {}).find((key) => key !== 'parsedBody')
  if (first !== 'formData') {
    const isBodyRewritten = first !== 'arrayBuffer' && first !== 'blob'
    return { request: new Request(url, { method, headers, signal, body: await req.arrayBuffer() }), isBodyRewritten }
  }
  // A parsed form is written with a boundary of its own, whatever it came as: the header has to follow. As bytes, which it has been already:
  // a stream made of a form by the platform ends the process when it is cancelled half-way.
  const contentType = headers.get('content-type') ?? ''
  const isMultipart = /^multipart\/form-data/i.test(contentType)
  const form = await req.formData()
  const written = new Response(isMultipart ? form : asUrlencoded(form))
  headers.set('content-type', written.headers.get('content-type') ?? contentType)
  const request = new Request(url, { method, headers, signal, body: await written.arrayBuffer() })
  return { request, isBodyRewritten: !isMultipart }
}

const asUrlencoded = (form: FormData): URLSearchParams =>
  new URLSearchParams([...form].map(([name, value]): [string, string] => [name, String(value)]))
