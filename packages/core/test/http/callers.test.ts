import { describe, expect, it } from 'vitest'
import { DeskError } from '../../src/error/desk-error.ts'
import { type Asked, ask, type Body, handMadeDesk, unseenId } from './hand-made-desk.ts'

describe('who calls', () => {
  it('is who identify says, and nothing more of it than the desk asked for', async () => {
    const given = { externalId: 'ann', email: 'ann@x.test', name: null, language: undefined, permissions: ['*'], role: 'admin' }
    const desk = handMadeDesk({ identify: async () => given as never })
    await ask(desk, '/api/things')
    expect(desk.calls[0]?.caller).toEqual({
      kind: 'person',
      person: { externalId: 'ann', email: 'ann@x.test' },
      options: { channel: 'api' },
    })
  })

  it('is nobody where identify says so: 401, unless the operation is for everybody', async () => {
    const desk = handMadeDesk()
    const refused = await ask(desk, '/api/things', { as: '' })
    expect(refused.json).toMatchObject({ status: 401, code: 'access.unauthenticated' })
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="desk"')
    expect(desk.calls).toEqual([])
    expect((await ask(desk, '/api/reports', { as: '', json: { text: 'help' } })).status).toBe(200)
    expect(desk.calls[0]?.caller).toEqual({ kind: 'anonymous' })
  })

  it('is asked before the body is read', async () => {
    const body = new ReadableStream({ pull: () => new Promise(() => {}) }, { highWaterMark: 0 })
    const asked = { method: 'POST', as: '', body: body as unknown as Body, headers: { 'content-type': 'application/json' } }
    expect((await ask(handMadeDesk(), '/api/things', asked)).status).toBe(401)
  })

  it.each([
    ['throws', () => Promise.reject(new Error('secret-7f3a: connection to sessions refused'))],
    [
      'throws at once',
      () => {
        throw new Error('secret-7f3a')
      },
    ],
    ['throws nonsense', () => Promise.reject('secret-7f3a')],
    ['gives no id', () => ({ name: 'secret-7f3a' })],
    ['gives an empty id', () => ({ externalId: ' ' })],
    ['gives a number', () => ({ externalId: 7 })],
    ['gives a text', () => 'secret-7f3a'],
    ['gives an id with a NUL', () => ({ externalId: 'secret-7f3a\0b' })],
    ['gives an endless id', () => ({ externalId: 'a'.repeat(301) })],
  ])('is not known when identify %s, and the caller is told nothing of it', async (_, identify) => {
    const desk = handMadeDesk({ identify: identify as never })
    const { status, json, text } = await ask(desk, '/api/things')
    expect(status).toBe(500)
    expect(json).toMatchObject({ code: 'http.identify_failed', instance: `urn:uuid:${unseenId}` })
    expect(text).not.toMatch(/secret|7f3a|sessions/)
    expect(desk.calls).toEqual([])
    expect(desk.logged).toMatchObject([{ level: 'error', fields: { incident: unseenId, method: 'GET', path: '/api/things' } }])
    expect(desk.logged[0]?.fields.error).toHaveProperty('cause')
  })

  it('may be refused by the host with a code of its own', async () => {
    const locked = new DeskError('account.locked', 403, 'Your account is locked. Call us.', {})
    const desk = handMadeDesk({ identify: () => Promise.reject(locked) })
    expect((await ask(desk, '/api/things')).json).toMatchObject({
      status: 403,
      code: 'account.locked',
      detail: 'Your account is locked. Call us.',
    })
    expect(desk.logged).toEqual([])
  })

  it('says in headers in which capacity', async () => {
    const optionsWith = async (headers: Record<string, string>) => {
      const desk = handMadeDesk()
      const { status, json } = await ask(desk, '/api/things/x/poke', { json: {}, headers })
      const caller = desk.calls[0]?.caller
      return status === 200 && caller?.kind === 'person' ? caller.options : json.code
    }
    expect(await optionsWith({ 'desk-acting': 'staff' })).toEqual({ channel: 'api', acting: 'staff' })
    expect(await optionsWith({ 'desk-acting': 'customer', 'desk-company': unseenId })).toEqual({
      channel: 'api',
      acting: 'customer',
      company: unseenId,
    })
    expect(await optionsWith({ 'desk-company': unseenId })).toEqual({ channel: 'api', company: unseenId })
    for (const bad of ['admin', 'Staff', 'system', 'staff, customer', ''])
      expect(await optionsWith({ 'desk-acting': bad }), bad).toBe('http.bad_header')
    for (const bad of ['acme', "' or 1=1", unseenId.toUpperCase(), ''])
      expect(await optionsWith({ 'desk-company': bad }), bad).toBe('http.bad_header')
    expect(await optionsWith({ 'desk-acting': 'staff', 'desk-company': unseenId })).toBe('http.bad_header')
  })

  it('gives an idempotency key of 1 to 255 printable characters', async () => {
    const desk = handMadeDesk()
    const withKey = (key: string, path = '/api/things/x/poke') =>
      ask(desk, path, { ...(path.endsWith('poke') && { json: {} }), headers: { 'idempotency-key': key } })
    expect((await withKey('k'.repeat(255))).status).toBe(200)
    expect(desk.calls[0]?.caller).toMatchObject({ options: { idempotencyKey: 'k'.repeat(255) } })
    for (const key of ['k'.repeat(256), '', 'a b', 'é', 'one, two'])
      expect((await withKey(key)).json, key).toMatchObject({ status: 422, code: 'idempotency.key_invalid' })
  })

  it('is never the input: who, channel and depth stand in no body', async () => {
    const desk = handMadeDesk()
    const { json } = await ask(desk, '/api/things', {
      json: { name: 'n', actor: 'admin', channel: 'mail', acting: 'staff', causeId: unseenId },
    })
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/actor', '/channel', '/acting', '/causeId'])
  })
})

describe('pages of other origins', () => {
  const poke = (desk: ReturnType<typeof handMadeDesk>, headers: Record<string, string>, asked: Asked = { json: {} }) =>
    ask(desk, '/api/things/x/poke', { ...asked, headers })
  const evil = { cookie: 'session=1', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

  it('change nothing with the cookie of somebody', async () => {
    const desk = handMadeDesk()
    expect((await poke(desk, evil)).json).toMatchObject({ status: 403, code: 'http.bad_origin' })
    expect((await poke(desk, { cookie: 'session=1' })).status).toBe(403)
    expect((await poke(desk, { ...evil, 'content-type': 'text/plain' }, { method: 'POST' })).status).toBe(403)
    expect(desk.calls).toEqual([])
    expect((await poke(desk, { cookie: 'session=1', origin: 'http://desk.test' })).status).toBe(200)
    expect((await ask(desk, '/api/things', { headers: evil })).status).toBe(200)
  })

  it('are asked for in vain while nobody is listed', async () => {
    const desk = handMadeDesk()
    const { headers } = await ask(desk, '/api/things', { headers: evil })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual([])
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it('read and send where they are listed', async () => {
    const desk = handMadeDesk({ options: { cors: { origins: ['https://app.example'] } } })
    const origin = 'https://app.example'
    const preflight = await ask(desk, '/api/things', {
      method: 'OPTIONS',
      as: '',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'Authorization, Content-Type, Desk-Acting, Desk-Company, Idempotency-Key, If-None-Match, If-Range, Last-Event-ID, Range',
      vary: 'Origin',
    })
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const sent = { origin, 'sec-fetch-site': 'cross-site' }
    expect((await poke(desk, sent)).headers.get('access-control-allow-origin')).toBe(origin)
    expect((await poke(desk, { ...sent, authorization: 'Bearer t' })).status).toBe(200)
    const withCookie = await poke(desk, { ...sent, cookie: 'session=1' })
    expect([withCookie.status, withCookie.headers.get('access-control-allow-origin')]).toEqual([403, origin])
    const other = await ask(desk, '/api/things', { headers: { origin: 'https://app.example.evil.example' } })
    expect([other.headers.get('access-control-allow-origin'), other.headers.get('vary')]).toEqual([null, 'Origin'])
  })

  it('send cookies where that is listed, too', async () => {
    const headers = { cookie: 'session=1', origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }
    const reading = handMadeDesk({ options: { cors: { origins: ['https://app.example'], credentials: true } } })
    const answer = await poke(reading, headers)
    expect([answer.status, answer.headers.get('access-control-allow-credentials')]).toEqual([200, 'true'])
    const sending = handMadeDesk({ options: { allowedOrigins: ['https://app.example'] } })
    const blind = await poke(sending, headers)
    expect([blind.status, blind.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })
})

describe('options', () => {
  it.each([
    [{ allowedOrigins: ['app.example'] }],
    [{ allowedOrigins: ['https://app.example/'] }],
    [{ allowedOrigins: ['https://app.example/path'] }],
    [{ cors: { origins: ['*'] } }],
    [{ cors: { origins: ['null'] } }],
    [{ maxBodyBytes: 0 }],
    [{ maxBodyBytes: 1.5 }],
    [{ bodyTimeoutMs: Number.POSITIVE_INFINITY }],
    [{ docs: 'yes' as never }],
    [{ docsUrl: '/docs' }],
    [{ docsUrl: 'javascript:alert(1)' }],
  ])('are refused at the start: %j', (options) => {
    expect(() => handMadeDesk({ options })).toThrow(expect.objectContaining({ code: 'http.bad_option' }))
  })

  it('lack identify in production: refused at the start', () => {
    expect(() => handMadeDesk({ identify: undefined, isProduction: true })).toThrow(
      expect.objectContaining({ code: 'desk.identify_missing' }),
    )
  })
})
