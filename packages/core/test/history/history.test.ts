import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { answerOf, openCast, refusal } from '../access/cast.ts'
import { visits } from './visits-plugin.ts'

const nobody = '01900000-0000-7000-8000-00000000dead'
const secret = 'CANARY-INT-7f3a'

forEachDatabase((kind) => {
  describe('history', () => {
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    const open = async () => {
      const cast = await openCast(kind, { clock: () => (now += 60_000) }, afterAll)
      const options: { break?: 'order' | 'throw' } = {}
      const desk = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [visits({ onNextLoad: options })],
        worker: false,
        checkOutputs: true,
        clock: () => (now += 60_000),
        log: { error: () => {}, warn: () => {}, info: () => {} },
      })
      afterAll(() => desk.close())
      await desk.migrate()
      return { ...cast, full: desk, options }
    }
    let cast: Awaited<ReturnType<typeof open>>
    const tickets: string[] = []
    beforeAll(async () => {
      cast = await open()
      for (const [requester, team] of [
        ['a1', 'net'],
        ['a2', 'fin'],
        ['a1', 'fin'],
        ['b1', 'net'],
        ['a1', 'net'],
      ] as const) {
        const ticket = await cast
          .as('ad')
          .tickets.create({ subject: `T${tickets.length}`, requesterId: cast.id[requester], teamId: cast[team] })
        tickets.push(ticket.id)
        await cast.as(requester).tickets.reply({ ticketId: ticket.id, body: `From ${requester}: ${'x'.repeat(400)}` })
      }
      await cast.as('n1').tickets.note({ ticketId: tickets[0] ?? '', body: `Between us ${secret}` })
      await cast.as('n1').tickets.reply({ ticketId: tickets[0] ?? '', body: 'We called.', channel: 'phone' })
      await cast.as('ad').tickets.addParticipant({ ticketId: tickets[1] ?? '', personId: cast.id.a1, kind: 'cc' })
    })
    const subjects = (page: { items: readonly { title: string }[] }) => page.items.map(({ title }) => title)
    const at = (n: number) => tickets[n] ?? ''

    it('of a company is everything over all its contacts and teams, newest first, for who may see it', async () => {
      expect(subjects(await cast.as('ad').history.ofCompany({ companyId: cast.acme }))).toEqual(['T4', 'T2', 'T1', 'T0'])
      expect(subjects(await cast.as('n1').history.ofCompany({ companyId: cast.acme }))).toEqual(['T4', 'T0'])
      expect(subjects(await cast.as('f1').history.ofCompany({ companyId: cast.acme }))).toEqual(['T2', 'T1'])
      expect(subjects(await cast.as('am').history.ofCompany({ companyId: cast.acme }))).toEqual(['T4', 'T2', 'T1', 'T0'])
      // Without authority: one's own, and where one is in copy.
      expect(subjects(await cast.as('a1').history.ofCompany({ companyId: cast.acme }))).toEqual(['T4', 'T2', 'T1', 'T0'])
      expect(subjects(await cast.as('a2').history.ofCompany({ companyId: cast.acme }))).toEqual(['T1'])
    })

    it('of a person is what they asked for and where they are in copy', async () => {
      expect(subjects(await cast.as('ad').history.ofPerson({ personId: cast.id.a1 }))).toEqual(['T4', 'T2', 'T1', 'T0'])
      expect(subjects(await cast.as('n1').history.ofPerson({ personId: cast.id.a1 }))).toEqual(['T4', 'T0'])
      expect(subjects(await cast.as('a1').history.ofPerson({ personId: cast.id.a1 }))).toEqual(['T4', 'T2', 'T1', 'T0'])
      expect(subjects(await cast.as('am').history.ofPerson({ personId: cast.id.a2 }))).toEqual(['T1'])
    })

    it('shows who said what by which channel, and to customers nothing internal', async () => {
      const forStaff = await cast.as('n1').history.ofPerson({ personId: cast.id.a1 })
      const [, first] = forStaff.items
      expect(first?.contacts.map(({ channel, author, visibility, acting }) => [channel, author.name, visibility, acting])).toEqual([
        ['phone', 'N1', 'public', 'staff'],
        ['api', 'N1', 'internal', 'staff'],
        ['api', 'A1', 'public', 'customer'],
      ])
      expect(first?.contacts[2]?.text).toHaveLength(300)
      expect(first).toMatchObject({ kind: 'ticket', ticketId: at(0), ticket: { id: at(0), status: 'open' }, hasMoreContacts: false })
      for (const name of ['a1', 'am'] as const) {
        const text = JSON.stringify(await cast.as(name).history.ofPerson({ personId: cast.id.a1 }))
        expect(text).toContain('We called.')
        for (const internal of [secret, '"visibility"', '"status"', '"assignee"', '"team"']) expect(text).not.toContain(internal)
      }
      for (let n = 0; n < 5; n += 1) await cast.as('a1').tickets.reply({ ticketId: at(4), body: `More ${n}` })
      const [last] = (await cast.as('ad').history.ofPerson({ personId: cast.id.a1 })).items
      expect(last?.hasMoreContacts).toBe(true)
      expect(last?.contacts.map(({ text }) => text)).toEqual(['More 4', 'More 3', 'More 2', 'More 1', 'More 0'])
    })

    it('of who is not theirs to know is that of nobody', async () => {
      const same = async (call: (id: string) => Promise<unknown>, id: string) =>
        expect(JSON.stringify(await answerOf(call(id))).replaceAll(id, nobody)).toBe(JSON.stringify(await answerOf(call(nobody))))
      for (const name of ['a1', 'am'] as const) {
        await same((companyId) => cast.as(name).history.ofCompany({ companyId }), cast.beta)
        await same((personId) => cast.as(name).history.ofPerson({ personId }), cast.id.b1)
      }
      await same((personId) => cast.as('a1').history.ofPerson({ personId }), cast.id.a2)
      await same((companyId) => cast.as('b1').history.ofCompany({ companyId }), cast.acme)
    })

    it('has pages that hold everything once, and refuses what is no page (I04)', async () => {
      const walk = async (limit: number): Promise<string[]> => {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page: { items: { title: string }[]; nextCursor: string | null } = await cast
            .as('ad')
            .history.ofCompany({ companyId: cast.acme, limit, ...(cursor === null ? {} : { cursor }) })
          found.push(...subjects(page))
          cursor = page.nextCursor
        } while (cursor !== null)
        return found
      }
      for (const limit of [1, 2, 3, 4, 50]) expect(await walk(limit)).toEqual(['T4', 'T2', 'T1', 'T0'])
      const { nextCursor } = await cast.as('ad').history.ofCompany({ companyId: cast.acme, limit: 1 })
      const cursor = nextCursor ?? ''
      expect(await refusal(cast.as('am').history.ofCompany({ companyId: cast.acme, limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('ad').history.ofCompany({ companyId: cast.beta, limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('ad').history.ofPerson({ personId: cast.id.a1, limit: 1, cursor }))).toBe('input.cursor_invalid')
      for (const limit of [0, -1, 1e9, 1.5])
        expect(await refusal(cast.as('ad').history.ofCompany({ companyId: cast.acme, limit }))).toBe('input.invalid')
    })

    it('takes in what plugins add, by time, by permission, and never a ticket out of sight', async () => {
      const { full, options } = cast
      const grants = full.as({ externalId: 'ad' }).access
      await grants.grant({ personId: cast.id.n1, roleId: 'visits.staff', scope: 'team', scopeId: cast.net })
      await grants.grant({ personId: cast.id.am, roleId: 'visits.customer', scope: 'company', scopeId: cast.acme })
      await grants.grant({ personId: cast.id.a2, roleId: 'visits.customer', scope: 'own' })
      const created = async (n: number) => Date.parse((await cast.as('ad').tickets.get({ ticketId: at(n) })).createdAt)
      const after = async (n: number, ms: number) => new Date((await created(n)) + ms).toISOString()
      const visit = { companyId: cast.acme, personId: cast.id.a1 }
      await full.as({ externalId: 'n1' }).visits.plan({
        visits: [
          { ...visit, at: await after(4, 1), note: 'V4' },
          { ...visit, at: await after(1, 1), note: 'V1', ticketId: at(1) },
          { ...visit, at: await after(0, 1), note: 'V0', ticketId: at(0) },
          { ...visit, at: await after(0, 1), note: 'V0', ticketId: at(0) },
          { companyId: cast.beta, personId: cast.id.b1, at: await after(3, 1), note: 'of BETA' },
        ],
      })
      const of = async (name: string, limit = 50): Promise<string[]> => {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page: { items: { title: string }[]; nextCursor: string | null } = await full
            .as({ externalId: name })
            .history.ofCompany({ companyId: cast.acme, limit, ...(cursor === null ? {} : { cursor }) })
          found.push(...subjects(page))
          cursor = page.nextCursor
        } while (cursor !== null)
        return found
      }
      for (const limit of [1, 2, 3, 50]) {
        // The ticket of V1 is not n1's to see, so neither is the visit.
        expect(await of('n1', limit)).toEqual(['V4', 'T4', 'V0', 'V0', 'T0'])
        expect(await of('am', limit)).toEqual(['V4', 'T4', 'T2', 'V1', 'T1', 'V0', 'V0', 'T0'])
      }
      // Without the permission, or for oneself alone: not those of the company.
      expect(await of('f1')).toEqual(['T2', 'T1'])
      expect(await of('a2')).toEqual(['T1'])
      const entry = (await full.as({ externalId: 'am' }).history.ofCompany({ companyId: cast.acme })).items[5]
      expect(entry).toMatchObject({ kind: 'visits.visit', ticketId: at(0), ticket: null, contacts: [], data: { planned: true } })
      for (const broken of ['order', 'throw'] as const) {
        options.break = broken
        expect(await refusal(full.as({ externalId: 'am' }).history.ofCompany({ companyId: cast.acme }))).toBe('history.bad_source')
      }
      expect(await of('am')).toHaveLength(8)
    })

    it('refuses a plugin whose entries say nothing of whom they are for', () => {
      const { definePlugin } = forContract<{ id: 'careless' }>()
      const careless = definePlugin({
        id: 'careless',
        version: '1.0.0',
        contract: 1,
        history: { Bad: { title: '', audience: 'nobody' as 'both', permission: 'careless.read' as 'ticket.read', load: () => [] } },
      })
      expect(() => createDesk({ database: 'sqlite::memory:', plugins: [careless()] })).toThrow(/history entries 'Bad' of 'careless'/)
    })
  })
})
