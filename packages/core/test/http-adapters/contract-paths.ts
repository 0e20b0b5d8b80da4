import { describe, expect, it } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { echoed, raw, send } from './client.ts'
import { type Mounted, mounted } from './mounted.ts'

export const pathContract = (host: AdapterHost, at: () => Mounted): void => {
  describe('addresses', () => {
    it('gives the whole address and the mount', async () => {
      const { port, mount } = at()
      const echo = await echoed({ port, path: `${mount}/api/echo?x=1&x=2&y=%20a+b&z` })
      expect(echo).toMatchObject({ mount, below: '/api/echo', url: `http://127.0.0.1:${port}${mount}/api/echo?x=1&x=2&y=%20a+b&z` })
    })

    it.each(['', '/'])("serves the mount itself, with '%s' behind it", async (end) => {
      const { port, mount } = at()
      expect(await echoed({ port, path: `${mount}${end}` || '/' })).toMatchObject({ mount, below: '/' })
    })

    it('leaves percent-encoding as it is', async () => {
      const { port, mount } = at()
      const path = '/api/%E6%97%A5%2Fx%20y%25%3F%23;a=b,c:@$&+~!*()'
      expect(await echoed({ port, path: `${mount}${path}` })).toMatchObject({ mount, below: path })
    })

    it('does not answer beside its mount', async () => {
      const { port, mount, desk } = at()
      if (mount === '') return
      for (const path of [`${mount}er/api/echo`, '/api/echo', `/x${mount}/api/echo`]) {
        expect((await send({ port, path })).status, path).toBe(404)
      }
      expect(desk.record.reached).toEqual([])
    })

    it('keeps doubled slashes doubled, and never takes them for a host', async () => {
      const { port, mount, desk } = at()
      for (const path of [`${mount}//api//echo`, `${mount}//evil.example/api/echo`, `/${mount}/api/echo`]) {
        const { status, json } = await send({ port, path })
        expect([200, 308, 400, 404], path).toContain(status)
        if (status === 200) expect(json).toMatchObject({ mount, url: expect.stringMatching(`^http://127.0.0.1:${port}${mount}/`) })
      }
      expect(desk.record.reached.filter((path) => path.startsWith('outside'))).toEqual([])
    })

    it.each(['/../api/echo', '/x/../api/echo', '/%2e%2e/api/echo', '/api/.%2E/echo', '/./api/echo', '/api\\..\\echo', '/api/echo/..'])(
      'is not led astray by %s',
      async (path) => {
        const { port, mount, desk } = at()
        const answer = await raw(port, `GET ${mount}${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
        if (host.hasParsedAddress) expect(answer).toMatch(/^HTTP\/1.1 (200|400|404) /)
        else expect(answer).toMatch(/^HTTP\/1.1 (400|404) /)
        expect(desk.record.reached.filter((below) => below.startsWith('outside') || below.includes('..'))).toEqual([])
      },
    )

    it('takes no harm from bad percent-encoding, raw bytes and the absolute form', async () => {
      const { port, mount, desk } = at()
      for (const target of [`${mount}/api/%zz`, `${mount}/api/\xe6\x97\xa5`, `http://other.example${mount}/api/echo`, '*', 'api']) {
        const answer = await raw(port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
        expect(answer, target).toMatch(/^HTTP\/1.1 (200|400|404) /)
        if (!host.hasParsedAddress) expect(answer, target).not.toContain('other.example')
      }
      expect(desk.record.reached.every((below) => ['/api/%zz', '/api/%E6%97%A5', '/api/echo'].includes(below))).toBe(true)
    })

    it.each(['evil/path', 'user@evil.example', '[::1', 'a b', 'a:99999', '%', ''])("refuses the Host '%s'", async (name) => {
      const { port, mount, desk } = at()
      const answer = await raw(port, `GET ${mount}/api/echo HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)
      if (name !== '') expect(answer).toMatch(/^HTTP\/1.1 400 /)
      if (name !== '') expect(desk.record.reached).toEqual([])
      else expect(answer).toMatch(/^HTTP\/1.1 (200|400) /)
    })

    it('understands HTTP/1.0 without a Host', async () => {
      const { port, mount } = at()
      const answer = await raw(port, `GET ${mount}/api/echo HTTP/1.0\r\n\r\n`)
      expect(answer).toMatch(host.hasParsedAddress ? /^HTTP\/1.1 (200|400) / : /^HTTP\/1.1 200 /)
      if (!host.hasParsedAddress) expect(answer).toContain(`"url":"http://localhost${mount}/api/echo"`)
    })
  })
}

/** Behind a proxy that strips the prefix, the host knows no mount and the adapter is told the public address. */
export const publicUrlContract = (host: AdapterHost): void => {
  describe.each([
    { publicUrl: '/help/', path: '/help', origin: undefined },
    { publicUrl: 'https://example.com/help/desk', path: '/help/desk', origin: 'https://example.com' },
    { publicUrl: 'https://example.com', path: '', origin: 'https://example.com' },
  ])(`${host.name} with the public address $publicUrl`, ({ publicUrl, path, origin }) => {
    describe.each(['', '/inside'])("at '%s'", (mount) => {
      const at = mounted(host, { mount, publicUrl })
      it('gives the address that browsers see', async () => {
        const { port } = at()
        const echo = await echoed({ port, method: 'POST', path: `${mount}/api/echo?a=b`, body: 'hello' })
        const url = `${origin ?? `http://127.0.0.1:${port}`}${path}/api/echo?a=b`
        expect(echo).toMatchObject({ mount: path, below: '/api/echo', url, text: 'hello', method: 'POST' })
      })
    })
  })
}
