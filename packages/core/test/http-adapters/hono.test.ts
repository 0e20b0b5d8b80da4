import { inspect } from 'node:util'
import { serve } from '@hono/node-server'
import { Hono, type HonoRequest } from 'hono'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { honoDesk } from '../../src/http/hono.ts'
import { type AdapterHost, type RunningHost, running } from './adapter-host.ts'
import { echoed } from './client.ts'
import { adapterContract } from './contract.ts'
import { fileContract, types } from './contract-files.ts'
import { echoDesk, secret } from './echo-desk.ts'

const listen = (app: Hono): Promise<RunningHost> =>
  new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(running(server)))
  })

const host: AdapterHost = {
  name: 'Hono',
  hasParsedAddress: true,
  endsUnreadUploads: true,
  start(desk, { mount, ...options }) {
    const app = new Hono()
    app.all(`${mount}/*`, honoDesk(desk, options))
    return listen(app)
  },
}

// @hono/node-server prints every answer that breaks off; the contract looks at what our adapter reports.
const printed: string[] = []
vi.spyOn(console, 'error').mockImplementation((...values) => void printed.push(inspect(values)))
afterAll(() => {
  expect(printed.length).toBeGreaterThan(0)
  expect(printed.join()).not.toContain(secret)
})

adapterContract(host)
fileContract(host)

const behind = (name: string, read: (request: HonoRequest) => Promise<unknown>): AdapterHost => ({
  ...host,
  name: `Hono behind middleware that reads ${name}`,
  start(desk, { mount, ...options }) {
    const app = new Hono()
    app.use(async ({ req }, next) => {
      if (req.raw.body) await read(req)
      await next()
    })
    app.all(`${mount}/*`, honoDesk(desk, options))
    return listen(app)
  },
})
fileContract(
  behind('bytes', (req) => req.arrayBuffer()),
  { wholeUpTo: 8 << 20 },
)
fileContract(behind('forms', async (req) => (/form/.test(req.header('content-type') ?? '') ? req.parseBody() : undefined)))
fileContract(
  behind('FormData', async (req) => (/form/.test(req.header('content-type') ?? '') ? req.formData() : undefined)),
  { rewrites: ['application/x-www-form-urlencoded'] },
)
fileContract(
  behind('JSON', async (req) => (/json/.test(req.header('content-type') ?? '') ? req.json() : undefined)),
  {
    rewrites: ['application/json'],
  },
)
fileContract(
  behind('text', (req) => req.text()),
  { wholeUpTo: 8 << 20, rewrites: [...types, 'application/zip', 'multipart/form-data'] },
)

describe('Hono in a larger application', () => {
  it('knows the whole path below applications and parameters', async () => {
    const [app, shop] = [new Hono(), new Hono()]
    shop.all('/:tenant/help/*', honoDesk(echoDesk()))
    app.route('/shops', shop)
    const { port, close } = await listen(app)
    const echo = await echoed({ port, path: '/shops/seven%20seas/help/api/echo?x' })
    expect(echo).toMatchObject({ mount: '/shops/seven%20seas/help', below: '/api/echo' })
    await close()
  })

  it('serves a desk that is mounted without an adapter', async () => {
    const app = new Hono()
    const desk = echoDesk()
    app.mount('/support', (request: Request) => desk.fetch(request))
    const { port, close } = await listen(app)
    expect(await echoed({ port, path: '/support/api/echo', method: 'POST', body: 'x' })).toMatchObject({
      mount: '',
      below: '/api/echo',
      text: 'x',
    })
    await close()
  })

  it.each<[read: (request: HonoRequest) => Promise<unknown>, type: string, body: string]>([
    [(request) => request.json(), 'application/json', '{ "a": 1 }'],
    [(request) => request.text(), 'text/plain', 'schön'],
    [(request) => request.arrayBuffer(), 'application/octet-stream', 'bytes'],
    [(request) => request.parseBody(), 'application/x-www-form-urlencoded', 'a=1&b=%D7%A9'],
    [
      (request) => request.parseBody(),
      'multipart/form-data; boundary=edge',
      '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue-of-a\r\n--edge--\r\n',
    ],
  ])('gives on what middleware has read with %s as %s', async (read, type, body) => {
    const app = new Hono()
    app.use(async ({ req }, next) => {
      await read(req)
      await next()
    })
    app.all('/support/*', honoDesk(echoDesk()))
    const { port, close } = await listen(app)
    const echo = await echoed({ port, method: 'POST', path: '/support/api/echo', headers: { 'content-type': type }, body })
    if (!type.startsWith('multipart')) expect(echo.text).toBe(body)
    else {
      const [, boundary] = /boundary=(.+)$/.exec(echo.headers['content-type'] ?? '') ?? []
      expect(echo.text).toContain('value-of-a')
      expect(echo.text.startsWith(`--${boundary}`)).toBe(true)
    }
    expect(echo.headers['content-type']?.split(';')[0]).toBe(type.split(';')[0])
    await close()
  })
})
