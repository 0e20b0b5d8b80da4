import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeDesk } from '@deskwright/core/node'
import type { TestDesk, Who } from '@deskwright/testing'
import { type CallOptions, type Client, type ClientOptions, createClient } from '../src/index.ts'

/** Does something else with a request than give it to the desk, or after it did. True: it has answered. */
export type Mishap = (request: IncomingMessage, response: ServerResponse) => boolean

/** A real server in front of a test desk, whose network may be spoiled. */
export interface DeskServer {
  readonly url: string
  /** Requests as `POST /api/tickets`, with their headers. */
  readonly seen: { readonly line: string; readonly headers: IncomingMessage['headers'] }[]
  /** For the requests to come, one each. */
  readonly mishaps: Mishap[]
  clientOf<A extends object>(api: A, who: Who | null, options?: Partial<ClientOptions> & CallOptions): Client<A>
  /** Every connection breaks now. */
  cutAll(): void
  close(): Promise<void>
}

export async function serveTestDesk(test: TestDesk, before?: Mishap): Promise<DeskServer> {
  const listener = nodeDesk(test.desk, { mount: '/support' })
  const seen: DeskServer['seen'] = []
  const mishaps: Mishap[] = []
  const server: Server = createServer((request, response) => {
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers })
    if (before?.(request, response) || mishaps.shift()?.(request, response)) return
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    seen,
    mishaps,
    clientOf: (api, who, options = {}) =>
      createClient(api, { baseUrl: `${url}/support`, headers: who === null ? {} : personHeader(test, who), ...options }),
    cutAll: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const personHeader = (test: TestDesk, who: Who): Record<string, string> => {
  const person = typeof who === 'string' ? test.actors[who].person : who
  return { 'test-person': encodeURIComponent(JSON.stringify(person)) }
}

/** The desk does what it was asked to, and its answer gets lost. */
export const answerLost: Mishap = (request, response) => {
  const end = response.end.bind(response)
  response.write = () => true
  response.end = (() => {
    request.socket.destroy()
    return response
  }) as typeof end
  return false
}

/** Nothing reaches the desk. */
export const cut: Mishap = (request) => {
  request.socket.destroy()
  return true
}

/** Something in front of the desk answers. */
export const answers =
  (status: number, headers: Record<string, string> = {}, body = '<h1>Oops</h1>'): Mishap =>
  (request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
    return true
  }
