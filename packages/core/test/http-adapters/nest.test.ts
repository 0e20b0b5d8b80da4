import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { nestDesk } from '../../src/http/nest.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

class App {}
Module({})(App)

const host = (name: string, adapter: () => ExpressAdapter | FastifyAdapter): AdapterHost => ({
  name,
  async start(desk, { mount, ...options }) {
    const app = await NestFactory.create(App, adapter(), { logger: false })
    app.use(mount || '/', nestDesk(desk, options))
    await app.listen(0, '127.0.0.1')
    const server = app.getHttpServer()
    return { ...running(server), close: async () => void (server.closeAllConnections(), await app.close()) }
  },
})

adapterContract(host('Nest on Express', () => new ExpressAdapter()))
adapterContract(host('Nest on Fastify', () => new FastifyAdapter()))
