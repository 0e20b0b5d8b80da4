import type { AsOptions, Person } from '@deskwright/core'

/** The host of tests says who sent a request by a header. */
export const identifyByHeader = (request: Request): Person | null => {
  const given = request.headers.get('test-person')
  return given === null ? null : (JSON.parse(decodeURIComponent(given)) as Person)
}

/** The headers with which somebody asks in a capacity. */
export function headersOf(actor: { person: Person; options: AsOptions } | undefined): Record<string, string> {
  if (!actor) return {}
  const { acting, company, idempotencyKey } = actor.options
  return {
    'test-person': encodeURIComponent(JSON.stringify(actor.person)),
    ...(acting === undefined ? {} : { 'desk-acting': acting }),
    ...(company === undefined ? {} : { 'desk-company': company }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
}

/** `'POST /api/tickets'` with a body as a request. */
export function requestOf(target: string, body: unknown, headers: Readonly<Record<string, string>>): Request {
  const [method = 'GET', path = '/'] = target.split(' ')
  const isJson = body !== undefined && method !== 'GET'
  return new Request(new URL(path, 'http://desk.test'), {
    method,
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(isJson ? { body: JSON.stringify(body) } : {}),
  })
}
