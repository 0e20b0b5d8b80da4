import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it, vi } from 'vitest'
import { outgoing } from './outgoing.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server at 127.0.0.1, with how many have connected to it. */
async function serve(listener: RequestListener | ((socket: Socket) => void), kind: 'http' | 'tcp' = 'http') {
  const server = kind === 'http' ? createServer(listener as RequestListener) : createTcp(listener as (socket: Socket) => void)
  const met = { connects: 0, sent: 0 }
  server.on('connection', (socket: Socket) => {
    met.connects += 1
    socket.on('error', () => {})
    socket.on('close', () => {
      met.sent += socket.bytesWritten
    })
    closing.push(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  closing.push(() => (server as Server).close())
  return { met, port: (server.address() as AddressInfo).port }
}
const here = ['127.0.0.1']
const codeOf = (promise: Promise<{ readonly status: number }>): Promise<string> =>
  promise.then(
    ({ status }) => `answered ${String(status)}`,
    (error: { code?: string }) => error.code ?? String(error),
  )

it('sends a request to an allowed address and gives the answer', async () => {
  const { port } = await serve((request, answer) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () =>
      answer.writeHead(202, { 'x-a': 'b' }).end(`${request.method} ${request.headers['x-b']} ${request.headers.host} ${body}`),
    )
  })
  const answer = await outgoing({ allow: here }).send({
    url: `http://127.0.0.1:${port}/a`,
    method: 'POST',
    headers: { 'x-b': 'c' },
    body: 'ä',
  })
  expect({ ...answer, body: String(answer.body) }).toMatchObject({ status: 202, isCut: false, body: `POST c 127.0.0.1:${port} ä` })
  expect(answer.headers['x-a']).toBe('b')
})

it('connects to nothing inside, by whatever spelling or name', async () => {
  const { met, port } = await serve((_request, answer) => answer.end())
  const names: Record<string, string[]> = {
    'rebound.example': ['127.0.0.1'],
    'mixed.example': ['1.1.1.1', '127.0.0.1'],
    'mapped.example': ['::ffff:7f00:1'],
  }
  const out = outgoing({ resolve: async (host) => names[host] ?? [] })
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '0',
    'localhost',
    'localhost.',
    ...Object.keys(names),
  ])
    expect(await codeOf(out.send({ url: `http://${host}:${port}/` })), host).toBe('outgoing.address_refused')
  expect(await codeOf(out.send({ url: `http://nobody.example:${port}/` }))).toBe('outgoing.unknown_host')
  expect(met.connects).toBe(0)
})

it('connects to the address that was looked up and checked, and looks once', async () => {
  const { met, port } = await serve((_request, answer) => answer.end())
  const resolve = vi.fn(async () => ['127.0.0.1'])
  resolve.mockResolvedValueOnce(['127.0.0.1']).mockResolvedValue(['10.0.0.1'])
  expect(await codeOf(outgoing({ allow: here, resolve }).send({ url: `http://name.example:${port}/` }))).toBe('answered 200')
  expect([met.connects, resolve.mock.calls.length]).toEqual([1, 1])
})

it('follows no redirect unless told, and checks each one anew', async () => {
  const inside = await serve((_request, answer) => answer.end('secret'))
  const other = await serve((request, answer) => answer.end(`${request.method} ${request.headers.authorization ?? 'nothing'}`))
  const { port } = await serve((request, answer) => {
    const to = new URLSearchParams(request.url?.slice(2)).get('to') ?? ''
    answer.writeHead(302, { location: to }).end()
  })
  const at = (to: string) => `http://outside.example:${port}/?to=${encodeURIComponent(to)}`
  const names: Record<string, string[]> = {
    'outside.example': ['127.0.0.1'],
    'other.example': ['127.0.0.1'],
    'inside.example': ['127.0.0.2'],
  }
  const resolve = async (host: string) => names[host] ?? []
  expect(await codeOf(outgoing({ allow: here, resolve }).send({ url: at('/') }))).toBe('answered 302')
  const out = outgoing({ allow: here, resolve, maxRedirects: 2 })
  for (const to of [`http://127.0.0.2:${inside.port}/`, `http://inside.example:${inside.port}/`, 'http://169.254.169.254/'])
    expect(await codeOf(out.send({ url: at(to) })), to).toBe('outgoing.address_refused')
  for (const to of ['file:///etc/passwd', 'http://a:b@other.example/'])
    expect(await codeOf(out.send({ url: at(to) })), to).toBe('outgoing.bad_address')
  expect(await codeOf(out.send({ url: at(at(at(at('/')))) }))).toBe('outgoing.too_many_redirects')
  expect(await codeOf(out.send({ url: at(`http://other.example:${other.port}/`), method: 'POST' }))).toBe('answered 302')
  const answer = await out.send({ url: at(`http://other.example:${other.port}/`), headers: { authorization: 'Bearer a' } })
  expect(String(answer.body)).toBe('GET nothing')
  expect(inside.met.connects).toBe(0)
})

it('reads no more than it may', async () => {
  const { met, port } = await serve((_request, answer) => {
    const more = (): void =>
      void (answer.destroyed || (answer.write(Buffer.alloc(65_536, 'a')) ? setImmediate(more) : answer.once('drain', more)))
    more()
  })
  const answer = await outgoing({ allow: here, maxBytes: 1000 }).send({ url: `http://127.0.0.1:${port}/` })
  expect([answer.body.byteLength, answer.isCut, answer.status]).toEqual([1000, true, 200])
  await vi.waitFor(() => expect(met.sent).toBeGreaterThan(0))
  // What the two kernels hold between them is not read by anybody.
  expect(met.sent).toBeLessThan(20_000_000)
})

it('unpacks nothing', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const { port } = await serve((request, answer) => {
    expect(request.headers['accept-encoding']).toBe('identity')
    answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  const answer = await outgoing({ allow: here, maxBytes: 65_536 }).send({ url: `http://127.0.0.1:${port}/` })
  expect(answer.body.byteLength).toBeLessThan(65_537)
})

it.each<[string, (socket: Socket) => void, string]>([
  ['never answers', () => {}, 'outgoing.too_late'],
  ['never ends', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\na'), 'outgoing.too_late'],
  [
    'sends a byte now and then',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\na: ')
      setInterval(() => socket.write('a'), 20).unref()
    },
    'outgoing.too_late',
  ],
  ['sends a megabyte of headers', (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(170_000)}`), 'outgoing.not_reached'],
  [
    'answers ahead without end',
    (socket) => socket.write('HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n'.repeat(50_000)),
    'outgoing.not_reached',
  ],
  ['speaks something else', (socket) => socket.write('220 mail.example ESMTP\r\n'), 'outgoing.not_reached'],
  ['hangs up', (socket) => socket.destroy(), 'outgoing.not_reached'],
  ['hangs up in the middle', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\na'), 'outgoing.not_reached'],
  [
    'changes the protocol',
    (socket) => socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    'outgoing.not_reached',
  ],
])('ends in time with a server that %s', async (_name, act, code) => {
  const { port } = await serve((socket: Socket) => void socket.once('data', () => act(socket)), 'tcp')
  const begun = performance.now()
  expect(await codeOf(outgoing({ allow: here, timeoutMs: 500 }).send({ url: `http://127.0.0.1:${port}/` }))).toBe(code)
  expect(performance.now() - begun).toBeLessThan(3000)
})

it('gives a look-up up in time, and stops when nobody waits', async () => {
  const never = () => new Promise<string[]>(() => {})
  expect(await codeOf(outgoing({ resolve: never, timeoutMs: 100 }).send({ url: 'http://slow.example/' }))).toBe('outgoing.too_late')
  const signal = AbortSignal.timeout(50)
  await expect(outgoing({ resolve: never }).send({ url: 'http://slow.example/', signal })).rejects.toBe(
    await new Promise((done) => signal.addEventListener('abort', () => done(signal.reason))),
  )
})

it('says what failed without what it connected to', async () => {
  const { port } = await serve(() => {})
  for (const close of closing.splice(0)) close()
  const failed = await outgoing({ allow: here, resolve: async () => ['127.0.0.1'] })
    .send({ url: `http://down.example:${port}/` })
    .catch((error: Error) => error)
  expect(failed).toMatchObject({ code: 'outgoing.not_reached', message: expect.stringContaining('down.example (ECONNREFUSED)') })
  expect(String(failed)).not.toContain('127.0.0.1')
})

it('takes no header that would be two', async () => {
  const { met, port } = await serve((_request, answer) => answer.end())
  expect(await codeOf(outgoing({ allow: here }).send({ url: `http://127.0.0.1:${port}/`, headers: { a: 'b\r\nc: d' } }))).toBe(
    'outgoing.not_reached',
  )
  expect(met.connects).toBe(0)
})
