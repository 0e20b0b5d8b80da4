import { describe, expect, it } from 'vitest'
import { coreError } from '../../src/error/core-errors.ts'
import { DeskError } from '../../src/error/desk-error.ts'
import { ask, bytes, handMadeDesk, notFound, unseenId } from './hand-made-desk.ts'

const throwing = (error: unknown) => handMadeDesk({ run: () => Promise.reject(error) })
const poke = (desk: ReturnType<typeof handMadeDesk>) => ask(desk, '/api/things/x/poke', { json: {} })

describe('answers', () => {
  it('are JSON that nobody keeps, guesses or frames', async () => {
    const { status, headers, json } = await poke(handMadeDesk())
    expect([status, json]).toEqual([200, { thingId: 'x' }])
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
  })
})

describe('problems', () => {
  it('tell everything about an error of the caller', async () => {
    const desk = throwing(coreError('ticket.conflict', { number: 7, version: 12 }))
    const { headers, json } = await poke(desk)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toEqual({
      type: '/api/docs/errors/ticket.conflict',
      title: 'Ticket conflict',
      status: 409,
      detail: expect.stringContaining('version 12'),
      code: 'ticket.conflict',
      params: { number: 7, version: 12 },
    })
    expect(desk.logged).toEqual([])
  })

  it('lead to the pages of this desk, or where the host says', async () => {
    const { json } = await ask(handMadeDesk(), '/api/nowhere', { mount: '/support' })
    expect(json.type).toBe('/support/api/docs/errors/http.not_found')
    const elsewhere = handMadeDesk({ options: { docsUrl: 'https://docs.example/desk/' } })
    expect((await ask(elsewhere, '/api/nowhere')).json.type).toBe('https://docs.example/desk/errors/http.not_found')
  })

  it('carry what else the error has to say', async () => {
    const gates = { failures: [{ code: 'billing.no_time', field: '/time' }] }
    const { json } = await poke(throwing(new DeskError('billing.held', 409, 'Not yet.', {}, { details: gates })))
    expect(json).toMatchObject({ status: 409, code: 'billing.held', details: gates })
    expect(json).not.toHaveProperty('params')
  })

  it.each([
    ['an exception', new TypeError('secret-7f3a is not a function')],
    ['no error at all', 'secret-7f3a'],
    ['nothing', undefined],
    ['an error with a status', Object.assign(new Error('secret-7f3a'), { status: 418, code: 'EPERM' })],
    ['what only looks like ours', Object.assign(new Error('secret-7f3a'), { '~desk': true, code: 'a.b', status: 200, params: {} })],
    ['a coded fault of the program', coreError('store.statement_failed', { reason: 'secret-7f3a in SELECT' })],
  ])('tell nothing of %s, and the log has all of it under the same incident', async (_, error) => {
    const desk = throwing(error)
    const { status, json, text } = await poke(desk)
    expect(status).toBe(500)
    expect(json).toEqual({
      type: '/api/docs/errors/http.unexpected',
      title: 'Http unexpected',
      status: 500,
      detail: expect.stringContaining('It was recorded'),
      code: 'http.unexpected',
      instance: `urn:uuid:${unseenId}`,
    })
    expect(text).not.toMatch(/secret|SELECT|EPERM/)
    expect(desk.logged).toHaveLength(1)
    expect(desk.logged[0]).toMatchObject({ level: 'error', fields: { incident: unseenId, method: 'POST', path: '/api/things/x/poke' } })
    expect(desk.logged[0]?.fields.error).toBe(error)
  })

  it('keep the code of what is only so at the moment, without what is inside', async () => {
    const desk = throwing(coreError('store.open_failed', { reason: 'EACCES /secret/path' }))
    const { json, text, headers } = await poke(desk)
    expect(json).toMatchObject({ status: 503, code: 'store.open_failed', detail: expect.stringContaining('cannot do this at the moment') })
    expect(text).not.toMatch(/secret|EACCES/)
    expect(headers.get('retry-after')).toBeNull()
    expect(desk.logged).toMatchObject([{ level: 'warn' }])
    const busy = await poke(throwing(coreError('store.busy', { ms: 5000 })))
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1'])
    const unknown = await poke(throwing(coreError('store.commit_unknown')))
    expect(unknown.json.detail).toContain('same idempotency key')
  })

  it('are told for an answer that is no JSON', async () => {
    for (const output of [
      { big: 1n },
      (() => {
        const circle: { self?: object } = {}
        circle.self = circle
        return circle
      })(),
    ])
      expect((await poke(handMadeDesk({ run: () => output }))).json).toMatchObject({ status: 500, code: 'http.unexpected' })
    const { json } = await poke(throwing(new DeskError('a.b', 409, 'x', {}, { details: { big: 1n } })))
    expect(json).toMatchObject({ status: 500, code: 'http.unexpected' })
  })

  it('of what is unseen and of what is not there have the same length', async () => {
    const desk = handMadeDesk({ run: ({ input }) => Promise.reject(notFound((input as { thingId: string }).thingId)) })
    const [unseen, missing] = await Promise.all([unseenId, unseenId.replaceAll('0', 'f')].map((id) => ask(desk, `/api/things/${id}`)))
    expect(unseen?.status).toBe(404)
    expect(unseen?.text.length).toBe(missing?.text.length)
    expect(Object.fromEntries(unseen?.headers ?? [])).toEqual(Object.fromEntries(missing?.headers ?? []))
    expect({ ...unseen?.json, detail: '', params: '' }).toEqual({ ...missing?.json, detail: '', params: '' })
  })
})

describe('streams', () => {
  const stream = (contentType: string, source: () => AsyncIterable<string | Uint8Array>) => {
    const desk = handMadeDesk({ run: () => bytes(contentType, source()) })
    const open = (path: string, signal?: AbortSignal) =>
      desk.fetch(new Request(`http://desk.test${path}`, { headers: { 'x-person': 'ann' }, ...(signal && { signal }) }))
    return { ...desk, open }
  }

  it('send text and bytes as they come, and run nothing in a browser', async () => {
    const { open } = stream('text/html', async function* () {
      yield '<script>'
      yield ''
      yield new Uint8Array([0xd7, 0x90])
    })
    const response = await open('/api/extra/files/7')
    expect(await response.text()).toBe('<script>א')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    })
  })

  it('read texts of the address by the schema, and refuse before the first byte', async () => {
    const { open, calls } = stream('text/csv', async function* () {})
    await open('/api/extra/files/7')
    expect(calls[0]?.input).toEqual({ number: 7 })
    const refused = await open('/api/extra/files/seven')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  })

  it('are read as fast as the client reads, and no faster', async () => {
    let made = 0
    const { open } = stream('text/csv', async function* () {
      for (;;) yield `${made++}\n`
    })
    const reader = (await open('/api/extra/feed')).body?.getReader()
    for (let read = 0; read < 3; read += 1) await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(made).toBeLessThanOrEqual(4)
    await reader?.cancel()
  })

  it('are told at once and ended when the client goes, also while they wait', async () => {
    for (const goes of ['cancel', 'abort'] as const) {
      let isEnded = false
      let waiting: (() => void) | undefined
      const { open, calls } = stream('text/event-stream', async function* () {
        try {
          yield 'data: 1\n\n'
          await new Promise<void>((resolve) => {
            waiting = resolve
          })
        } finally {
          isEnded = true
        }
      })
      const client = new AbortController()
      const response = await open('/api/extra/feed', client.signal)
      expect(response.headers.get('x-accel-buffering')).toBe('no')
      const reader = response.body?.getReader()
      await reader?.read()
      const next = reader?.read().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(calls[0]?.signal.aborted).toBe(false)
      if (goes === 'cancel') void reader?.cancel()
      else client.abort()
      expect(calls[0]?.signal.aborted).toBe(true)
      waiting?.()
      await next
      await expect.poll(() => isEnded).toBe(true)
    }
  })

  it('that fail on the way end the connection, with a recorded error that tells nothing', async () => {
    const { open, logged } = stream('text/csv', async function* () {
      yield 'a;b\n'
      throw new Error('secret-7f3a')
    })
    const reader = (await open('/api/extra/feed')).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('a;b\n')
    const failure: unknown = await reader?.read().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'http.unexpected' })
    expect(String(failure)).not.toContain('secret')
    expect(logged).toMatchObject([
      { level: 'error', fields: { incident: unseenId, operation: 'extra.feed', error: new Error('secret-7f3a') } },
    ])
  })

  it('behind HEAD are ended unread', async () => {
    let read = 0
    let isEnded = false
    const { fetch } = stream('text/csv', () => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          read += 1
          return { done: false, value: 'a' }
        },
        return: async () => {
          isEnded = true
          return { done: true as const, value: undefined }
        },
      }),
    }))
    const response = await fetch(new Request('http://desk.test/api/extra/feed', { method: 'HEAD', headers: { 'x-person': 'ann' } }))
    expect([response.status, response.body, read]).toEqual([200, null, 0])
    expect(isEnded).toBe(true)
  })
})

describe('health', () => {
  it('is live without asking anything, and ready when the desk is', async () => {
    const desk = handMadeDesk({ ready: () => Promise.reject(new Error('never')) })
    const live = await ask(desk, '/health/live', { as: '' })
    expect([live.status, live.json, live.headers.get('cache-control')]).toEqual([200, { status: 'live' }, 'no-store'])
    expect((await ask(handMadeDesk(), '/health/ready', { as: '' })).json).toEqual({ status: 'ready' })
  })

  it.each([
    [coreError('store.schema_behind', { count: 1, names: 'secret-7f3a' }), 'store.schema_behind'],
    [new Error('secret-7f3a'), 'http.not_ready'],
    [coreError('store.statement_failed', { reason: 'secret-7f3a' }), 'http.not_ready'],
  ])('is not ready with 503 and a code: %s', async (error, code) => {
    const desk = handMadeDesk({ ready: () => Promise.reject(error) })
    const { json, text } = await ask(desk, '/health/ready', { as: '' })
    expect(json).toMatchObject({ status: 503, code })
    expect(text).not.toContain('7f3a')
    expect(desk.logged).toHaveLength(1)
  })

  it('does not wait for ever', { timeout: 10_000 }, async () => {
    const desk = handMadeDesk({ ready: () => new Promise(() => {}) })
    const start = performance.now()
    expect((await ask(desk, '/health/ready', { as: '' })).json).toMatchObject({ status: 503, code: 'http.not_ready' })
    expect(performance.now() - start).toBeLessThan(7_000)
  })
})
