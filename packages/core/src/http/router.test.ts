import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Router } from './router.ts'

const router = new Router<string>()
for (const route of [
  'GET /',
  'GET /api/tickets',
  'POST /api/tickets',
  'GET /api/tickets/types',
  'GET /api/tickets/:ticketId',
  'PATCH /api/tickets/:ticketId',
  'GET /api/tickets/types/:type/fields',
  'POST /api/tickets/:ticketId/commands/:command',
  'GET /api/:group/about',
]) {
  const [method = '', path = ''] = route.split(' ')
  router.add(method, path, route)
}

const target = (method: string, path: string) => {
  const found = router.find(method, path)
  return found.kind === 'found' ? [found.target, found.parameters] : found.kind === 'other_methods' ? found.methods : found.kind
}

describe('Router', () => {
  it('puts words before parameters, and comes back where a word leads nowhere', () => {
    expect(target('GET', '/api/tickets/types')).toEqual(['GET /api/tickets/types', {}])
    expect(target('GET', '/api/tickets/42')).toEqual(['GET /api/tickets/:ticketId', { ticketId: '42' }])
    expect(target('PATCH', '/api/tickets/types')).toEqual(['PATCH /api/tickets/:ticketId', { ticketId: 'types' }])
    expect(target('POST', '/api/tickets/types/commands/close')).toEqual([
      'POST /api/tickets/:ticketId/commands/:command',
      { ticketId: 'types', command: 'close' },
    ])
    expect(target('GET', '/api/tickets/about')).toEqual(['GET /api/tickets/:ticketId', { ticketId: 'about' }])
    expect(target('GET', '/api/people/about')).toEqual(['GET /api/:group/about', { group: 'people' }])
  })

  it('answers HEAD with GET, and names the other methods', () => {
    expect(target('HEAD', '/')).toEqual(['GET /', {}])
    expect(target('DELETE', '/api/tickets')).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST'])
    expect(target('GET', '/api/tickets/1/commands/close')).toEqual(['OPTIONS', 'POST'])
    expect(target('DELETE', '/api/tickets/types')).toEqual(['GET', 'HEAD', 'OPTIONS', 'PATCH'])
  })

  it.each([
    '/api/tickets/',
    '/api//tickets',
    '//api/tickets',
    '/api/%74ickets',
    '/API/tickets',
    '/api',
    '/api/tickets/1/commands/',
    '',
    '/api/__proto__',
    '/constructor',
  ])('knows one spelling: nothing at %j', (path) => {
    expect(target('GET', path)).toBe('nothing')
    expect(target('POST', path)).toBe('nothing')
  })

  it('decodes parameters once, and refuses escapes that are no UTF-8', () => {
    expect(target('GET', '/api/tickets/a%2Fb%20%D7%90%2525')).toEqual(['GET /api/tickets/:ticketId', { ticketId: 'a/b א%25' }])
    for (const bad of ['%', '%zz', '%ff', '%c0%af', '%ed%a0%80'])
      expect(() => target('GET', `/api/tickets/${bad}`), bad).toThrow('malformed')
  })

  it('refuses a route that is there already', () => {
    expect(() => router.add('GET', '/api/tickets/:other', '')).toThrow('two routes')
  })

  it('survives any path', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('/', 'api', 'tickets', 'types', '%2e', '..', ':ticketId', 'x')), (parts) => {
        expect(['found', 'other_methods', 'nothing']).toContain(router.find('GET', parts.join('')).kind)
      }),
    )
    expect(target('GET', '/a'.repeat(100_000))).toBe('nothing')
  })
})
