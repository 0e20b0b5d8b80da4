// A Hono application with a help desk under /support.
import { createDesk } from '@deskwright/core'
import { honoDesk } from '@deskwright/core/hono'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

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

const app = new Hono()
app.all('/support/*', honoDesk(desk))
app.get('/', ({ text }) => text('An application that needs a help desk.'))

const port = Number(process.env['PORT'] ?? 3000)
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => console.log('Listening', address))
process.once('SIGTERM', () => server.close(() => void desk.close()))
