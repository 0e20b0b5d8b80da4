// A Nest application with a help desk under /support.
import 'reflect-metadata'
import { createDesk } from '@deskwright/core'
import { nestDesk } from '@deskwright/core/nest'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'

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

class App {}
Module({})(App) // what `@Module({})` is, where decorators are compiled

const app = await NestFactory.create(App, { logger: false })
app.use('/support', nestDesk(desk)) // or, as a module: imports: [nestDeskModule(desk, { path: '/support' })]
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1')
console.log('Listening', app.getHttpServer().address())
process.once('SIGTERM', () => void app.close().then(() => desk.close()))
