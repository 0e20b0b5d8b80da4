import type { CallOptions, Client } from './api.ts'
import { type ClientOptions, send } from './connection.ts'
import { events } from './events.ts'
import { readRoute, requestOf } from './request.ts'

/**
 * The desk behind HTTP, with the calls that `desk.as(person)` has: `createClient(coreApi, { baseUrl: '/support' })`. Who calls is the host’s
 * to know, by the cookie of its session or by `headers`. Refusals are `DeskError`.
 */
export function createClient<A extends object>(api: A, options: ClientOptions): Client<A> {
  const groups: Record<string, Record<string, unknown>> = {}
  for (const [id, text] of Object.entries(api)) {
    const [group = '', method = ''] = id.split('.', 2)
    const route = readRoute(id, String(text))
    groups[group] ??= {}
    groups[group][method] = (input: object = {}, call: CallOptions = {}) =>
      route.kind === 'events' ? events(options, route, input, call) : sent(options, route, input, call)
  }
  return groups as Client<A>
}

const sent = async (client: ClientOptions, route: ReturnType<typeof readRoute>, input: object, call: CallOptions): Promise<unknown> =>
  send(client, route, requestOf(route, input), call)
