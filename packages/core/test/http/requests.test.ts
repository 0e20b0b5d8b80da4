import { describe, expect, it } from 'vitest'
import { ask, type Body, handMadeDesk, unseenId } from './hand-made-desk.ts'

const faultsOf = (answer: Awaited<ReturnType<typeof ask>>) =>
  answer.json.errors?.map((fault: { pointer: string; code: string }) => `${fault.pointer} ${fault.code}`)

describe('routes', () => {
  it("serves core's groups under /api and a plugin's under its id, at any mount", async () => {
    for (const mount of ['', '/support', '/a/b%20c']) {
      const desk = handMadeDesk()
      expect((await ask(desk, '/api/things', { mount })).status).toBe(200)
      expect((await ask(desk, '/api/extra', { mount, headers: { 'desk-acting': 'staff' } })).status).toBe(200)
      expect(desk.calls.map(({ operation }) => operation)).toEqual(['things.list', 'extra.overview'])
      expect((await desk.fetch(new Request('http://desk.test/elsewhere'), { path: '/support' })).status).toBe(404)
    }
  })

  it('takes a second argument of any other kind for no mount', async () => {
    const desk = handMadeDesk()
    for (const other of [undefined, null, {}, { path: 5 }, { path: 'x' }]) {
      const response = await desk.fetch(new Request('http://desk.test/health/live'), other as never)
      expect(response.status).toBe(200)
    }
  })

  it('answers what is not there with one and the same 404', async () => {
    const desk = handMadeDesk()
    const paths = [
      '/',
      '/api',
      '/api/',
      '/api/things/',
      '/api//things',
      '/api/Things',
      '/api/%74hings',
      '/things',
      '/api/inside',
      '/api/extra/',
      '/%00',
    ]
    const answers = await Promise.all(paths.map((path) => ask(desk, path)))
    for (const [index, { status, headers, json }] of answers.entries()) {
      expect(status, paths[index]).toBe(404)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(json).toMatchObject({ code: 'http.not_found', status: 404, title: 'Http not found', type: '/api/docs/errors/http.not_found' })
    }
    expect(desk.calls).toEqual([])
  })

  it('names the methods of an address', async () => {
    const desk = handMadeDesk()
    const refused = await ask(desk, '/api/things', { method: 'DELETE' })
    expect([refused.status, refused.headers.get('allow'), refused.json.code]).toEqual([
      405,
      'GET, HEAD, OPTIONS, POST',
      'http.method_not_allowed',
    ])
    const asked = await ask(desk, '/api/things', { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('allow'), asked.text]).toEqual([204, 'GET, HEAD, OPTIONS, POST', ''])
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
    expect((await ask(desk, '/api/nowhere', { method: 'OPTIONS' })).status).toBe(404)
    expect((await ask(desk, '/api/things', { method: 'PROPFIND' })).status).toBe(405)
  })

  it('answers HEAD as GET, without a body', async () => {
    const desk = handMadeDesk()
    const head = await ask(desk, '/api/things', { method: 'HEAD' })
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json'])
    expect((await ask(desk, '/api/nowhere', { method: 'HEAD' })).text).toBe('')
    expect(desk.calls.map(({ operation }) => operation)).toEqual(['things.list'])
  })

  it('refuses escapes that are no UTF-8, and takes every other text', async () => {
    const desk = handMadeDesk()
    for (const path of ['/api/things/%ff/poke', '/api/things/%zz/poke', '/api/things/%/poke'])
      expect((await ask(desk, path, { json: {} })).json, path).toMatchObject({ status: 400, code: 'http.bad_target' })
    for (const query of ['sort=%ff', '%=1', 'sort=%c0%ae'])
      expect((await ask(desk, `/api/things?${query}`)).json, query).toMatchObject({ status: 400 })
    const { json } = await ask(desk, `/api/things/${encodeURIComponent('a/b?c#d%00 א')}/poke`, { json: {} })
    expect(json).toEqual({ thingId: 'a/b?c#d%00 א' })
    const nul = await ask(desk, '/api/things/a%00b/poke', { json: {} })
    expect([nul.status, faultsOf(nul)]).toEqual([422, ['/thingId nul']])
  })
})

describe('input', () => {
  it('reads the address by the schema', async () => {
    const desk = handMadeDesk()
    const query = `limit=5&open=true&kind=a,b&kind=c&word=x%2C%20y&ownerId=null&sort=name&weight=1.5&filter=${encodeURIComponent('{"name":"n"}')}`
    const { status, json } = await ask(desk, `/api/things?${query}`)
    expect(status).toBe(200)
    expect(json).toEqual({
      limit: 5,
      open: true,
      kind: ['a', 'b', 'c'],
      word: ['x, y'],
      ownerId: null,
      sort: 'name',
      weight: 1.5,
      filter: { name: 'n' },
    })
    expect((await ask(desk, '/api/things?')).json).toEqual({})
  })

  it.each(['-1', '0', '1e9', '1000000000', '1 union', '201', '5.5', '', 'NaN', '99999999999999999999', '٥'])(
    'refuses limit=%s',
    async (limit) => {
      const answer = await ask(handMadeDesk(), `/api/things?limit=${encodeURIComponent(limit)}`)
      expect([answer.status, answer.json.code]).toEqual([422, 'input.invalid'])
      expect(faultsOf(answer)[0]).toMatch(/^\/limit /)
    },
  )

  it('names unknown keys, all of them, and never takes one for another thing', async () => {
    const desk = handMadeDesk()
    const answer = await ask(desk, '/api/things?limit=1&role=admin&__proto__=1&constructor=2&toString=3&offset=1000000')
    expect(answer.status).toBe(422)
    expect(faultsOf(answer)).toEqual(['/__proto__ unknown_key'])
    const others = await ask(desk, '/api/things?role=admin&constructor=2&toString=3&offset=1000000')
    expect(faultsOf(others)).toEqual(['/role', '/constructor', '/toString', '/offset'].map((pointer) => `${pointer} unknown_key`))
  })

  it('has other keys for staff than for customers', async () => {
    const desk = handMadeDesk()
    expect(faultsOf(await ask(desk, '/api/things?secret=true'))).toEqual(['/secret unknown_key'])
    expect((await ask(desk, '/api/things?secret=true', { headers: { 'desk-acting': 'staff' } })).json).toEqual({ secret: true })
  })

  it('refuses a key with two values, wherever they stand', async () => {
    const desk = handMadeDesk()
    const other = unseenId.replace('1', '2')
    const twice = async (path: string, asked: Parameters<typeof ask>[2]) => faultsOf(await ask(desk, path, asked))
    expect(await twice('/api/things?limit=1&limit=2', {})).toEqual(['/limit given_twice'])
    expect(await twice(`/api/things/${unseenId}?thingId=${other}`, {})).toEqual(['/thingId given_twice'])
    expect(await twice(`/api/things/${unseenId}`, { method: 'PATCH', json: { id: other, name: 'n' } })).toEqual(['/id given_twice'])
    expect(await twice('/api/things?name=a', { json: { name: 'b' } })).toEqual(['/name given_twice'])
    expect(await twice('/api/things?role=a&role=b', {})).toEqual(['/role given_twice'])
    expect(desk.calls).toEqual([])
    expect((await ask(desk, `/api/things/${unseenId}?thingId=${unseenId}`)).status).toBe(200)
    expect((await ask(desk, `/api/things/${unseenId}`, { method: 'PATCH', json: { id: unseenId, name: 'n' } })).status).toBe(200)
    expect((await ask(desk, '/api/things?limit=2&limit=2')).json).toEqual({ limit: 2 })
  })

  it('takes the rest of a DELETE from the query', async () => {
    const { json } = await ask(handMadeDesk(), `/api/things/${unseenId}?expectedVersion=3`, { method: 'DELETE' })
    expect(json).toEqual({ thingId: unseenId, expectedVersion: 3 })
  })
})

describe('bodies', () => {
  const post = (body: Body | null, headers: Record<string, string> = {}, desk = handMadeDesk()) =>
    ask(desk, '/api/things', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
  const name = '{"name":"n"}'

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/merge-patch+json',
    'application/vnd.desk.v1+json',
  ])('reads %s', async (type) => expect((await post(name, { 'content-type': type })).status).toBe(200))

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    'text/plain; application/json',
    'application/json; charset=utf-16',
    '',
    'application/json, text/plain',
  ])('refuses %j, also without a byte', async (type) => {
    expect((await post(name, { 'content-type': type })).json).toMatchObject({ status: 415, code: 'http.unsupported_body' })
    const empty = await ask(handMadeDesk(), '/api/things/x/poke', { method: 'POST', headers: { 'content-type': type } })
    expect(empty.status).toBe(415)
  })

  it('refuses bytes without a type, and takes no byte for nothing', async () => {
    const desk = handMadeDesk()
    expect((await ask(desk, '/api/things', { method: 'POST', body: new TextEncoder().encode(name) })).status).toBe(415)
    expect((await ask(desk, '/api/things/x/poke', { method: 'POST' })).json).toEqual({ thingId: 'x' })
    expect(
      (await ask(desk, '/api/things/x/poke', { method: 'POST', body: '', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(200)
    expect((await post(name, { 'content-encoding': 'gzip' }, desk)).status).toBe(415)
    expect((await post(name, { 'content-encoding': 'identity' }, desk)).status).toBe(200)
  })

  it.each([
    '{',
    '{"name":}',
    'nope',
    '{"name":"n"} x',
    "{'name':'n'}",
    '{"name":"n",}',
    ' ',
    '\u0000',
    '[1',
    'NaN',
    '{"name":"secret-word',
  ])('refuses %j without quoting it', async (body) => {
    const { json, text } = await post(body)
    expect(json).toMatchObject({ status: 400, code: 'http.bad_json' })
    expect(text).not.toMatch(/secret-word|position|token/i)
  })

  it.each(['[]', '"text"', '5', 'null', 'true', '[{"name":"n"}]'])('wants an object, not %s', async (body) => {
    const answer = await post(body)
    expect([answer.status, faultsOf(answer)]).toEqual([422, [' type']])
  })

  it('reads UTF-8 with and without a mark, and nothing else', async () => {
    const utf8 = new TextEncoder().encode('{"name":"שלום 日本"}')
    expect((await post(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]))).json).toEqual({ name: 'שלום 日本' })
    expect((await post(Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]))).json).toMatchObject({ code: 'http.bad_json' })
    expect((await post(Buffer.from('{"name":"n"}', 'utf16le'))).json).toMatchObject({ code: 'http.bad_json' })
    expect((await post(Buffer.from('{"name":"\xe9"}', 'latin1'))).json).toMatchObject({ code: 'http.bad_json' })
  })

  it('refuses keys that are no keys where something is assigned, wherever they stand and however they are written', async () => {
    const desk = handMadeDesk()
    const run = (body: string) => post(body, {}, desk)
    for (const body of [
      '{"name":"n","__proto__":{"admin":true}}',
      '{"name":"n","\\u005f_proto__":{"admin":true}}',
      '{"name":"n","fields":{"a":[{"__proto__":1}]}}',
    ]) {
      const answer = await run(body)
      expect([answer.status, faultsOf(answer)], body).toEqual([422, ['/__proto__ unknown_key']])
    }
    expect(faultsOf(await run('{"name":"n","constructor":{"prototype":{"admin":true}}}'))).toEqual(['/constructor unknown_key'])
    const { json } = await run('{"name":"n","fields":{"constructor":{"prototype":{"admin":true}}}}')
    expect(json).toEqual({ name: 'n', fields: { constructor: { prototype: { admin: true } } } })
    expect('admin' in {}).toBe(false)
    expect((await run('{"name":"a","name":"b"}')).json).toEqual({ name: 'b' })
  })

  it('refuses nesting that would overflow the stack', async () => {
    const nested = (depth: number, open: string, close: string) =>
      `{"name":"n","fields":{"a":${open.repeat(depth)}1${close.repeat(depth)}}}`
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      for (const depth of [100, 10_000, 150_000])
        expect((await post(nested(depth, open, close))).json).toMatchObject({ status: 422, code: 'http.body_too_deep' })
      expect((await post(nested(50, open, close))).status).toBe(200)
    }
    expect((await post('['.repeat(500_000))).json).toMatchObject({ code: 'http.bad_json' })
  })

  it('names all faults at once', async () => {
    const answer = await ask(handMadeDesk(), '/api/things', { json: { name: '', note: 5, role: 'admin', permissions: ['*'] } })
    expect(answer.json).toMatchObject({ status: 422, code: 'input.invalid' })
    expect(faultsOf(answer).sort()).toEqual([
      '/name minLength',
      '/name pattern',
      '/note type',
      '/permissions unknown_key',
      '/role unknown_key',
    ])
  })

  describe('of any size', () => {
    const limits = { options: { maxBodyBytes: 1_000, bodyTimeoutMs: 200 } }
    const streamOf = (chunks: Iterable<Uint8Array>) => ReadableStream.from(chunks) as unknown as Body
    const pieces = function* (count: number): Generator<Uint8Array> {
      for (let index = 0; index < count; index += 1) yield new Uint8Array(100).fill(32)
    }

    it('is refused above the limit, whatever Content-Length says', async () => {
      const desk = handMadeDesk(limits)
      const tooLarge = { status: 413, code: 'http.body_too_large', detail: 'The body is larger than 1000 bytes. Send less at once.' }
      expect((await post(' '.repeat(1_001), {}, desk)).json).toMatchObject(tooLarge)
      expect((await post(streamOf(pieces(11)), {}, desk)).json).toMatchObject(tooLarge)
      expect((await post(streamOf(pieces(11)), { 'content-length': '5' }, desk)).json).toMatchObject(tooLarge)
      expect((await post(streamOf(pieces(11)), { 'content-length': 'many' }, desk)).json).toMatchObject(tooLarge)
      const exact = `{"name":"${'n'.repeat(300)}"}`.padEnd(1_000)
      expect((await post(exact, {}, desk)).status).toBe(200)
    })

    it('is not read where Content-Length says that it is too large', async () => {
      let read = 0
      const pull = () => {
        read += 1
      }
      const body = new ReadableStream({ pull }, { highWaterMark: 0 })
      const { status } = await post(body as unknown as Body, { 'content-length': '1001' }, handMadeDesk(limits))
      expect([status, read]).toEqual([413, 0])
    })

    it('lets go of an endless body', async () => {
      let isCancelled = false
      const cancel = () => {
        isCancelled = true
      }
      const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100)), cancel }, { highWaterMark: 0 })
      expect((await post(body as unknown as Body, {}, handMadeDesk(limits))).status).toBe(413)
      expect(isCancelled).toBe(true)
    })

    it('is not waited for longer than the limit', async () => {
      const drops = async function* (): AsyncGenerator<Uint8Array> {
        for (;;) yield await new Promise((resolve) => setTimeout(() => resolve(new Uint8Array(1)), 30))
      }
      const body = ReadableStream.from(drops())
      const { json } = await post(body as unknown as Body, {}, handMadeDesk(limits))
      expect(json).toMatchObject({ status: 408, code: 'http.body_timeout' })
    })

    it('that breaks off is no fault of ours', async () => {
      const desk = handMadeDesk()
      const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
      expect((await post(body as unknown as Body, {}, desk)).json).toMatchObject({ status: 400, code: 'http.body_unfinished' })
      expect(desk.logged).toEqual([])
    })
  })

  it('that identify has read is said to be gone', async () => {
    const desk = handMadeDesk({ identify: async (request) => ({ externalId: ((await request.json()) as { name: string }).name }) })
    expect((await post(name, {}, desk)).json).toMatchObject({ status: 500, code: 'http.body_consumed' })
    const clone = handMadeDesk({ identify: async (request) => ({ externalId: ((await request.clone().json()) as { name: string }).name }) })
    expect((await post(name, {}, clone)).status).toBe(200)
  })
})
