import 'reflect-metadata'
import { createServer, type RequestListener } from 'node:http'
import { serve } from '@hono/node-server'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import compression from 'compression'
import express5, { type Response as ExpressResponse, type Request } from 'express'
import express4 from 'express4'
import fastify from 'fastify'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { expressDesk } from '../../src/http/express.ts'
import { fastifyDesk } from '../../src/http/fastify.ts'
import type { FetchableDesk } from '../../src/http/fetchable.ts'
import { honoDesk } from '../../src/http/hono.ts'
import { nestDesk } from '../../src/http/nest.ts'
import { nextDesk } from '../../src/http/next.ts'
import { nodeDesk } from '../../src/http/node.ts'
import { type RunningHost, running } from '../http-adapters/adapter-host.ts'
import { listen } from '../http-adapters/express-versions.ts'

const mount = '/support'
type Start = (desk: FetchableDesk) => Promise<RunningHost>

const opened = (listener: RequestListener): Promise<RunningHost> =>
  new Promise((resolve) => {
    const server = createServer(listener)
    server.listen(0, '127.0.0.1', () => resolve(running(server)))
  })

/** The compression middleware before a bare listener, as Next's own server has it. */
const compressed = (listener: RequestListener): RequestListener => {
  const before = compression({ threshold: 0 })
  return (request, response) => before(request as Request, response as ExpressResponse, () => listener(request, response))
}

const nest =
  (adapter: () => ExpressAdapter | FastifyAdapter): Start =>
  async (desk) => {
    class App {}
    Module({})(App)
    const app = await NestFactory.create(App, adapter(), { logger: false })
    app.use(compression({ threshold: 0 }))
    app.use(mount, nestDesk(desk))
    await app.listen(0, '127.0.0.1')
    const server = app.getHttpServer()
    return {
      ...running(server),
      close() {
        server.closeAllConnections()
        return app.close()
      },
    }
  }

/** One host of each framework with the desk at `/support`, behind what compresses answers there, eager to compress the smallest. */
export const compressingHosts: Readonly<Record<string, Start>> = {
  'node:http': (desk) => opened(compressed(nodeDesk(desk, { mount }))),
  'Express 5': (desk) =>
    listen(
      express5()
        .use(compression({ threshold: 0 }))
        .use(mount, expressDesk(desk)),
    ),
  'Express 4': (desk) =>
    listen(
      (express4 as unknown as typeof express5)()
        .use(compression({ threshold: 0 }))
        .use(mount, expressDesk(desk)),
    ),
  async Fastify(desk) {
    const app = fastify({ forceCloseConnections: true })
    // Hooks that change what is sent never see an answer of the desk, which writes past them.
    app.addHook('onSend', async () => {
      throw new Error('A hook would have to gather the stream.')
    })
    app.register(fastifyDesk(desk), { prefix: mount })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { ...running(app.server), close: () => app.close() }
  },
  Hono: (desk) =>
    new Promise((resolve) => {
      const app = new Hono().use(compress({ threshold: 0 })).all(`${mount}/*`, honoDesk(desk))
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(running(server)))
    }),
  Next(desk) {
    const handlers = nextDesk(desk)
    const route = {
      fetch: (request: globalThis.Request) =>
        handlers.GET(request, { params: Promise.resolve({ path: new URL(request.url).pathname.split('/').slice(2) }) }),
    }
    return opened(compressed(nodeDesk(route)))
  },
  'Nest on Express': nest(() => new ExpressAdapter()),
  'Nest on Fastify': nest(() => new FastifyAdapter()),
}
