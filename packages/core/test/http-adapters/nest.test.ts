import 'reflect-metadata'
import { type INestApplication, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { expect, it } from 'vitest'
import { nestDesk, nestDeskModule } from '../../src/http/nest.ts'
import { type AdapterHost, type RunningHost, running } from './adapter-host.ts'
import { echoed, send } from './client.ts'
import { adapterContract } from './contract.ts'
import { fileContract } from './contract-files.ts'
import { parserContract } from './contract-parsers.ts'
import { echoDesk } from './echo-desk.ts'

const listen = async (app: INestApplication): Promise<RunningHost> => {
  await app.listen(0, '127.0.0.1')
  const server = app.getHttpServer()
  const close = () => {
    server.closeAllConnections()
    return app.close()
  }
  return { ...running(server), close }
}

const platforms = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() }

const asMiddleware = (platform: keyof typeof platforms): AdapterHost => ({
  name: `Nest on ${platform}`,
  async start(desk, { mount, ...options }) {
    class App {}
    Module({})(App)
    const app = await NestFactory.create(App, platforms[platform](), { logger: false })
    app.use(mount || '/', nestDesk(desk, options))
    return listen(app)
  },
})

const asModule = (platform: keyof typeof platforms, settings: { rawBody?: boolean } = {}): AdapterHost => ({
  name: `Nest on ${platform} with a module${settings.rawBody ? ' and raw bodies' : ''}`,
  async start(desk, { mount, ...options }) {
    class App {}
    Module({ imports: [nestDeskModule(desk, { path: mount, ...options })] })(App)
    const app = await NestFactory.create(App, platforms[platform](), { logger: false, ...settings })
    return listen(app)
  },
})

adapterContract(asMiddleware('Express'))
adapterContract(asMiddleware('Fastify'))
adapterContract(asModule('Express'), ['', '/a/b'])
adapterContract(asModule('Fastify'), ['', '/a/b'])
fileContract(asMiddleware('Express'))
fileContract(asMiddleware('Fastify'))
fileContract(asModule('Express'), { rewrites: ['application/json', 'application/x-www-form-urlencoded'] })
fileContract(asModule('Express', { rawBody: true }))
fileContract(asModule('Fastify'))
parserContract(asModule('Express'), { keepsBytes: false, inflates: true })
parserContract(asModule('Express', { rawBody: true }), { keepsBytes: true, inflates: true })
parserContract(asModule('Fastify'), { keepsBytes: true, inflates: false })

it.each(['Express', 'Fastify'] as const)('stands behind the global prefix on %s', async (platform) => {
  class App {}
  Module({ imports: [nestDeskModule(echoDesk(), { path: 'support/' })] })(App)
  const app = await NestFactory.create(App, platforms[platform](), { logger: false })
  app.setGlobalPrefix('v1')
  const { port, close } = await listen(app)
  expect(await echoed({ port, path: '/v1/support/api/echo' })).toMatchObject({ mount: '/v1/support', below: '/api/echo' })
  expect((await send({ port, path: '/support/api/echo' })).status).toBe(404)
  await close()
})
