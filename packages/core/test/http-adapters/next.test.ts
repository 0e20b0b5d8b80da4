import { createServer } from 'node:http'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { mountPath, pathBelow } from '../../src/http/mount.ts'
import { type NextDeskHandlers, nextDesk } from '../../src/http/next.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'
import { fileContract } from './contract-files.ts'
import { echoDesk } from './echo-desk.ts'

/** Route handlers as Next calls them, behind our own conversion: Next itself weighs 340 MB. */
const host: AdapterHost = {
  name: 'Next',
  hasParsedAddress: true,
  start: (desk, { mount, ...options }) =>
    new Promise((resolve) => {
      const handlers = nextDesk(desk, options)
      const app = { fetch: (request: Request) => route(handlers, request, mount) }
      const server = createServer(nodeDesk(app, { onError: () => {} }))
      server.listen(0, '127.0.0.1', () => resolve(running(server)))
    }),
}

/** `app/<mount>/[[...path]]/route.ts` */
const route = async (handlers: NextDeskHandlers, request: Request, mount: string): Promise<Response> => {
  const below = pathBelow(new URL(request.url).pathname, mount)
  const handler = Object.entries(handlers).find(([method]) => method === request.method)?.[1]
  if (below === undefined || !handler) return new Response('not found', { status: 404 })
  const path = mountPath(below)
    .split('/')
    .slice(1)
    .map((segment) => decoded(segment))
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
fileContract(host)

describe('Next', () => {
  const handlers = nextDesk(echoDesk())

  it.each([
    { url: 'https://example.com/support/api/echo', params: { path: ['api', 'echo'] }, mount: '/support' },
    {
      url: 'https://example.com/shops/seven%20seas/help/api/a%2Fb',
      params: { tenant: 'seven seas', path: ['api', 'a/b'] },
      mount: '/shops/seven%20seas/help',
    },
    { url: 'https://example.com/support/', params: {}, mount: '/support' },
    { url: 'https://example.com/', params: {}, mount: '' },
  ])('finds the mount of $url', async ({ url, params, mount }) => {
    expect(await (await handlers.GET(new Request(url), { params: Promise.resolve(params) })).json()).toMatchObject({ mount, url })
  })

  it('knows the name that Next was called by', async () => {
    const headers = { host: 'help.example:8443', 'x-forwarded-proto': 'https' }
    const request = new Request('http://localhost:3000/support/api/echo?a', { headers })
    const answer = await handlers.GET(request, { params: Promise.resolve({ path: ['api', 'echo'] }) })
    expect(await answer.json()).toMatchObject({ mount: '/support', url: 'https://help.example:8443/support/api/echo?a' })
  })

  it('refuses a Host that would move the address', async () => {
    const request = new Request('http://localhost:3000/support/api/echo', { headers: { host: 'evil/path' } })
    const answer = await handlers.GET(request, { params: Promise.resolve({ path: ['api', 'echo'] }) })
    expect(await answer.json()).toMatchObject({ status: 400, code: 'http.bad_host' })
  })

  it('takes parameters as Next 14 gives them', async () => {
    const answer = await handlers.GET(new Request('https://example.com/support/api/echo'), { params: { path: ['api', 'echo'] } })
    expect(await answer.json()).toMatchObject({ mount: '/support' })
  })

  it('fits what Next checks of a route file', () => {
    type Handler = (request: Request & { nextUrl: URL }, context: { params: Promise<{ path: string[] }> }) => Promise<Response>
    expectTypeOf(handlers).toExtend<{ GET?: Handler; POST?: Handler; HEAD?: Handler; OPTIONS?: Handler }>()
  })

  it('exports a handler for each method that the app router knows', () => {
    expect(Object.keys(handlers).sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])
  })
})
