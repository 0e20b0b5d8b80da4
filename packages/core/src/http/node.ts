import { createServer, type Server } from 'node:http'
import { coreError } from '../error/core-errors.ts'
import { type AdapterOptions, publicAddress, reportTo } from './adapter/adapter-options.ts'
import { hostOf, type Incoming, type Outgoing, schemeOf } from './adapter/incoming.ts'
import { exchange } from './adapter/node-exchange.ts'
import { originOf } from './adapter/origin.ts'
import { publicUrl } from './adapter/public-url.ts'
import { requestTarget } from './adapter/request-target.ts'
import type { FetchableDesk } from './fetchable.ts'
import { mountPath, pathBelow } from './mount.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { Incoming, Outgoing } from './adapter/incoming.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

export interface NodeDeskOptions extends AdapterOptions {
  /** The path under which the desk answers; everything else is 404. Default: the root. */
  readonly mount?: string
}

export interface ServeDeskOptions extends NodeDeskOptions {
  /** 0: any free one. */
  readonly port: number
  /** Default: `127.0.0.1`, so that nothing is open to the network unasked. */
  readonly hostname?: string
}

/** A listener for `http.createServer`, `https.createServer` or the compatibility API of node:http2. Throws `http.bad_public_url`. */
export const nodeDesk = (desk: FetchableDesk, options: NodeDeskOptions = {}): ((incoming: Incoming, outgoing: Outgoing) => void) => {
  const address = publicAddress(options)
  const report = reportTo(options)
  const mount = mountPath(options.mount ?? '')
  return (incoming, outgoing) => {
    const locate = () => {
      const { path, query } = requestTarget(incoming.url ?? '/')
      const below = pathBelow(path, mount)
      if (below === undefined) throw coreError('http.outside_mount')
      return publicUrl({ origin: originOf(schemeOf(incoming), hostOf(incoming)), mount, below, query }, address)
    }
    void exchange(desk, { incoming, outgoing, locate }, report)
  }
}

/** Starts a server that is nothing but the desk; resolves when it listens. `server.address()` tells the port, `server.close()` ends it. */
export const serveDesk = async (desk: FetchableDesk, { port, hostname = '127.0.0.1', ...options }: ServeDeskOptions): Promise<Server> => {
  const server = createServer(nodeDesk(desk, options))
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, hostname, resolve)
  await listening
  server.off('error', reject)
  return server
}
