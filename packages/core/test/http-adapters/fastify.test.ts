import fastify from 'fastify'
import { fastifyDesk } from '../../src/http/fastify.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

const host: AdapterHost = {
  name: 'Fastify',
  async start(desk, { mount, ...options }) {
    const app = fastify({ forceCloseConnections: true })
    app.register(fastifyDesk(desk, options), { prefix: mount })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { ...running(app.server), close: () => app.close() }
  },
}

adapterContract(host)
