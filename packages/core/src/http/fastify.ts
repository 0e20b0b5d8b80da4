import type { Readable } from 'node:stream'
import { type AdapterOptions, publicAddress, reportTo } from './adapter/adapter-options.ts'
import type { Incoming, Outgoing } from './adapter/incoming.ts'
import { exchange } from './adapter/node-exchange.ts'
import { originOf } from './adapter/origin.ts'
import { publicUrl, splitAfter } from './adapter/public-url.ts'
import { requestTarget } from './adapter/request-target.ts'
import type { FetchableDesk } from './fetchable.ts'
import { mountPath } from './mount.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { Incoming, Outgoing } from './adapter/incoming.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

export interface FastifyDeskOptions extends AdapterOptions {
  /** The path under which the desk answers, in addition to the `prefix` that `register` was given. */
  readonly prefix?: string
}

/** What the plugin uses of a Fastify request. */
export interface FastifyDeskRequest {
  readonly raw: Incoming
  /** As it was routed: after the host's `rewriteUrl`. */
  readonly url: string
  /** Through proxies that the host trusts, as is `host`. */
  readonly protocol: string
  readonly host: string
  readonly body: unknown
}

export interface FastifyDeskOutgoing extends Outgoing {
  setHeader(name: string, value: string | number | readonly string[]): unknown
}

/** What the plugin uses of a Fastify reply. */
export interface FastifyDeskReply {
  readonly raw: FastifyDeskOutgoing
  hijack(): unknown
  getHeaders(): Record<string, number | string | string[] | undefined>
}

/** What the plugin uses of a Fastify instance. */
export interface FastifyDeskInstance {
  readonly prefix: string
  register(plugin: (scope: FastifyDeskInstance, options: object, done: () => void) => void, options: { prefix: string }): unknown
  removeAllContentTypeParsers(): void
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: Readable, done: (error: null, body: Readable) => void) => void,
  ): void
  route(route: { method: string[]; url: string; handler: (request: FastifyDeskRequest, reply: FastifyDeskReply) => void }): unknown
}

/** As `register` takes it. */
export type FastifyDeskPlugin = (instance: FastifyDeskInstance, options: object, done: () => void) => void

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * A Fastify 5 plugin: `app.register(fastifyDesk(desk), { prefix: '/support' })`. Hooks of the host run before it; its body parsers and its
 * body limit don't. Throws `http.bad_public_url`.
 */
export const fastifyDesk = (desk: FetchableDesk, options: FastifyDeskOptions = {}): FastifyDeskPlugin => {
  const address = publicAddress(options)
  const report = reportTo(options)
  return (instance, _, done) => {
    // A scope of its own even if the host breaks this plugin's encapsulation: the parsers removed here must be nobody else's.
    instance.register(
      (scope, __, ready) => {
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
        const depth = mountPath(scope.prefix).split('/').length - 1
        const handler = (request: FastifyDeskRequest, reply: FastifyDeskReply): void => {
          reply.hijack()
          // What hooks of the host have set (security headers, cookies) would be lost with the reply.
          for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
          const locate = () => {
            const { path, query } = requestTarget(request.url)
            return publicUrl({ origin: originOf(request.protocol, request.host), ...splitAfter(path, depth), query }, address)
          }
          void exchange(desk, { incoming: request.raw, outgoing: reply.raw, parsed: request.body, locate }, report)
        }
        for (const url of ['/', '/*']) scope.route({ method: methods, url, handler })
        ready()
      },
      { prefix: mountPath(options.prefix ?? '') },
    )
    done()
  }
}
