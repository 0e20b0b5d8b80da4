import { describe, expect, it } from 'vitest'
import { expectOwnOrigin } from './origin-check.ts'

const trusted = { cookieOrigins: new Set(['https://app.example']), corsOrigins: new Set(['https://reader.example']) }
const isAllowed = (headers: Record<string, string>): boolean => {
  try {
    expectOwnOrigin(new Request('http://desk.example/api/x', { method: 'POST', headers }), 'desk.example', trusted)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'http.bad_origin', status: 403 })
    return false
  }
}
const cookie = 'session=1'

describe('expectOwnOrigin', () => {
  it.each([
    ['the same origin', { cookie, 'sec-fetch-site': 'same-origin', origin: 'https://desk.example' }],
    ['the same origin behind a proxy that changes the host', { cookie, 'sec-fetch-site': 'same-origin', origin: 'https://public.example' }],
    ['the address bar', { cookie, 'sec-fetch-site': 'none' }],
    ['an older browser', { cookie, origin: 'http://desk.example' }],
    ['an older browser behind a proxy that ends TLS', { cookie, origin: 'https://desk.example' }],
    ['a listed origin', { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://app.example' }],
    ['a program', {}],
    ['a program with a token', { authorization: 'Bearer x' }],
    ['a token besides a cookie', { authorization: 'Bearer x', cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a reader without cookie', { origin: 'https://reader.example', 'sec-fetch-site': 'cross-site' }],
  ])('lets through: %s', (_, headers) => expect(isAllowed(headers)).toBe(true))

  it.each([
    ['another site', { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site without cookie', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour on the same site', { cookie, 'sec-fetch-site': 'same-site', origin: 'https://other.desk.example' }],
    ['another site that claims our host in Origin', { cookie, 'sec-fetch-site': 'cross-site', origin: 'http://desk.example' }],
    ['an older browser on another site', { cookie, origin: 'https://evil.example' }],
    ['another port', { cookie, origin: 'http://desk.example:8080' }],
    ['a sandboxed frame', { cookie, origin: 'null' }],
    ['nonsense', { cookie, origin: 'desk.example' }],
    ['a cookie from nowhere', { cookie }],
    ['a remembered password', { authorization: 'Basic YTpi' }],
    [
      'a remembered password from another site',
      { authorization: 'basic YTpi', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    ],
    ['a reader with cookie', { cookie, origin: 'https://reader.example', 'sec-fetch-site': 'cross-site' }],
    ['unknown words', { cookie, 'sec-fetch-site': 'same-origin, cross-site', origin: 'https://evil.example' }],
  ])('refuses: %s', (_, headers) => expect(isAllowed(headers)).toBe(false))
})
