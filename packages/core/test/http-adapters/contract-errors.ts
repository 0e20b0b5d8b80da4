import { describe, expect, it } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { open, raw, readAnswer, send } from './client.ts'
import { secret } from './echo-desk.ts'
import type { Mounted } from './mounted.ts'

export const errorContract = (host: AdapterHost, at: () => Mounted): void => {
  describe('errors', () => {
    it.each(['/api/fail', '/api/fail-at-once'])('turns %s into a problem that tells nothing', async (path) => {
      const { port, mount, reported } = at()
      const { status, headers, json, text } = await send({ port, path: `${mount}${path}` })
      expect(status).toBe(500)
      expect(headers['content-type']).toBe('application/problem+json')
      expect(json).toMatchObject({ status: 500, code: 'http.unexpected' })
      expect(text).not.toMatch(/secret|SELECT|\.ts/)
      expect(reported).toEqual([new Error(secret)])
    })

    it('cuts an answer that fails on its way, and says nothing', async () => {
      const { port, mount, reported } = at()
      const answer = await open({ port, path: `${mount}/api/fail-later` })
      let text = ''
      answer.on('data', (chunk) => {
        text += String(chunk)
      })
      await expect(new Promise((resolve, reject) => answer.on('end', resolve).on('error', reject))).rejects.toThrow()
      expect(text).toBe('part part part ')
      expect(reported).toEqual([new Error(secret)])
    })

    it('survives a stream that fails while its beginning still waits to be sent', async () => {
      const { port, mount, reported } = at()
      const answer = await open({ port, path: `${mount}/api/fail-unread` })
      await new Promise((resolve) => setTimeout(resolve, 50))
      await expect(readAnswer(answer)).rejects.toThrow()
      expect(reported).toEqual([new Error(secret)])
    })

    it('goes on with a connection after an error', async () => {
      const { port, mount } = at()
      const ask = (path: string, last = '') => `GET ${mount}${path} HTTP/1.1\r\nHost: localhost\r\n${last}\r\n`
      const answers = await raw(port, ask('/api/fail') + ask('/api/echo') + ask('/api/fail') + ask('/api/echo', 'Connection: close\r\n'))
      expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 500', 'HTTP/1.1 200', 'HTTP/1.1 500', 'HTTP/1.1 200'])
    })

    it.each(['TRACE', 'PROPFIND'])('survives %s', async (method) => {
      const { port, mount } = at()
      const answer = await raw(port, `${method} ${mount}/api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 (200|400|404|405|500|501) /)
      expect(answer).not.toMatch(/\.ts|node_modules/)
      if (!host.hasParsedAddress) expect(answer).not.toMatch(/^HTTP\/1.1 500/)
    })

    it('survives many clients that go at any moment', async () => {
      const { port, mount, reported } = at()
      const clients = Array.from({ length: 60 }, async (_, index) => {
        const controller = new AbortController()
        setTimeout(() => controller.abort(), index)
        const path = ['/api/bytes', '/api/events', '/api/echo', '/api/read'][index % 4]
        const method = index % 3 === 0 ? 'POST' : 'GET'
        const body = method === 'POST' ? Buffer.alloc(2_000_000) : undefined
        const answer = await open({ port, path: `${mount}${path}`, method, body, signal: controller.signal })
        await readAnswer(answer)
      })
      await Promise.allSettled(clients)
      expect((await send({ port, path: `${mount}/api/echo` })).status).toBe(200)
      expect(reported).toEqual([])
    })
  })
}
