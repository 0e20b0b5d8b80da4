import Type from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { SearchDocument } from '../../src/plugin/plugin-spec.ts'
import { openCast, refusal } from '../access/cast.ts'

interface WikiContract {
  id: 'wiki'
  service: {
    publish(input: { id: string; document: string }): Promise<{ id: string }>
    withdraw(input: { id: string }): Promise<{ id: string }>
  }
  permissions: 'wiki.write'
  events: { 'wiki.published': { pageId: string }; 'wiki.withdrawn': { pageId: string } }
}
const { command, definePlugin } = forContract<WikiContract>()
const Page = { id: Type.String() }
const wiki = definePlugin({
  id: 'wiki',
  version: '1.0.0',
  contract: 1,
  permissions: { 'wiki.write': { title: 'Write' } },
  roles: { 'wiki.author': { title: 'Author', capacity: 'staff', permissions: ['wiki.write', 'ticket.read'] } },
  events: {
    'wiki.published': { subject: 'pageId', audience: 'staff', title: 'Published' },
    'wiki.withdrawn': { subject: 'pageId', audience: 'staff', title: 'Withdrawn' },
  },
  documents: { page: { title: 'Pages' } },
  operations: {
    publish: command({
      route: 'POST /pages/:id',
      permission: 'wiki.write',
      audience: 'staff',
      input: Type.Object({ ...Page, document: Type.String() }),
      output: Type.Object(Page),
      run: (work, { id, document }) =>
        work.change('wiki.published', { pageId: id }, () => {
          const found: SearchDocument = JSON.parse(document)
          work.index('page', id, found)
          return { id }
        }),
    }),
    withdraw: command({
      route: 'DELETE /pages/:id',
      permission: 'wiki.write',
      audience: 'staff',
      input: Type.Object(Page),
      output: Type.Object(Page),
      run: (work, { id }) =>
        work.change('wiki.withdrawn', { pageId: id }, () => {
          work.index('page', id, null)
          return { id }
        }),
    }),
  },
})

forEachDatabase((kind) => {
  describe('people and companies', () => {
    it('are found by whom they are shown to, by name and address, also after a change', async () => {
      const cast = await openCast(kind)
      const titles = async (name: Parameters<typeof cast.as>[0], query: string, what: string) =>
        (await cast.as(name).search.find({ query, kind: what })).items.map(({ title }) => title)
      expect(await titles('ad', 'a1@example.com', 'person')).toEqual(['A1'])
      expect(await titles('am', 'A2', 'person')).toEqual(['A2'])
      expect(await titles('am', 'b1', 'person')).toEqual([])
      expect(await titles('a1', 'A2', 'person')).toEqual([])
      expect(await titles('ad', 'acme', 'company')).toEqual(['ACME'])
      expect(await titles('b1', 'acme', 'company')).toEqual([])
      await cast.as('ad').people.update({ personId: cast.id.a2, name: 'Élodie Straße' })
      expect(await titles('am', 'elodie strasse', 'person')).toEqual(['Élodie Straße'])
      expect(await titles('ad', 'A2', 'person')).toEqual(['Élodie Straße'])
      await cast.as('ad').people.update({ personId: cast.id.a2, email: 'e@example.org' })
      expect(await titles('ad', 'A2', 'person')).toEqual([])
      await cast.as('ad').companies.removeMember({ companyId: cast.acme, personId: cast.id.a2 })
      expect(await titles('am', 'elodie', 'person')).toEqual([])
    })

    it('stand beside tickets, and every page follows the one before', async () => {
      const cast = await openCast(kind)
      for (let index = 0; index < 7; index += 1)
        await cast.as('a1').tickets.create({ subject: index % 3 ? `Request ${index}` : `ACME ${index}`, body: 'for ACME' })
      const all = (await cast.as('ad').search.find({ query: 'acme' })).items
      expect(all.map(({ kind: what }) => what).sort()).toEqual(['company', ...Array.from({ length: 7 }, () => 'ticket')])
      // Titles first, the newest of them before.
      expect(all.slice(0, 4).map(({ title }) => title)).toEqual(['ACME 6', 'ACME 3', 'ACME 0', 'ACME'])
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await cast.as('ad').search.find({ query: 'acme', limit: 3, ...(cursor === undefined ? {} : { cursor }) })
        paged.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(paged).toEqual(all.map(({ id }) => id))
      const { nextCursor } = await cast.as('ad').search.find({ query: 'acme', limit: 3 })
      expect(await refusal(cast.as('nl').search.find({ query: 'acme', limit: 3, cursor: nextCursor ?? '' }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('ad').search.find({ query: 'x', kind: 'page' }))).toBe('search.kind_unknown')
    })
  })

  describe('filters', () => {
    it('mean what the list means by them', async () => {
      const cast = await openCast(kind, { clock: () => Date.parse('2026-03-10T12:00:00.000Z') })
      const numbers = new Map<string, number>()
      for (const [key, by] of [
        ['one', 'a1'],
        ['two', 'b1'],
        ['three', 'a2'],
      ] as const)
        numbers.set(key, (await cast.as(by).tickets.create({ subject: `printer ${key}` })).number)
      const admin = cast.as('ad')
      const idOf = async (key: string) => (await admin.tickets.list({})).items.find(({ number }) => number === numbers.get(key))?.id ?? ''
      await admin.tickets.update({ ticketId: await idOf('one'), teamId: cast.net })
      await admin.tickets.assign({ ticketId: await idOf('one'), assigneeId: cast.id.n1 })
      await admin.tickets.tag({ ticketId: await idOf('one'), add: ['vpn'] })
      await admin.tickets.resolve({ ticketId: await idOf('two'), resolution: 'solved' })
      const found = async (query: string, name: 'ad' | 'n1' | 'a1' = 'ad') =>
        (await cast.as(name).search.find({ query, kind: 'ticket' })).items.map(({ title }) => title.split(' ')[1])
      expect(await found('printer assignee:me', 'n1')).toEqual(['one'])
      expect(await found('assignee:n1@example.com')).toEqual(['one'])
      expect(await found('printer -assignee:n1@example.com')).toEqual(['three', 'two'])
      expect(await found('printer assignee:none')).toEqual(['three'])
      expect(await found('team:net')).toEqual(['one'])
      expect(await found('from:b1@example.com')).toEqual(['two'])
      expect(await found('company:acme')).toEqual(['three', 'one'])
      expect(await found('tag:vpn printer')).toEqual(['one'])
      expect(await found('printer -tag:vpn is:open')).toEqual(['three'])
      expect(await found('is:done')).toEqual(['two'])
      expect(await found('status:resolved')).toEqual(['two'])
      expect(await found('status:new,resolved')).toEqual(['three', 'two'])
      expect(await found('created:2026-03-10 printer')).toEqual(['three', 'two', 'one'])
      expect(await found('created:>2026-03-10 printer')).toEqual([])
      expect(await found('created:<=2026-03-10 printer')).toHaveLength(3)
      expect(await found('created:2026-03-01..2026-03-09 printer')).toEqual([])
      expect(await found(`#${numbers.get('two')}`)).toEqual(['two'])
      expect(await found(`number:${numbers.get('three')}`)).toEqual(['three'])
      expect(await found('from:nobody@example.com')).toEqual([])
      expect(await found('from:me', 'a1')).toEqual(['one'])
      expect(await found('from:b1@example.com printer', 'a1')).toEqual([])
      expect(await found('team:net', 'a1')).toEqual([])
    })
  })

  describe('the index', () => {
    it('is made anew, whole, also in pieces, and doctor says when it is not', async () => {
      const cast = await openCast(kind)
      const admin = cast.as('ad')
      for (let index = 0; index < 5; index += 1) await cast.as('a1').tickets.create({ subject: `Printer ${index}`, body: 'does not work' })
      const codes = async () =>
        (await cast.desk.doctor()).findings.map(({ code }) => code).filter((code) => code.startsWith('doctor.search'))
      const count = async (query: string) => (await admin.search.find({ query })).items.length
      expect(await codes()).toEqual([])
      const store = cast.desk['~store']
      await store.write(({ db }) => db.deleteFrom('search_posting').where('position', '=', 3).execute())
      expect(await codes()).toEqual(['doctor.search_missing'])
      expect(await cast.desk.reindex()).toEqual({ fromScratch: false, tickets: 1, documents: 0 })
      expect(await codes()).toEqual([])
      await store.write(({ db }) => db.updateTable('ticket').set({ subject: 'Changed by hand' }).where('number', '=', 2).execute())
      expect(await codes()).toEqual(['doctor.search_drift'])
      await store.write(({ db }) => db.updateTable('setting').set({ value: '0' }).where('key', '=', 'search_analysis').execute())
      expect((await codes()).sort()).toEqual(['doctor.search_drift', 'doctor.search_outdated'])
      const stop = new AbortController()
      stop.abort()
      expect(await cast.desk.reindex({ signal: stop.signal })).toEqual({ fromScratch: true, tickets: 0, documents: 0 })
      expect(await count('printer')).toBe(0)
      // Meanwhile the desk goes on: what is new is found, what is answered is found once it is indexed.
      const { id } = await cast.as('a1').tickets.create({ subject: 'Printer new' })
      const [old] = (await admin.tickets.list({ order: 'oldest' })).items
      await admin.tickets.reply({ ticketId: old?.id ?? '', body: 'walrus' })
      expect(await count('printer')).toBe(1)
      expect(await count('walrus')).toBe(0)
      const report = await cast.desk.reindex()
      expect(report).toMatchObject({ fromScratch: false, tickets: 5 })
      expect(await codes()).toEqual([])
      expect(await count('printer')).toBe(5)
      expect(await count('walrus')).toBe(1)
      expect(await count('acme')).toBe(1)
      await admin.tickets.reply({ ticketId: id, body: 'done' })
      expect(await codes()).toEqual([])
    })
  })

  describe('documents of plugins', () => {
    it('are found by who may see them, and by nobody by what is internal', async () => {
      const cast = await openCast(kind)
      const desk = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [wiki()],
        worker: false,
        checkOutputs: true,
        log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      })
      onTestFinished(() => desk.close())
      await desk.migrate()
      const admin = cast.as('ad')
      await admin.access.grant({ personId: cast.id.nl, roleId: 'wiki.author', scope: 'team', scopeId: cast.net })
      const as = (externalId: string) => desk.as({ externalId })
      const publish = (id: string, document: SearchDocument) => as('nl').wiki.publish({ id, document: JSON.stringify(document) })
      await publish('p1', { title: 'Reset the printer', text: 'Hold the button', internalText: 'gateway', visibleTo: ['everybody'] })
      await publish('p2', { title: 'Printer keys', visibleTo: ['staff'] })
      await publish('p3', { title: 'Printer of ACME', visibleTo: [{ company: cast.acme }] })
      await publish('p4', { title: 'Printer of NET', visibleTo: [{ team: cast.net }] })
      await publish('p5', { title: 'Printer for everyone who asks', visibleTo: ['customers', { person: cast.id.f1 }] })
      const found = async (name: string, query: string) =>
        (await as(name).search.find({ query, kind: 'wiki_page' })).items.map(({ id }) => id)
      expect(await found('nl', 'printer')).toEqual(['p4', 'p2', 'p1'])
      expect(await found('f1', 'printer')).toEqual(['p5', 'p2', 'p1'])
      expect(await found('a1', 'printer')).toEqual(['p5', 'p3', 'p1'])
      expect(await found('b1', 'printer')).toEqual(['p5', 'p1'])
      expect(await found('f1', 'gateway')).toEqual(['p1'])
      expect(await found('a1', 'gateway')).toEqual([])
      await publish('p1', { title: 'Reset the scanner', visibleTo: ['everybody'] })
      expect(await found('a1', 'printer')).toEqual(['p5', 'p3'])
      expect(await found('f1', 'gateway')).toEqual([])
      await as('nl').wiki.withdraw({ id: 'p5' })
      expect(await found('a1', 'printer')).toEqual(['p3'])
      await desk.reindex({ fromScratch: true })
      expect(await found('a1', 'printer')).toEqual(['p3'])
      expect(await found('a1', 'scanner')).toEqual(['p1'])
      expect(await refusal(publish('p6', { title: 'x', visibleTo: ['all' as 'staff'] }))).toBe('search.document_invalid')
    })
  })
})
