import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeDesk } from '../../src/http/node.ts'
import { raw, until } from '../http-adapters/client.ts'
import { bytes, type HandMade, handMadeDesk } from './hand-made-desk.ts'

describe('bytes on a socket', () => {
  let desk: HandMade
  let server: Server
  let port = 0
  let openStreams = 0
  const reported: unknown[] = []

  async function* endless() {
    openStreams += 1
    try {
      for (;;) {
        yield 'x'.repeat(10_000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      openStreams -= 1
    }
  }
  async function* breaking() {
    yield 'first;'
    await new Promise((resolve) => setTimeout(resolve, 20))
    throw new Error('secret-7f3a')
  }

  beforeAll(async () => {
    desk = handMadeDesk({
      options: { maxBodyBytes: 10_000, bodyTimeoutMs: 300 },
      run: ({ operation, input }) =>
        operation === 'extra.feed'
          ? bytes('text/csv', endless())
          : operation === 'extra.file'
            ? bytes('application/pdf', breaking())
            : input,
    })
    server = createServer(nodeDesk(desk, { onError: (error) => reported.push(error) }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const request = (line: string, headers: readonly string[] = [], body = '') =>
    `${line} HTTP/1.1\r\nHost: desk.test\r\nX-Person: ann\r\nConnection: close\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`
  const status = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])
  const code = (text: string) => /"code":"([^"]+)"/.exec(text)?.[1]
  const json = ['Content-Type: application/json']
  const post = (body: string, headers: readonly string[]) => raw(port, request('POST /api/things', [...json, ...headers], body))

  it.each([
    ['NUL in the path', 'GET /api/things\0x'],
    ['an encoded NUL', 'GET /api/thi%00ngs'],
    ['a backslash', 'GET /api\\things'],
    ['dots', 'GET /api/x/../things'],
    ['encoded dots', 'GET /api/x/%2e%2e/things'],
    ['a bad escape', 'GET /api/things/%zz'],
    ['raw bytes', 'GET /api/things/\xff\xfe'],
    ['an asterisk', 'OPTIONS *'],
    ['another host in the line', 'GET http://evil.example/api/nothing'],
    ['an unknown method', 'BREW /api/things'],
    ['a very long path', `GET /api/${'a/'.repeat(4_000)}`],
  ])('are refused with %s', async (_, line) => {
    const text = await raw(port, request(line))
    expect(status(text)).toBeGreaterThanOrEqual(400)
    expect(status(text)).not.toBe(500)
    expect(text).not.toMatch(/\.ts|node_modules|stack/)
  })

  it('are refused with headers without end', async () => {
    expect(status(await raw(port, request('GET /api/things', [`X-Big: ${'a'.repeat(100_000)}`])))).toBe(431)
    expect(status(await raw(port, request('GET /api/things', [`Cookie: ${'a=1; '.repeat(2_000)}`])))).toBe(200)
  })

  it('are counted where Content-Length lies or is missing', async () => {
    const name = '{"name":"n"}'
    expect(code(await post(name, ['Content-Length: 10001']))).toBe('http.body_too_large')
    const piece = `3e8\r\n${' '.repeat(1_000)}\r\n`
    expect(code(await post(`${piece.repeat(11)}0\r\n\r\n`, ['Transfer-Encoding: chunked']))).toBe('http.body_too_large')
    expect(status(await post(`${piece}c\r\n${name}\r\n0\r\n\r\n`, ['Transfer-Encoding: chunked']))).toBe(200)
    expect(status(await post(name, ['Content-Length: 5']))).toBe(400)
    expect(status(await post(name, ['Content-Length: 12', 'Content-Length: 13']))).toBe(400)
    expect(status(await post(name, ['Content-Length: -1']))).toBe(400)
    expect(status(await post(`0\r\n\r\nGET /api/things HTTP/1.1\r\n\r\n`, ['Content-Length: 5', 'Transfer-Encoding: chunked']))).toBe(400)
  })

  it('that never come are not waited for', async () => {
    const text = await raw(port, request('POST /api/things', [...json, 'Content-Length: 50'], '{"name":'), (seen) =>
      seen.includes('body_timeout'),
    )
    expect([status(text), code(text)]).toEqual([408, 'http.body_timeout'])
  })

  it('in two headers of one name are never one of the two', async () => {
    const twice = (name: string, first: string, second: string) =>
      raw(port, request('POST /api/things/x/poke', [...json, `${name}: ${first}`, `${name}: ${second}`, 'Content-Length: 2'], '{}'))
    expect(code(await twice('Idempotency-Key', 'a', 'b'))).toBe('idempotency.key_invalid')
    expect(code(await twice('Desk-Acting', 'customer', 'staff'))).toBe('http.bad_header')
  })

  it('of a stream end when the client goes', async () => {
    const before = openStreams
    const text = await raw(port, request('GET /api/extra/feed'), (seen) => seen.length > 50_000)
    expect(status(text)).toBe(200)
    await until('the stream is ended', () => openStreams === before)
  })

  it('of a stream that fails break off, without a word about it', async () => {
    const text = await raw(port, request('GET /api/extra/files/7'))
    expect(text).toContain('first;')
    expect(text).not.toMatch(/\r\n0\r\n\r\n$/)
    expect(text).not.toMatch(/secret|problem|unexpected/)
    expect(desk.logged.at(-1)).toMatchObject({ fields: { operation: 'extra.file', error: new Error('secret-7f3a') } })
    expect(String(reported.at(-1))).not.toContain('secret')
  })

  it('of 300 clients that send rubbish and go leave the desk as it was', async () => {
    const rubbish = [
      '\0\0\0\0',
      'GET',
      'POST /api/things HTTP/1.1\r\nContent-Length: 9\r\n\r\n{',
      '\x16\x03\x01\x02\x00\x01',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
    ]
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => raw(port, rubbish[index % rubbish.length] ?? '', () => true).catch(() => '')).map((sent) =>
        Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 1_000))]),
      ),
    )
    expect(status(await raw(port, request('GET /api/things')))).toBe(200)
    expect(desk.logged.filter(({ level, fields }) => level === 'error' && fields.operation === undefined)).toEqual([])
  })
})
