import { createServer } from 'node:http'
import { type NextDeskHandlers, nextDesk } from '../../src/http/next.ts'
import { mountPath, pathBelow } from '../../src/http/mount.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

/** Route handlers as Next calls them, behind our own conversion: Next itself weighs 340 MB. */
const host: AdapterHost = {
  name: 'Next',
  hasParsedAddress: true,
  start: (desk, { mount, ...options }) =>
    new Promise((resolve) => {
      const handlers = nextDesk(desk, options)
      const app = { fetch: (request: Request) => route(handlers, request, mount) }
      const server = createServer(nodeDesk(app))
      server.listen(0, '127.0.0.1', () => resolve(running(server)))
    }),
}

/** `app/<mount>/[[...path]]/route.ts` */
const route = async (handlers: NextDeskHandlers, request: Request, mount: string): Promise<Response> => {
  const below = pathBelow(new URL(request.url).pathname, mount)
  const handler = Object.entries(handlers).find(([method]) => method === request.method)?.[1]
  if (below === undefined || !handler) return new Response('not found', { status: 404 })
  const path = mountPath(below).split('/').slice(1).map((segment) => decoded(segment))
  return handler(request, { params: Promise.resolve(path.length > 0 ? { path } : {}) })
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

adapterContract(host)
