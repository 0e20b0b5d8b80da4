import { PassThrough } from 'node:stream'
import { createGunzip, gzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { fastifyDesk } from '../../src/http/fastify.ts'
import { type AdapterHost, type RunningHost, running } from './adapter-host.ts'
import { echoed, send } from './client.ts'
import { adapterContract } from './contract.ts'
import { fileContract } from './contract-files.ts'
import { parserContract } from './contract-parsers.ts'
import { echoDesk } from './echo-desk.ts'

const listen = async (app: FastifyInstance): Promise<RunningHost> => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { ...running(app.server), close: () => app.close() }
}

const host: AdapterHost = {
  name: 'Fastify',
  start(desk, { mount, ...options }) {
    const app = fastify({ forceCloseConnections: true })
    app.register(fastifyDesk(desk, options), { prefix: mount })
    return listen(app)
  },
}

adapterContract(host)
fileContract(host)
parserContract(host, { keepsBytes: true, inflates: false })

describe('Fastify in a larger application', () => {
  it('leaves parsers, limits and routes of the host alone', async () => {
    const app = fastify()
    app.addContentTypeParser('text/yaml', { parseAs: 'string' }, (_, body, done) => done(null, `yaml ${body}`))
    app.register(fastifyDesk(echoDesk(), { prefix: '/support' }))
    app.post('/host', (request) => ({ body: request.body }))
    const { port, close } = await listen(app)
    const post = { port, method: 'POST', headers: { 'content-type': 'application/json' } }
    expect(await send({ ...post, path: '/host', body: '{"a":1}' })).toMatchObject({ json: { body: { a: 1 } } })
    expect(await send({ ...post, path: '/host', body: 'a: 1', headers: { 'content-type': 'text/yaml' } })).toMatchObject({
      json: { body: 'yaml a: 1' },
    })
    expect((await send({ ...post, path: '/host', body: Buffer.alloc(2 << 20) })).status).toBe(413)
    expect(await echoed({ ...post, path: '/support/api/echo', body: Buffer.alloc(2 << 20) })).toMatchObject({ bytes: 2 << 20 })
    expect(await echoed({ ...post, path: '/support/api/echo', body: '{not json' })).toMatchObject({ text: '{not json' })
    await close()
  })

  it("lets the host's hooks refuse, and keeps the headers that they set", async () => {
    const desk = echoDesk()
    const app = fastify()
    app.addHook('onRequest', async (_, reply) => void reply.header('x-frame-options', 'DENY').header('set-cookie', ['sid=1', 'lang=he']))
    app.addHook('preHandler', async (request, reply) => (request.headers['x-refuse'] ? reply.code(403).send({ no: true }) : undefined))
    app.register(fastifyDesk(desk), { prefix: '/support' })
    const { port, close } = await listen(app)
    const { headers } = await send({ port, path: '/support/api/cookies' })
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['set-cookie']).toEqual(['sid=1', 'lang=he', 'a=1; Path=/', 'b=2; HttpOnly'])
    expect((await send({ port, path: '/support/api/echo', headers: { 'x-refuse': '1' } })).status).toBe(403)
    expect(desk.record.reached).toEqual(['/api/cookies'])
    await close()
  })

  it('knows prefixes with parameters, nested ones, and those that rewriting makes', async () => {
    const app = fastify({ rewriteUrl: (request) => (request.url ?? '').replace(/^\/old/, '/shops/7') })
    app.register(
      (scope, _, done) => {
        scope.register(fastifyDesk(echoDesk()), { prefix: '/help' })
        done()
      },
      { prefix: '/shops/:tenant' },
    )
    const { port, close } = await listen(app)
    expect(await echoed({ port, path: '/shops/seven%20seas/help/api/echo' })).toMatchObject({
      mount: '/shops/seven%20seas/help',
      below: '/api/echo',
    })
    expect(await echoed({ port, path: '/old/help/api/echo' })).toMatchObject({ mount: '/shops/7/help', below: '/api/echo' })
    await close()
  })

  it('takes the scope for itself where the host has none, and slashes in a row for one', async () => {
    const app = fastify({ routerOptions: { ignoreDuplicateSlashes: true } })
    const open = Object.assign(fastifyDesk(echoDesk(), { prefix: 'support' }), { [Symbol.for('skip-override')]: true })
    app.register(open)
    app.post('/host', (request) => ({ body: request.body }))
    const { port, close } = await listen(app)
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' }
    expect((await send({ port, path: '/host', ...json })).json).toEqual({ body: { a: 1 } })
    const echo = await echoed({ port, path: '//support//api/echo', ...json })
    expect(echo).toMatchObject({ mount: '/support', below: '//api/echo', url: `http://127.0.0.1:${port}/support//api/echo` })
    await close()
  })

  it('believes the proxies that the host believes', async () => {
    const app = fastify({ trustProxy: true })
    app.register(fastifyDesk(echoDesk()), { prefix: '/support' })
    const { port, close } = await listen(app)
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'help.example:8443' }
    expect(await echoed({ port, path: '/support/api/echo', headers })).toMatchObject({ url: 'https://help.example:8443/support/api/echo' })
    await close()
  })

  it('reads what a hook of the host has made of the body', async () => {
    const app = fastify()
    app.addHook('preParsing', (request, _, payload, done) => {
      if (request.headers['content-encoding'] === 'gzip') return done(null, payload.pipe(createGunzip()))
      done(null, payload.pipe(new PassThrough()))
    })
    app.register(fastifyDesk(echoDesk(), { onError: () => {} }), { prefix: '/support' })
    const { port, close } = await listen(app)
    const post = { port, method: 'POST', path: '/support/api/echo' }
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    const echo = await echoed({ ...post, headers, body: gzipSync('{"a":1}') })
    expect(echo.text).toBe('{"a":1}')
    expect(echo.headers['content-encoding']).toBeUndefined()
    expect(await echoed({ ...post, body: Buffer.alloc(3 << 20) })).toMatchObject({ bytes: 3 << 20 })
    expect((await send({ ...post, headers, body: 'not zipped' })).status).toBe(500)
    expect((await send({ ...post, headers, body: 'not zipped', path: '/support/api/refuse' })).status).toBe(413)
    await close()
  })
})
