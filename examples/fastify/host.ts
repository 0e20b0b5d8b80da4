// A Fastify application with a help desk under /support.
import { createDesk } from '@deskwright/core'
import { fastifyDesk } from '@deskwright/core/fastify'
import fastify from 'fastify'

const desk = createDesk({
  database: process.env['DESK_DATABASE'] ?? 'sqlite:./desk.db',
  // Who is calling, from your own session. A header that anybody can set is only good for trying it out.
  identify: ({ headers }) => {
    const externalId = headers.get('x-user')
    return externalId ? { externalId, name: externalId } : null
  },
  admins: ['ada'],
})
await desk.migrate()

const app = fastify()
app.register(fastifyDesk(desk), { prefix: '/support' })
app.get('/', () => 'An application that needs a help desk.')
app.addHook('onClose', () => desk.close())

await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' })
console.log('Listening', app.server.address())
process.once('SIGTERM', () => void app.close())
