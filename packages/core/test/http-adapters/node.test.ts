import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { nodeDesk, serveDesk } from '../../src/http/node.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { echoed, until } from './client.ts'
import { adapterContract } from './contract.ts'
import { fileContract } from './contract-files.ts'
import { echoDesk, secret } from './echo-desk.ts'

const host: AdapterHost = {
  name: 'node:http',
  start: (desk, options) =>
    new Promise((resolve) => {
      const server = createServer(nodeDesk(desk, options))
      server.listen(0, '127.0.0.1', () => resolve(running(server)))
    }),
}

adapterContract(host)
fileContract(host, {}, testDatabases)

describe('node:http', () => {
  it('serves a desk alone, on the local address', async () => {
    const server = await serveDesk(echoDesk(), { port: 0, mount: '/support/' })
    const { port, close } = running(server)
    expect(server.address()).toMatchObject({ address: '127.0.0.1' })
    expect(await echoed({ port, path: '/support/api/echo' })).toMatchObject({ mount: '/support' })
    await expect(serveDesk(echoDesk(), { port })).rejects.toThrow('EADDRINUSE')
    await close()
  })

  it.each(['help', '//help', 'ftp://example.com', 'https://user@example.com/', '/help?x', 'https://example.com/#x', ''])(
    "refuses the public address '%s' at once",
    (publicUrl) => {
      expect(() => nodeDesk(echoDesk(), { publicUrl })).toThrow(expect.objectContaining({ code: 'http.bad_public_url' }))
    },
  )

  it('gives a request without a body no body, and understands the absolute form', async () => {
    const server = await serveDesk(echoDesk(), { port: 0 })
    const { port, close } = running(server)
    expect(await echoed({ port, method: 'POST', path: '/api/echo' })).toMatchObject({ hasBody: false })
    expect(await echoed({ port, method: 'POST', path: '/api/echo', body: 'x' })).toMatchObject({ hasBody: true })
    expect(await echoed({ port, path: 'http://other.example/api/echo?a' })).toMatchObject({ url: `http://127.0.0.1:${port}/api/echo?a` })
    await close()
  })

  it('tells waiting requests of one connection that it is gone', async () => {
    const desk = echoDesk()
    const server = await serveDesk(desk, { port: 0 })
    const { port, close } = running(server)
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const count = 20
    socket.write('GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(count))
    await until('all are at work', () => desk.record.reached.length === count)
    socket.destroy()
    await until('all signals are aborted', () => desk.record.aborted.length === count)
    await until('all streams are cancelled', () => desk.record.cancelled.length === count)
    await close()
  })

  it('speaks HTTP/2', async () => {
    const desk = echoDesk()
    const reported: unknown[] = []
    const server = createHttp2Server(nodeDesk(desk, { mount: '/support', onError: (error) => reported.push(error) }))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = running(server)
    const client = connectHttp2(`http://127.0.0.1:${port}`)
    const ask = async (head: Record<string, string>, body?: Uint8Array) => {
      const stream = client.request({ ':path': '/support/api/echo', ...head }, { endStream: !body })
      if (body) stream.end(body)
      const [headers] = await once(stream, 'response')
      let text = ''
      for await (const chunk of stream) text += String(chunk)
      return { headers, text }
    }
    const { text } = await ask({ ':method': 'POST' }, Buffer.alloc(5 << 20))
    expect(JSON.parse(text)).toMatchObject({ bytes: 5 << 20, mount: '/support', url: `http://127.0.0.1:${port}/support/api/echo` })
    expect((await ask({ ':path': '/support/api/cookies' })).headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; HttpOnly'])
    expect((await ask({ ':path': '/support/api/fail' })).headers[':status']).toBe(500)
    expect((await ask({ ':path': '/support/api/limit', ':method': 'POST' }, Buffer.alloc(1 << 20))).headers[':status']).toBe(413)
    expect((await ask({ ':path': '/support/../x' })).headers[':status']).toBe(400)
    const events = client.request({ ':path': '/support/api/events' })
    await once(events, 'data')
    events.close()
    await until('the stream is cancelled', () => desk.record.cancelled.length === 1 && desk.record.aborted.length === 1)
    expect(reported).toEqual([new Error(secret)])
    client.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
})
