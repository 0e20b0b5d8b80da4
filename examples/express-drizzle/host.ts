// The second file: the shop's server, with the lines that the desk needs.
import { fromDrizzle } from '@deskwright/core'
import { expressDesk } from '@deskwright/core/express'
import { sql } from 'drizzle-orm'
import express from 'express'
import { db, pool, returns } from './database.ts'
import { desk } from './desk.ts'

await db.execute(sql`create table if not exists shop_return (
  id integer primary key generated always as identity, order_number text not null, ticket_id text not null)`)
await desk.migrate()

const app = express()
app.use('/support', expressDesk(desk)) // before the body parsers, so that uploads are streamed
app.use(express.json())
app.get('/', (_, response) => {
  response.send('A shop that needs a help desk.')
})

/** The return and its ticket are saved together or not at all. */
app.post('/returns/:order', async (request, response) => {
  const order = request.params.order
  const user = request.get('x-user') ?? 'nobody'
  const ticketId = await db.transaction(async (tx) => {
    const ticket = await desk
      .in(fromDrizzle(tx))
      .as({ externalId: user, name: user })
      .tickets.create({ subject: `Return of order ${order}` })
    await tx.insert(returns).values({ orderNumber: order, ticketId: ticket.id })
    if (order === 'unknown') throw new Error('There is no such order.')
    return ticket.id
  })
  response.status(201).json({ ticketId })
})
app.get('/returns', async (_, response) => {
  response.json(await db.select().from(returns))
})

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => console.log('Listening', server.address()))
process.once('SIGTERM', () => server.close(() => void desk.close().then(() => pool.end())))
