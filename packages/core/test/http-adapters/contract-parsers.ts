import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { echoed, send } from './client.ts'
import { mounted } from './mounted.ts'

/** What a host's body parser, run before the desk, leaves to it. */
export interface ParserPromise {
  /** The parser keeps the bytes: nothing is lost. */
  keepsBytes: boolean
  /** Decodes `content-encoding` on the way. */
  inflates: boolean
}

/** Behind a body parser the desk still gets the bodies that the parser took, and untouched those that it left. */
export const parserContract = (host: AdapterHost, { keepsBytes, inflates }: ParserPromise): void => {
  describe.each(['', '/support'])(`${host.name} at '%s'`, (mount) => {
    const at = mounted(host, { mount })
    const post = (type: string, body: string | Uint8Array, more = {}) => ({
      port: at().port,
      method: 'POST',
      path: `${mount}/api/echo?a=b`,
      headers: { 'content-type': type, ...more },
      body,
    })

    it('gives JSON on', async () => {
      const body = '{ "a": [1, 2.50, "日本", null], "b": {"__proto__": 1}, "c": "" }'
      const echo = await echoed(post('application/json; charset=utf-8', body))
      expect(echo).toMatchObject({ mount, below: '/api/echo', bytes: Buffer.byteLength(echo.text) })
      expect(echo.text).toBe(keepsBytes ? body : JSON.stringify(JSON.parse(body)))
      expect(echo.headers['content-length']).toBe(String(echo.bytes))
      expect(echo.headers['content-type']).toContain('application/json')
    })

    it('gives problem and merge-patch JSON on, parsed or not', async () => {
      const body = '{"a":1}'
      const echo = await echoed(post('application/merge-patch+json', body))
      expect(echo).toMatchObject({ text: body, headers: { 'content-type': 'application/merge-patch+json' } })
    })

    it('gives forms on', async () => {
      const body = 'a=1&a=2&b=%D7%A9+x%26&c='
      const echo = await echoed(post('application/x-www-form-urlencoded', body))
      expect(echo.text).toBe(body)
    })

    it('gives text on', async () => {
      expect((await echoed(post('text/plain', 'schön 日本'))).text).toBe('schön 日本')
    })

    it('gives bytes on', async () => {
      const body = Buffer.from(Array.from({ length: 4_096 }, (_, index) => index % 256))
      const echo = await echoed(post('application/octet-stream', body))
      expect(echo).toMatchObject({ bytes: 4_096, sha256: createHash('sha256').update(body).digest('hex') })
    })

    it('gives uploads on as they come', async () => {
      const body = Buffer.alloc(3 << 20, 7)
      const echo = await echoed(post('image/png', body))
      expect(echo).toMatchObject({ bytes: 3 << 20, sha256: createHash('sha256').update(body).digest('hex') })
    })

    it('gives empty bodies on', async () => {
      expect(await echoed(post('application/json', ''))).toMatchObject({ bytes: 0 })
      expect(await echoed({ port: at().port, method: 'DELETE', path: `${mount}/api/echo` })).toMatchObject({ bytes: 0 })
      expect(await echoed({ port: at().port, method: 'GET', path: `${mount}/api/echo` })).toMatchObject({ bytes: 0 })
    })

    const itIfInflated = inflates ? it : () => {}
    itIfInflated('says nothing of an encoding that the parser undid', async () => {
      const echo = await echoed(post('application/json', gzipSync('{"zipped":true}'), { 'content-encoding': 'gzip' }))
      expect(echo.text).toBe('{"zipped":true}')
      expect(echo.headers['content-encoding']).toBeUndefined()
    })

    it('answers what comes after', async () => {
      const { port } = at()
      expect((await send({ ...post('application/json', '{"a":1}'), path: `${mount}/api/fail` })).status).toBe(500)
      expect((await send({ port, path: `${mount}/api/cookies` })).text).toBe('ok')
    })
  })
}
