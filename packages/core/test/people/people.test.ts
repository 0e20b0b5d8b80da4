import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

const nobody = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('people', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })

    it('tells who calls, in both capacities of one person', async () => {
      const staff = await cast.as('n1').people.me()
      expect(staff).toMatchObject({
        person: { id: cast.id.n1, externalId: 'n1', email: 'n1@example.com' },
        acting: 'staff',
        companyId: null,
      })
      expect(staff.grants).toMatchObject([{ roleId: 'agent', scope: 'team', scopeId: cast.net }])
      const customer = await cast.as('n1', { acting: 'customer' }).people.me()
      expect(customer).toMatchObject({ person: { id: cast.id.n1 }, acting: 'customer', companyId: null })
      expect(customer.person).not.toHaveProperty('externalId')
      expect(customer.grants).toMatchObject([{ roleId: 'customer', scope: 'own', scopeId: null }])
      expect(await cast.as('am').people.me()).toMatchObject({ acting: 'customer', companyId: cast.acme })
    })

    it('lets nobody act as staff without a staff role, and programs be nobody', async () => {
      expect(await refusal(cast.as('a1', { acting: 'staff' }).people.me())).toBe('access.no_staff')
      expect(await refusal(cast.desk.system('test').people.me())).toBe('person.none')
    })

    it('shows customers themselves and, with the right, contacts of the company acted for', async () => {
      const ids = async (call: Promise<{ items: { id: string }[] }>) => (await call).items.map(({ id }) => id)
      expect(await ids(cast.as('am').people.list({}))).toEqual([cast.id.a1, cast.id.a2, cast.id.am])
      expect(await refusal(cast.as('a1').people.list({}))).toBe('access.denied')
      expect(await cast.as('a1').people.get({ personId: cast.id.a1 })).toMatchObject({ name: 'A1' })
      expect(await cast.as('am').people.get({ personId: cast.id.a1 })).toMatchObject({ name: 'A1' })
      for (const [name, other] of [
        ['a1', 'a2'],
        ['am', 'b1'],
        ['am', 'n1'],
        ['b1', 'a1'],
      ] as const) {
        const unseen = await answerOf(cast.as(name).people.get({ personId: cast.id[other] }))
        const missing = await answerOf(cast.as(name).people.get({ personId: nobody }))
        expect(JSON.stringify(unseen).replaceAll(cast.id[other], nobody)).toBe(JSON.stringify(missing))
        expect(unseen).toMatchObject({ status: 404 })
      }
    })

    it('refuses ids that the caller may not see as filters, the same way as missing ones', async () => {
      expect(await refusal(cast.as('am').people.list({ companyId: cast.beta }))).toBe('company.not_found')
      expect(await refusal(cast.as('am').people.list({ companyId: nobody }))).toBe('company.not_found')
      expect(await refusal(cast.as('am').people.list({ teamId: cast.net }))).toBe('input.invalid')
      expect(await refusal(cast.as('n1').people.list({ teamId: nobody }))).toBe('team.not_found')
    })

    it('lists for staff by team, company and state', async () => {
      const names = async (input: object) => (await cast.as('ad').people.list(input)).items.map(({ name }) => name)
      expect(await names({ teamId: cast.net })).toEqual(['N1', 'NL'])
      expect(await names({ companyId: cast.beta })).toEqual(['B1'])
      expect(await names({ isActive: false })).toEqual([])
      expect((await cast.as('n1').people.list({})).items).toHaveLength(9)
    })

    it('shows of a colleague no membership but that of the company acted for', async () => {
      const both = await cast.as('ad').people.create({ name: 'Both', externalId: 'both' })
      for (const companyId of [cast.acme, cast.beta])
        await cast.as('ad').companies.saveMember({ companyId, personId: both.id, jobTitle: 'Buyer' })
      const companiesSeenBy = async (call: Promise<{ memberships: { company: { name: string } }[] }>) =>
        (await call).memberships.map(({ company }) => company.name)
      expect(await companiesSeenBy(cast.as('am').people.get({ personId: both.id }))).toEqual(['ACME'])
      expect(await companiesSeenBy(cast.as('ad').people.get({ personId: both.id }))).toEqual(['ACME', 'BETA'])
      const self = cast.desk.as({ externalId: 'both' }, { company: cast.beta })
      expect(await companiesSeenBy(self.people.get({ personId: both.id }))).toEqual(['ACME', 'BETA'])
      expect(await refusal(cast.desk.as({ externalId: 'both' }).people.me())).toBe('access.company_required')
      expect(await refusal(cast.desk.as({ externalId: 'a1' }, { company: cast.beta }).people.me())).toBe('access.no_member')
    })

    it('adds somebody once for each external id, as a customer, with the address in lower case', async () => {
      const made = await cast.as('n1').people.create({ name: '  Ann Lee ', externalId: 'ann', email: 'Ann@Example.COM', language: 'en' })
      expect(made).toMatchObject({ name: 'Ann Lee', email: 'ann@example.com', isActive: true, version: 1, memberships: [] })
      expect(await refusal(cast.as('n1').people.create({ name: 'Other', externalId: 'ann' }))).toBe('person.exists')
      expect(await refusal(cast.as('a1').people.create({ name: 'Other' }))).toBe('access.wrong_capacity')
      expect((await cast.as('n1').people.create({ name: 'Twin', email: 'ann@example.com' })).email).toBe('ann@example.com')
      expect(await cast.desk.as({ externalId: 'ann' }).people.me()).toMatchObject({
        acting: 'customer',
        grants: [{ roleId: 'customer', scope: 'own' }],
      })
    })

    it('keeps versions: stale changes are refused with the present one, equal ones change nothing', async () => {
      const { id, version } = await cast.as('ad').people.create({ name: 'Versioned' })
      const changed = await cast.as('ad').people.update({ personId: id, name: 'Renamed', email: 'R@example.com', expectedVersion: version })
      expect(changed).toMatchObject({ name: 'Renamed', email: 'r@example.com', version: 2 })
      expect(await answerOf(cast.as('ad').people.update({ personId: id, name: 'Again', expectedVersion: version }))).toMatchObject({
        code: 'person.conflict',
        status: 409,
        details: { currentVersion: 2 },
      })
      expect((await cast.as('ad').people.update({ personId: id, name: 'Renamed' })).version).toBe(2)
      expect((await cast.as('ad').people.update({ personId: id, email: null })).email).toBeNull()
    })

    it('takes from the host what it says at sign-in, and from oneself what the host leaves open', async () => {
      const seen = cast.desk.as({ externalId: 'new', name: ' New\r\nPerson ', email: 'NEW@Example.com' })
      expect(await seen.people.me()).toMatchObject({ person: { name: 'New Person', email: 'new@example.com', language: null, version: 1 } })
      expect(await seen.people.me()).toMatchObject({ person: { version: 1 } })
      expect(await cast.desk.as({ externalId: 'new', name: 'Newer' }).people.me()).toMatchObject({ person: { name: 'Newer', version: 2 } })
      expect(await cast.desk.as({ externalId: 'new' }).people.updateMe({ name: 'Own', language: 'fa' })).toMatchObject({
        name: 'Own',
        language: 'fa',
      })
      for (const externalId of ['', ' ', 'x\0y', 'x'.repeat(301), 7 as never])
        expect(await refusal((async () => cast.desk.as({ externalId }).people.me())())).toBe('access.identity_invalid')
    })

    it('lets change only those who can do no more than oneself', async () => {
      const { personId: lead } = { personId: cast.id.nl }
      expect(await refusal(cast.as('nl').people.update({ personId: cast.id.a1, name: 'A1' }))).toBe('none')
      for (const personId of [cast.id.ad, cast.id.n1, lead])
        expect(await refusal(cast.as('nl').people.update({ personId, name: 'x' }))).toBe('access.denied')
      expect(await refusal(cast.as('n1').people.update({ personId: cast.id.a1, name: 'x' }))).toBe('access.denied')
      await cast.as('ad').access.saveRole({
        roleId: 'personnel',
        title: 'Personnel',
        acting: 'staff',
        permissions: ['person.read', 'person.update', 'person.deactivate'],
      })
      await cast.as('ad').access.grant({ personId: cast.id.f1, roleId: 'personnel', scope: 'all' })
      expect(await refusal(cast.as('f1').people.update({ personId: cast.id.n1, name: 'N1' }))).toBe('none')
      expect(await refusal(cast.as('f1').people.update({ personId: cast.id.ad, email: 'mine@example.com' }))).toBe('access.denied')
      expect(await refusal(cast.as('f1').people.deactivate({ personId: cast.id.ad }))).toBe('access.denied')
    })

    it('shows staff of one company its contacts and colleagues, and lets them change contacts of no other', async () => {
      const admin = cast.as('ad')
      const dedicated = await admin.people.create({ name: 'Dedicated', externalId: 'dedicated' })
      await admin.access.grant({ personId: dedicated.id, roleId: 'supervisor', scope: 'company', scopeId: cast.beta })
      const as = cast.desk.as({ externalId: 'dedicated' })
      const names = (await as.people.list({})).items.map(({ name }) => name)
      expect(names).toContain('B1')
      expect(names).toContain('N1')
      expect(names).not.toContain('A1')
      expect(await refusal(as.people.get({ personId: cast.id.a1 }))).toBe('person.not_found')
      expect((await as.companies.list({})).items.map(({ name }) => name)).toEqual(['BETA'])
      expect(await refusal(as.people.update({ personId: cast.id.b1, name: 'B1' }))).toBe('none')
      const both = (await admin.people.list({ query: 'both' })).items[0]
      expect(await refusal(as.people.update({ personId: both?.id ?? '', name: 'x' }))).toBe('access.denied')
    })
  })
})
