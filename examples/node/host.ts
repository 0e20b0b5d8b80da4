// A help desk on its own, with nothing but Node.
import { createDesk } from '@deskwright/core'
import { serveDesk } from '@deskwright/core/node'

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

const server = await serveDesk(desk, { port: Number(process.env['PORT'] ?? 3000), mount: '/support' })
console.log('Listening', server.address())
process.once('SIGTERM', () => server.close(() => void desk.close()))
