import Type, { type Static } from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import { forContract } from '../../src/plugin/kit.ts'

const List = Type.Object({
  limit: Type.Optional(Type.Integer()),
  cursor: Type.Optional(Type.String()),
  other: Type.Optional(Type.String()),
})
const Rows = Type.Object({ items: Type.Array(Type.String()), nextCursor: Type.Union([Type.String(), Type.Null()]) })
interface BoxesContract {
  id: 'boxes'
  service: {
    list(input: Static<typeof List>): Promise<Static<typeof Rows>>
    quick(): Promise<{ items: string[] }>
    foreign(): Promise<{ items: string[] }>
    add(input: Static<typeof Add>): Promise<{ id: string }>
  }
  permissions: 'boxes.see'
  events: { 'boxes.added': { boxId: string } }
  tables: { boxes_box: { id: string; company_id: string | null; person_id: string | null; name: string } }
}
const Add = Type.Object({ name: Type.String(), companyId: Type.Optional(Type.String()), personId: Type.Optional(Type.String()) })
const { command, query, prepared, definePlugin } = forContract<BoxesContract>()
const other = forContract<BoxesContract>()

type Build = Parameters<typeof prepared<{ take: number; past: string }, { name: string }>>[0]
let built = 0
const build: Build = (db, param, scope) => {
  built += 1
  // What was installed around the types: there is nothing to write with.
  expect(Object.keys(db)).toEqual(['selectFrom'])
  return db
    .selectFrom('boxes_box')
    .select('name')
    .where((eb) => eb.or([scope.companies('boxes_box.company_id'), scope.own('boxes_box.person_id', 'boxes_box.company_id', 'boxes.see')]))
    .where('name', '>', param('past'))
    .orderBy('name')
    .limit(param('take'))
}
const seenBoxes = prepared<{ take: number; past: string }, { name: string }>(build)
const ofAnother = other.prepared<{ take: number; past: string }, { name: string }>(build)

const boxes = definePlugin({
  id: 'boxes',
  version: '1.0.0',
  contract: 1,
  permissions: { 'boxes.see': { title: 'See boxes' } },
  roles: {
    'boxes.seer': { title: 'Sees boxes', capacity: 'staff', permissions: ['boxes.see'] },
    'boxes.customer': { title: 'Sees boxes', capacity: 'customer', permissions: ['boxes.see'] },
  },
  events: { 'boxes.added': { subject: 'boxId', audience: 'staff', title: 'Box added' } },
  migrations: {
    '0001_box': (db) =>
      db.schema
        .createTable('boxes_box')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('company_id', 'uuid')
        .addColumn('person_id', 'uuid')
        .addColumn('name', 'text', (column) => column.notNull())
        .execute(),
  },
  personalData: 'none',
  operations: {
    add: command({
      route: 'POST /boxes',
      permission: 'anyone',
      audience: 'both',
      input: Add,
      output: Type.Object({ id: Type.String() }),
      async run(work, { name, companyId = null, personId = null }) {
        const id = work.newId()
        await work.change('boxes.added', { boxId: id }, (db) =>
          db.insertInto('boxes_box').values({ id, company_id: companyId, person_id: personId, name }).execute(),
        )
        return { id }
      },
    }),
    quick: query({
      route: 'GET /boxes/quick',
      permission: 'boxes.see',
      audience: 'both',
      output: Type.Object({ items: Type.Array(Type.String()) }),
      run: async (work) => ({ items: (await work.rows(seenBoxes, { take: 50, past: '' })).map(({ name }) => name) }),
    }),
    foreign: query({
      route: null,
      permission: 'boxes.see',
      audience: 'both',
      output: Type.Object({ items: Type.Array(Type.String()) }),
      run: async (work) => ({ items: (await work.rows(ofAnother, { take: 50, past: '' })).map(({ name }) => name) }),
    }),
    list: query({
      route: 'GET /boxes',
      permission: 'boxes.see',
      audience: 'both',
      input: List,
      output: Rows,
      async run(work, input) {
        const page = work.page('boxes', input)
        let rows = work.db
          .selectFrom('boxes_box')
          .selectAll()
          .where((eb) =>
            eb.or([
              work.scope.companies('boxes_box.company_id'),
              work.scope.own('boxes_box.person_id', 'boxes_box.company_id', 'boxes.see'),
            ]),
          )
          .orderBy('name')
          .limit(page.take)
        if (page.after) rows = rows.where('name', '>', String(page.after[0]))
        const found = await rows.execute()
        return page.of(
          found,
          ({ name }) => [name],
          found.map(({ name }) => name),
        )
      },
    }),
  },
})

forEachDatabase(({ kind, create }) => {
  describe(`rows of companies on ${kind}`, () => {
    it('are those that a permission reaches, with a cursor of the reader alone', async () => {
      const place = await create()
      const desk = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [boxes()],
        admins: ['ada'],
        worker: false,
        identify: () => null,
      })
      onTestFinished(async () => {
        await desk.close()
        await place.drop()
      })
      await desk.migrate()
      const ada = desk.as({ externalId: 'ada' })
      const everything = ['acme', 'beta', 'mine', 'none']
      await ada.access.grant({ personId: (await ada.people.me()).person.id, roleId: 'boxes.seer', scope: 'all' })
      const acme = (await ada.companies.create({ name: 'ACME' })).id
      const beta = (await ada.companies.create({ name: 'BETA' })).id
      const net = (await ada.teams.create({ key: 'net', title: 'Network' })).id
      const { id } = await ada.people.create({ name: 'Nia', externalId: 'nia' })
      for (const companyId of [acme, beta]) await ada.companies.saveMember({ companyId, personId: id })
      await ada.boxes.add({ name: 'acme', companyId: acme })
      await ada.boxes.add({ name: 'beta', companyId: beta })
      await ada.boxes.add({ name: 'mine', companyId: acme, personId: id })
      await ada.boxes.add({ name: 'none' })
      const list = async (options: AsOptions) => {
        const asked = desk.as({ externalId: 'nia' }, options).boxes
        const { items } = await asked.list({})
        // What was built for one scope is for no other one, whoever asked before.
        expect((await asked.quick()).items).toEqual(items)
        expect((await desk.as({ externalId: 'ada' }, { acting: 'staff' }).boxes.quick()).items).toEqual(everything)
        expect((await asked.quick()).items).toEqual(items)
        return items
      }
      const grant = (roleId: string, scope: 'own' | 'team' | 'company', scopeId?: string) =>
        ada.access.grant({ personId: id, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) })
      const customer = (company: string): AsOptions => ({ acting: 'customer', company })
      await expect(list(customer(acme))).rejects.toMatchObject({ code: 'access.denied' })

      await grant('boxes.customer', 'own')
      expect(await list(customer(acme))).toEqual(['mine'])
      expect(await list(customer(beta))).toEqual([])
      await grant('boxes.customer', 'company', beta)
      expect(await list(customer(beta))).toEqual(['beta'])
      expect(await list(customer(acme))).toEqual(['mine'])
      await grant('boxes.seer', 'company', acme)
      expect(await list({ acting: 'staff' })).toEqual(['acme', 'mine'])
      await grant('boxes.seer', 'team', net)
      expect(await list({ acting: 'staff' })).toEqual(['acme', 'beta', 'mine', 'none'])

      const before = built
      for (let again = 0; again < 3; again += 1) await list({ acting: 'staff' })
      expect(built).toBe(before)
      await expect(ada.boxes.foreign()).rejects.toThrow(/boxes/)

      const asNia = desk.as({ externalId: 'nia' }, { acting: 'staff' }).boxes
      const first = await asNia.list({ limit: 3 })
      const cursor = first.nextCursor ?? ''
      expect(await asNia.list({ limit: 3, cursor })).toEqual({ items: ['none'], nextCursor: null })
      await expect(asNia.list({ limit: 3, cursor, other: 'question' })).rejects.toMatchObject({ code: 'input.cursor_invalid' })
      await expect(desk.as({ externalId: 'nia' }, customer(beta)).boxes.list({ cursor })).rejects.toMatchObject({
        code: 'input.cursor_invalid',
      })
    })
  })
})
