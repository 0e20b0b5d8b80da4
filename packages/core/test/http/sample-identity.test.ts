import { describe, expect, it } from 'vitest'
import { sampleGrantsFor } from '../../src/http/sample-identity/sample-people.ts'
import { handMadeDesk } from './hand-made-desk.ts'

const development = () => handMadeDesk({ identify: undefined, isProduction: false })
const send = (
  desk: ReturnType<typeof development>,
  path: string,
  { headers, method = 'GET', host = 'localhost:3000' }: { headers?: Record<string, string>; method?: string; host?: string } = {},
) =>
  desk.fetch(
    new Request(`http://${host}${path}`, { method, ...(headers && { headers }) }),
    path.startsWith('/support') ? { path: '/support' } : undefined,
  )

describe('sample identities', () => {
  it('stand in for identify in development: by header, and by cookie', async () => {
    const desk = development()
    expect((await send(desk, '/api/things')).status).toBe(401)
    for (const [key, headers] of Object.entries({
      customer: { 'desk-sample-person': 'customer' },
      agent: { cookie: 'a=1; desk_sample_person=agent' },
      admin: { 'desk-sample-person': 'admin', cookie: 'desk_sample_person=agent' },
    })) {
      expect((await send(desk, '/api/things', { headers })).status).toBe(200)
      expect(desk.calls.at(-1)?.caller).toMatchObject({ kind: 'person', person: { externalId: `sample:${key}` } })
    }
    for (const stranger of ['root', 'sample:admin', '', '__proto__'])
      expect((await send(desk, '/api/things', { headers: { 'desk-sample-person': stranger } })).status).toBe(401)
  })

  it('are switched on a page, by a form of that page only', async () => {
    const desk = development()
    const page = await send(desk, '/support')
    const text = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect([...text.matchAll(/action="([^"]+)"/g)].map(([, action]) => action)).toEqual(
      ['customer', 'agent', 'admin'].map((key) => `/support/sample-identity?as=${key}`),
    )
    expect(text).not.toMatch(/<script|style=|aria-current/)
    const own = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
    const switched = await send(desk, '/support/sample-identity?as=agent', { method: 'POST', headers: own })
    expect([switched.status, switched.headers.get('location'), switched.headers.get('set-cookie')]).toEqual([
      303,
      '/support',
      'desk_sample_person=agent; Path=/support; HttpOnly; SameSite=Strict',
    ])
    const seen = await (await send(desk, '/support', { headers: { cookie: 'desk_sample_person=agent' } })).text()
    expect(seen).toMatch(/<button aria-current="true">Agent<\/button>/)
    expect(
      (
        await send(desk, '/support/sample-identity?as=agent', {
          method: 'POST',
          headers: { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        })
      ).status,
    ).toBe(403)
    expect((await send(desk, '/support/sample-identity?as=root', { method: 'POST', headers: own })).status).toBe(404)
    expect((await send(desk, '/support/sample-identity?as=agent')).status).toBe(405)
  })

  it.each([
    ['under a public name', { host: 'desk.example' }],
    ['under an address of the network', { host: '192.168.1.7:3000' }],
    ['under a name that only begins like ours', { host: 'localhost.evil.example' }],
    ['behind a proxy', { headers: { 'x-forwarded-for': '10.0.0.1' } }],
    ['behind a proxy that says so', { headers: { forwarded: 'for=10.0.0.1' } }],
  ])('are refused %s', async (_, { headers = {}, ...where }: { host?: string; headers?: Record<string, string> }) => {
    const desk = development()
    for (const [path, method] of [
      ['/api/things', 'GET'],
      ['/', 'GET'],
      ['/sample-identity?as=admin', 'POST'],
    ] as const) {
      const answer = await send(desk, path, { ...where, method, headers: { 'desk-sample-person': 'admin', ...headers } })
      expect([answer.status, ((await answer.json()) as { code: string }).code], path).toEqual([403, 'http.sample_identity_refused'])
    }
    expect(desk.calls).toEqual([])
  })

  it.each(['localhost', 'desk.localhost:8080', '127.0.0.1:3000', '[::1]:3000'])('answer on %s', async (host) => {
    expect((await send(development(), '/', { host })).status).toBe(200)
  })

  it('are not there when the host says who calls', async () => {
    const desk = handMadeDesk({ isProduction: false })
    for (const [path, method] of [
      ['/', 'GET'],
      ['/sample-identity?as=admin', 'POST'],
    ] as const)
      expect((await send(desk, path, { method })).status).toBe(404)
    expect(
      (await send(desk, '/api/things', { headers: { 'desk-sample-person': 'admin', cookie: 'desk_sample_person=admin' } })).status,
    ).toBe(401)
  })

  it('may what their role may, for the length of a call', () => {
    expect(sampleGrantsFor({ externalId: 'sample:admin' })).toEqual([{ role: 'admin', scope: 'all' }])
    expect(sampleGrantsFor({ externalId: 'sample:customer' })).toEqual([])
    expect(sampleGrantsFor({ externalId: 'ann' })).toEqual([])
  })
})
