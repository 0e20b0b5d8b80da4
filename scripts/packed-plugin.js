import assert from 'node:assert/strict'
import { createRequire, registerHooks } from 'node:module'
import process from 'node:process'

// Runs where check-packages.js has put it: a host whose plugin brings a typebox and a Kysely of its own, beside the copies inside of core.
const from = new Set()
registerHooks({
  load(url, context, next) {
    if (!url.startsWith('node:')) from.add(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url)
    return next(url, context)
  },
})
const core = await import('@deskwright/core')
assert.deepEqual([...from], ['@deskwright/core'], 'importing core loads core alone')
assert.equal(createRequire(import.meta.url)('@deskwright/core').createDesk, core.createDesk, 'require gives the same module')

const { createDesk, forContract, fromKysely, Id } = core
const { default: Type } = await import('typebox')
const { Kysely, SqliteDialect, sql } = await import('kysely')
const { default: Database } = await import('better-sqlite3')

const { command, query, definePlugin } = forContract()
const Word = Type.Object({ ticketId: Id, word: Type.String({ minLength: 2, pattern: '^[a-z]+$' }) })
const say = command({
  route: 'POST /words',
  permission: 'ticket.read',
  audience: 'both',
  input: Word,
  output: Type.Object({ ticketId: Id }),
  async run(work, { ticketId, word }) {
    await work.ticket(ticketId)
    await work.change('words.said', { ticketId }, (db) => db.insertInto('words_entry').values({ ticket_id: ticketId, word }).execute())
    return { ticketId }
  },
})
const find = query({
  route: 'GET /words',
  permission: 'ticket.read',
  audience: 'both',
  input: Type.Object({ part: Type.String() }),
  output: Type.Object({ items: Type.Array(Type.String()) }),
  async run(work, { part }) {
    const rows = await work.db
      .selectFrom('words_entry')
      .select(sql`upper(word)`.as('shouted'))
      .where(sql`word like ${`%${part}%`} and word <> ${sql.lit('never')}`)
      .where(work.scope.tickets('words_entry.ticket_id'))
      .orderBy(sql.ref('word'))
      .execute()
    return { items: rows.map((row) => row.shouted) }
  },
})
const words = definePlugin({
  id: 'words',
  version: '1.0.0',
  contract: 1,
  operations: { say, find },
  permissions: {},
  events: { 'words.said': { subject: 'ticketId', audience: 'both', title: 'Said' } },
  migrations: {
    '0001_entry': (db) => db.schema.createTable('words_entry').addColumn('ticket_id', 'uuid').addColumn('word', 'text').execute(),
  },
  personalData: 'none',
})

const file = `./words-${process.versions.node}.db`
const database = `sqlite:${file}`
const desk = createDesk({ database, plugins: [words()], admins: ['ada'], worker: false, identify: () => null })
await desk.migrate()
const ada = desk.as({ externalId: 'ada' })
const { id: ticketId } = await ada.tickets.create({ subject: 'Words' })
for (const word of ['hello', 'yellow', 'never']) await ada.words.say({ ticketId, word })
assert.deepEqual(await ada.words.find({ part: 'ell' }), { items: ['HELLO', 'YELLOW'] })
await assert.rejects(ada.words.say({ ticketId, word: 'X', more: 1 }), (error) => {
  assert.equal(error.code, 'input.invalid')
  assert.deepEqual(error.details.faults.map(({ pointer }) => pointer).sort(), ['/more', '/word', '/word'])
  return true
})

// The host's own transaction, by its own Kysely.
const host = new Kysely({ dialect: new SqliteDialect({ database: new Database(file) }) })
await host.transaction().execute(async (transaction) => {
  await desk.in(fromKysely(transaction)).as({ externalId: 'ada' }).words.say({ ticketId, word: 'bellow' })
})
assert.deepEqual(await ada.words.find({ part: 'bell' }), { items: ['BELLOW'] })
await host.destroy()
await desk.close()
console.log('A plugin with a typebox and a Kysely of its own works with the packed package.')
