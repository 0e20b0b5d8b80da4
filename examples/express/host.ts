// An Express application with a help desk under /support.
import { createDesk } from '@deskwright/core'
import { expressDesk } from '@deskwright/core/express'
import express from 'express'

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

const app = express()
app.use('/support', expressDesk(desk)) // before the body parsers, so that uploads are streamed
app.use(express.json())
app.get('/', (_, response) => {
  response.send('An application that needs a help desk.')
})

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => console.log('Listening', server.address()))
process.once('SIGTERM', () => server.close(() => void desk.close()))
