import { createGunzip } from 'node:zlib'
import compression from 'compression'
import express4 from 'express4'
import { describe, expect, it } from 'vitest'
import { expressDesk } from '../../src/http/express.ts'
import { echoed, open, send, until } from './client.ts'
import { echoDesk } from './echo-desk.ts'
import { expressVersions, listen } from './express-versions.ts'

it('fits the declarations of Express 4', () => {
  expect(express4().use('/support', expressDesk(echoDesk()))).toBeTypeOf('function')
})

for (const [name, express] of Object.entries(expressVersions)) {
  describe(`${name} in a larger application`, () => {
    it('knows the whole path below routers, applications and parameters', async () => {
      const desk = echoDesk()
      const [app, inner, router] = [express(), express(), express.Router()]
      router.use('/help', expressDesk(desk))
      inner.use('/:tenant', router)
      app.use('/shops', inner)
      const { port, close } = await listen(app)
      const echo = await echoed({ port, path: '/shops/seven%20seas/help/api/echo?x' })
      expect(echo).toMatchObject({ mount: '/shops/seven%20seas/help', url: `http://127.0.0.1:${port}/shops/seven%20seas/help/api/echo?x` })
      await close()
    })

    it('believes the proxies that the host believes', async () => {
      const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'help.example:8443, inner', host: 'inner:3000' }
      const open = express()
      open.use('/support', expressDesk(echoDesk()))
      const trusting = express().set('trust proxy', true)
      trusting.use('/support', expressDesk(echoDesk()))
      const [first, second] = [await listen(open), await listen(trusting)]
      expect(await echoed({ port: first.port, path: '/support/api/echo', headers })).toMatchObject({
        url: 'http://inner:3000/support/api/echo',
      })
      expect(await echoed({ port: second.port, path: '/support/api/echo', headers })).toMatchObject({
        url: 'https://help.example:8443/support/api/echo',
      })
      await Promise.all([first.close(), second.close()])
    })

    it("keeps the host's headers and cookies beside its own", async () => {
      const app = express()
      app.use((_, response, next) => {
        response.cookie('sid', '1').setHeader('x-frame-options', 'DENY').vary('Origin')
        next()
      })
      app.use(expressDesk(echoDesk()))
      const { port, close } = await listen(app)
      const { headers } = await send({ port, path: '/api/cookies' })
      expect(headers['set-cookie']).toEqual(['sid=1; Path=/', 'a=1; Path=/', 'b=2; HttpOnly'])
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', vary: 'Origin, accept-language' })
      await close()
    })

    it('sends events through the compression middleware at once', async () => {
      const desk = echoDesk()
      const app = express()
      app.use(compression())
      app.use(expressDesk(desk))
      const { port, close } = await listen(app)
      const answer = await open({ port, path: '/api/events', headers: { 'accept-encoding': 'gzip' } })
      expect(answer.headers['content-encoding']).toBe('gzip')
      let text = ''
      const unzipped = answer.pipe(createGunzip()).on('data', (chunk) => {
        text += String(chunk)
      })
      for (const stream of [answer, unzipped]) stream.on('error', () => {})
      await until('an event has arrived', () => text.includes('data: tick'))
      answer.destroy()
      await until('the stream is cancelled', () => desk.record.cancelled.length === 1)
      await close()
    })

    it('says what to do about a body that somebody else has eaten', async () => {
      const reported: unknown[] = []
      const desk = echoDesk()
      const app = express()
      app.use((request, _, next) => {
        request.on('end', next).resume()
      })
      app.use(expressDesk(desk, { onError: (error) => reported.push(error) }))
      const { port, close } = await listen(app)
      const answer = await send({
        port,
        method: 'POST',
        path: '/api/echo',
        body: 'a=b',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      })
      expect(answer).toMatchObject({ status: 500, json: { code: 'http.body_consumed' } })
      expect(reported).toMatchObject([{ code: 'http.body_consumed' }])
      expect(desk.record.reached).toEqual([])
      await close()
    })

    it('tells the desk when the host has answered in its place', async () => {
      const desk = echoDesk()
      const reported: unknown[] = []
      const app = express()
      app.use((_, response, next) => {
        setTimeout(() => response.status(503).end('too slow'), 50)
        next()
      })
      app.use(expressDesk(desk, { onError: (error) => reported.push(error) }))
      const { port, close } = await listen(app)
      expect(await send({ port, path: '/api/wait' })).toMatchObject({ status: 503, text: 'too slow' })
      expect(desk.record.aborted).toEqual(['/api/wait'])
      expect(reported).toEqual([])
      await close()
    })

    it('keeps out of the way when the host has answered meanwhile', async () => {
      const desk = echoDesk()
      const reported: unknown[] = []
      const app = express()
      app.use((_, response, next) => {
        setTimeout(() => response.status(503).write('too '), 100)
        setTimeout(() => response.end('slow'), 400)
        next()
      })
      app.use(expressDesk(desk, { onError: (error) => reported.push(error) }))
      const { port, close } = await listen(app)
      expect(await send({ port, method: 'POST', path: '/api/read-late', body: 'x' })).toMatchObject({ status: 503, text: 'too slow' })
      expect(reported).toEqual([])
      expect((await send({ port, path: '/api/echo' })).status).toBe(200)
      await close()
    })
  })
}
