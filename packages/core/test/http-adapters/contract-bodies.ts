import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { echoed, raw, readAnswer, until } from './client.ts'
import type { Mounted } from './mounted.ts'

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export const bodyContract = (host: AdapterHost, at: () => Mounted): void => {
  describe('requests', () => {
    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('passes %s on', async (method) => {
      const { port, mount, desk } = at()
      const response = await raw(port, `${method} ${mount}/api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect(response).toMatch(/^HTTP\/1.1 200 /)
      expect(desk.record.reached).toEqual(['/api/echo'])
      if (method !== 'HEAD') expect(response).toContain(`"method":"${method}"`)
    })

    it('joins headers that come twice, and takes the first of those that may not', async () => {
      const { port, mount } = at()
      const head = 'X-One: a\r\nX-One: b\r\nCookie: c=1\r\nCookie: d=2\r\nX-Latin: \xe9\r\nAuthorization: Bearer first'
      const answer = await raw(port, `GET ${mount}/api/echo HTTP/1.1\r\nHost: localhost\r\n${head}\r\nConnection: close\r\n\r\n`)
      expect(answer).toContain('"x-one":"a, b"')
      expect(answer).toContain('"cookie":"c=1; d=2"')
      expect(answer).toContain('"authorization":"Bearer first"')
      expect(answer).toContain('"x-latin":"\xc3\xa9"')
    })

    it.each([
      ['application/json', '{"a":[1,2,"日本"],"__proto__":1}'],
      ['application/x-www-form-urlencoded', 'a=1&a=2&b=%D7%A9'],
      ['text/plain', 'plain'],
      ['application/octet-stream', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
      ['', 'without a type'],
    ])('passes a body of type %s on, byte for byte', async (type, body) => {
      const { port, mount } = at()
      const headers = type ? { 'content-type': type } : {}
      const echo = await echoed({ port, method: 'POST', path: `${mount}/api/echo`, headers, body })
      expect(echo).toMatchObject({ bytes: Buffer.byteLength(body), sha256: sha256(body) })
      expect(echo.headers['content-type']).toBe(type || undefined)
    })

    it('passes requests without a body on', async () => {
      const { port, mount } = at()
      expect(await echoed({ port, method: 'POST', path: `${mount}/api/echo` })).toMatchObject({ bytes: 0 })
      expect(await echoed({ port, method: 'DELETE', path: `${mount}/api/echo` })).toMatchObject({ bytes: 0, method: 'DELETE' })
    })

    it('streams 50 MB up', async () => {
      const { port, mount } = at()
      const piece = randomBytes(1 << 20)
      const hash = createHash('sha256')
      const { promise, resolve, reject } = Promise.withResolvers<Parameters<typeof readAnswer>[0]>()
      const request = httpRequest({
        host: '127.0.0.1',
        port,
        method: 'PUT',
        path: `${mount}/api/echo`,
        headers: { 'content-type': 'application/zip' },
      })
      request.on('response', resolve).on('error', reject)
      for (let count = 0; count < 50; count++) {
        hash.update(piece)
        if (!request.write(piece)) await new Promise((drained) => request.once('drain', drained))
      }
      request.end()
      const { json } = await readAnswer(await promise)
      expect(json).toMatchObject({ bytes: 50 << 20, sha256: hash.digest('hex') })
    })

    it('takes no more of an upload than the desk has read', async () => {
      const { port, mount, desk } = at()
      const request = httpRequest({ host: '127.0.0.1', port, method: 'POST', path: `${mount}/api/read-late` })
      const answered = new Promise<Parameters<typeof readAnswer>[0]>((resolve, reject) =>
        request.on('response', resolve).on('error', reject),
      )
      const total = 64 << 20
      request.end(Buffer.alloc(total))
      await until('the desk is reached', () => desk.record.reached.length === 1)
      await new Promise((resolve) => setTimeout(resolve, 150))
      const unsent = request.socket?.writableLength ?? 0
      expect(desk.record.readBytes).toBeGreaterThan(0)
      expect(desk.record.readBytes).toBeLessThan(1 << 20)
      expect(unsent).toBeGreaterThan(total / 2)
      expect((await readAnswer(await answered)).json).toEqual({ bytes: total })
    })

    it('tells the desk when an upload is broken off', async () => {
      const { port, mount, desk, reported } = at()
      const request = httpRequest({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: `${mount}/api/read`,
        headers: { 'content-length': 1_000_000 },
      })
      request.on('error', () => {})
      request.write(Buffer.alloc(1_000))
      await until('the desk reads', () => desk.record.readBytes > 0)
      request.destroy()
      await until('the desk is told', () => desk.record.aborted.length === 1 && desk.record.readError !== '')
      expect(reported).toEqual([])
    })

    it('lets the desk give a slow upload up', async () => {
      const { port, mount, desk } = at()
      const request = httpRequest({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: `${mount}/api/give-up`,
        headers: { 'content-length': 10 },
      })
      const answered = new Promise<Parameters<typeof readAnswer>[0]>((resolve, reject) =>
        request.on('response', resolve).on('error', reject),
      )
      request.flushHeaders()
      await until('the desk is reached', () => desk.record.reached.length === 1)
      await new Promise((resolve) => setTimeout(resolve, 60))
      request.write('12345')
      expect(await readAnswer(await answered)).toMatchObject({ status: 408 })
      request.destroy()
    })

    it.each(['/api/refuse', '/api/limit'])('answers an upload before its end at %s, and goes on with the connection', async (path) => {
      const { port, mount, desk } = at()
      const size = 300_000
      const upload = `POST ${mount}${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`
      const next = `GET ${mount}/api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
      const answers = await raw(port, upload + next)
      expect(answers).toMatch(/^HTTP\/1.1 413 /)
      if (host.endsUnreadUploads) return
      expect(answers).toMatch(/HTTP\/1.1 200 /)
      expect(desk.record.reached).toEqual([path, '/api/echo'])
    })
  })
}
