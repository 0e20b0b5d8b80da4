import type { IncomingMessage, ServerResponse } from 'node:http'
import { coreError } from '../../error/core-errors.ts'
import type { FetchableDesk } from '../fetchable.ts'
import { mountPath, pathBelow } from '../mount.ts'
import { type AdapterOptions, publicAddress, reportTo } from './adapter-options.ts'
import { schemeOf } from './incoming.ts'
import { exchange } from './node-exchange.ts'
import { originOf } from './origin.ts'
import { publicUrl, type RoutedRequest } from './public-url.ts'
import { requestTarget } from './request-target.ts'

/** What Express, Connect and middie add to Node's request; each leaves out some of it. */
export interface MiddlewareRequest extends IncomingMessage {
  /** Express: what the routers above have cut off. */
  readonly baseUrl?: string
  /** The target as it was sent; `url` is what is left of it below the mount. */
  readonly originalUrl?: string
  readonly body?: unknown
  /** Express: the scheme, also through proxies that the host trusts. */
  readonly protocol?: string
  /** Express: the host without its port, also through proxies that the host trusts. */
  readonly hostname?: string
}

export type DeskMiddleware = (request: MiddlewareRequest, response: ServerResponse) => void

export interface MiddlewareOptions extends AdapterOptions {
  /** The path that the host named, where its framework cuts off more or less than that before it calls its middleware. */
  readonly mount?: string | undefined
}

/** Middleware in the manner of Connect. It answers everything below its mount and never calls `next`. */
export const middlewareDesk = (desk: FetchableDesk, options: MiddlewareOptions): DeskMiddleware => {
  const address = publicAddress(options)
  const report = reportTo(options)
  return (request, response) => {
    // Now, not later: the framework puts `url` and `baseUrl` back when its middleware returns.
    const { url = '/', originalUrl = url, baseUrl = cutOff(originalUrl, url), body } = request
    const locate = () => {
      const origin = originOf(request.protocol ?? schemeOf(request), trustedHost(request))
      const routed = options.mount === undefined ? routedBelow(baseUrl, url) : routedAt(options.mount, originalUrl)
      return publicUrl({ origin, ...routed }, address)
    }
    void exchange(desk, { incoming: request, outgoing: response, parsed: body, locate }, report)
  }
}

type Routed = Omit<RoutedRequest, 'origin'>

const routedBelow = (baseUrl: string, url: string): Routed => {
  const { path, query } = requestTarget(url)
  return { mount: mountPath(requestTarget(`${baseUrl}/`).path), below: path, query }
}

/** The path named by the host may stand behind others, such as Nest's global prefix. */
const routedAt = (named: string, originalUrl: string): Routed => {
  const { path, query } = requestTarget(originalUrl)
  for (let start = path.indexOf(named); start !== -1; start = path.indexOf(named, start + 1)) {
    const mount = path.slice(0, start + named.length)
    const below = pathBelow(path, mount)
    if (below !== undefined) return { mount: mountPath(mount), below, query }
  }
  throw coreError('http.outside_mount')
}

/** Connect and middie name no base: it is what stands before the rest. */
const cutOff = (originalUrl: string, url: string): string => {
  const [whole = ''] = originalUrl.split('?', 1)
  const [rest = ''] = url.split('?', 1)
  if (whole.endsWith(rest)) return whole.slice(0, -rest.length)
  return rest === '/' ? whole : ''
}

/** Express 4 has no trusted host with a port; but where its trusted host name is not that of `Host`, it came from the forwarded one. */
const trustedHost = ({ headers, hostname }: MiddlewareRequest): string | undefined => {
  const { host } = headers
  if (!hostname || host === undefined || host === hostname || host.replace(/:\d+$/, '') === hostname) return host
  const forwarded = headers['x-forwarded-host']
  const [first] = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? hostname)).split(',')
  return first?.trim()
}
