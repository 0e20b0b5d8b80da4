import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

// Runs where check-packages.js has put it, in a folder of its own. A shop with Express and Drizzle on PostgreSQL, as it was before the desk:
const shop = {
  'database.js': `import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import pg from 'pg'

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
export const db = drizzle(pool)
export const returns = pgTable('shop_return', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  orderNumber: text('order_number').notNull(),
  ticketId: text('ticket_id'),
})
`,
  'server.js': `import express from 'express'
import { db, returns } from './database.js'

const app = express()
app.use(express.json())
app.get('/', (_, response) => response.send('A shop'))
app.get('/returns', async (_, response) => response.json(await db.select().from(returns)))
app.listen(Number(process.env.PORT), '127.0.0.1')
`,
}
for (const [name, text] of Object.entries(shop)) writeFileSync(name, text)
process.env.DESK_DATABASE = process.env.DATABASE_URL
const { env } = process
const began = performance.now()
const cli = dirname(new URL(import.meta.resolve('deskwright/package.json')).pathname)
const bin = join(cli, JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')).bin.deskwright)
const deskwright = (...args) => execFileSync(process.execPath, [bin, ...args], { env, encoding: 'utf8' })

const contents = () =>
  new Map(
    readdirSync('.', { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [[entry.name, readFileSync(entry.name, 'utf8')]] : [])),
  )
const before = contents()
deskwright('init', '--yes')
const touched = [...contents()].flatMap(([name, text]) => (before.get(name) === text ? [] : [name]))
assert.deepEqual(touched.sort(), ['desk.config.js', 'server.js'], 'two files are touched')
deskwright('migrate')

const { db, pool, returns } = await import(new URL('./database.js', `file://${process.cwd()}/`).href)
await pool.query(
  'create table shop_return (id integer primary key generated always as identity, order_number text not null, ticket_id text)',
)

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const server = spawn(process.execPath, ['server.js'], { env: { ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] })
const origin = `http://127.0.0.1:${port}`
const ask = (path, json, person = 'customer') =>
  fetch(`${origin}/support/api${path}`, {
    ...(json === undefined ? {} : { method: 'POST', body: typeof json === 'string' ? json : JSON.stringify(json) }),
    headers: { 'content-type': 'application/json', ...(person && { 'desk-sample-person': person }) },
  })
try {
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(`${origin}/support/health/ready`).catch(() => undefined))?.ok) break
    await sleep(100)
  }
  const made = await ask('/tickets', { subject: 'It leaks', body: 'Since today' })
  assert.equal(made.status, 200)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const { id } = await made.json()
  assert.equal((await (await ask(`/tickets/${id}`)).json()).subject, 'It leaks')
  // Nonsense is answered as such, and the shop goes on.
  for (const [path, body, person, status] of [
    ['/tickets', '{', 'customer', 400],
    ['/tickets', { subject: '' }, 'customer', 422],
    ['/tickets', { subject: 'x', nonsense: 1 }, 'customer', 422],
    ['/tickets', undefined, null, 401],
    ['/nothing', undefined, 'customer', 404],
    ['/tickets/%00', undefined, 'customer', 422],
  ])
    assert.equal((await ask(path, body, person)).status, status, `${path} ${JSON.stringify(body)}`)
  assert.equal(await (await fetch(origin)).text(), 'A shop')
  assert.deepEqual(await (await fetch(`${origin}/returns`)).json(), [])

  const { fromDrizzle } = await import('@deskwright/core')
  const { desk } = await import(new URL('./desk.config.js', `file://${process.cwd()}/`).href)
  const giveBack = (orderNumber, isOurs) =>
    db.transaction(async (tx) => {
      const ticket = await desk
        .in(fromDrizzle(tx))
        .as({ externalId: 'cleo' })
        .tickets.create({ subject: `Return of ${orderNumber}` })
      await tx.insert(returns).values({ orderNumber, ticketId: ticket.id })
      if (!isOurs) throw new Error('There is no such order.')
    })
  await giveBack('A-1', true)
  await assert.rejects(giveBack('A-2', false), /no such order/)
  const { items } = await desk.as({ externalId: 'cleo' }).tickets.list({})
  assert.deepEqual(
    items.map(({ subject }) => subject),
    ['Return of A-1'],
  )
  assert.deepEqual(
    (await db.select().from(returns)).map(({ orderNumber }) => orderNumber),
    ['A-1'],
  )
  await desk.close()
  console.log(`A shop with Express and Drizzle on PostgreSQL has a desk after ${seconds} s, by two files.`)
} finally {
  server.kill()
  await pool.end()
}
