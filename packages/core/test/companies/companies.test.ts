import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'

const nobody = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('companies', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })

    it('are all seen by staff, and by a customer only the one acted for', async () => {
      expect((await cast.as('n1').companies.list({})).items.map(({ name }) => name)).toEqual(['ACME', 'BETA'])
      expect((await cast.as('am').companies.list({})).items.map(({ name }) => name)).toEqual(['ACME'])
      expect(await cast.as('am').companies.get({ companyId: cast.acme })).toMatchObject({ name: 'ACME', isActive: true })
      expect(await cast.as('am').companies.get({ companyId: cast.acme })).not.toHaveProperty('externalId')
      const unseen = await answerOf(cast.as('am').companies.get({ companyId: cast.beta }))
      const missing = await answerOf(cast.as('am').companies.get({ companyId: nobody }))
      expect(unseen).toMatchObject({ status: 404 })
      expect(JSON.stringify(unseen).replaceAll(cast.beta, nobody)).toBe(JSON.stringify(missing))
      expect(await refusal(cast.as('am').companies.members({ companyId: cast.beta }))).toBe('company.not_found')
      expect(await refusal(cast.as('a1').companies.get({ companyId: cast.acme }))).toBe('access.denied')
    })

    it('have external ids of their own, and versions', async () => {
      const made = await cast.as('ad').companies.create({ name: ' Gamma ', externalId: 'g' })
      expect(made).toMatchObject({ name: 'Gamma', externalId: 'g', version: 1 })
      expect(await refusal(cast.as('ad').companies.create({ name: 'Other', externalId: 'g' }))).toBe('company.exists')
      expect(await refusal(cast.as('ad').companies.update({ companyId: cast.acme, externalId: 'g' }))).toBe('company.exists')
      expect(
        await cast.as('ad').companies.update({ companyId: made.id, externalId: null, name: 'Delta', expectedVersion: 1 }),
      ).toMatchObject({
        name: 'Delta',
        externalId: null,
        version: 2,
      })
      expect(await refusal(cast.as('ad').companies.update({ companyId: made.id, name: 'x', expectedVersion: 1 }))).toBe('company.conflict')
      expect((await historyOf(cast.desk, made.id)).at(-1)).toMatchObject({
        payload: { fields: ['name', 'externalId'] },
        changes: [
          { field: 'name', old_value: 'Gamma', new_value: 'Delta' },
          { field: 'externalId', old_value: 'g', new_value: null },
        ],
      })
      for (const name of ['n1', 'am'] as const)
        expect(await refusal(cast.as(name).companies.create({ name: 'x' }))).toMatch(/access\.(denied|wrong_capacity)/)
    })

    it('show their contacts to those who may see them', async () => {
      const names = async (name: 'am' | 'n1') =>
        (await cast.as(name).companies.members({ companyId: cast.acme })).items.map(({ person }) => person.name)
      expect(await names('am')).toEqual(['A1', 'A2', 'AM'])
      expect(await names('n1')).toEqual(['A1', 'A2', 'AM'])
      const first = await cast.as('am').companies.members({ companyId: cast.acme, limit: 2 })
      const rest = await cast.as('am').companies.members({ companyId: cast.acme, limit: 2, cursor: first.nextCursor ?? '' })
      expect([...first.items, ...rest.items].map(({ person }) => person.name)).toEqual(['A1', 'A2', 'AM'])
      const finance = await cast
        .as('ad')
        .access.grant({ personId: cast.id.a2, roleId: 'customer_finance', scope: 'company', scopeId: cast.acme })
      expect(await refusal(cast.as('a2').companies.members({ companyId: cast.acme }))).toBe('access.denied')
      await cast.as('ad').access.revoke({ grantId: finance.id })
    })

    it('have contacts with a position and a limit, whole or none', async () => {
      const save = (input: object) => cast.as('ad').companies.saveMember({ companyId: cast.beta, personId: cast.id.b1, ...input } as never)
      expect(await save({ jobTitle: 'Buyer', approvalLimit: { minor: 100_00, currency: 'EUR' } })).toMatchObject({
        jobTitle: 'Buyer',
        approvalLimit: { minor: 100_00, currency: 'EUR' },
      })
      expect(await save({ jobTitle: 'Head' })).toMatchObject({ jobTitle: 'Head', approvalLimit: { minor: 100_00, currency: 'EUR' } })
      expect(await save({ approvalLimit: { minor: Number.MAX_SAFE_INTEGER, currency: 'JPY' } })).toMatchObject({
        approvalLimit: { minor: Number.MAX_SAFE_INTEGER },
      })
      expect(await save({ approvalLimit: null })).toMatchObject({ jobTitle: 'Head', approvalLimit: null })
      for (const approvalLimit of [
        { minor: 1 },
        { currency: 'EUR' },
        { minor: -1, currency: 'EUR' },
        { minor: 1.5, currency: 'EUR' },
        { minor: 2 ** 53, currency: 'EUR' },
        { minor: 1, currency: 'euro' },
      ])
        expect(await refusal(save({ approvalLimit }))).toBe('input.invalid')
      expect(await refusal(cast.as('ad').companies.saveMember({ companyId: cast.beta, personId: nobody }))).toBe('person.not_found')
      expect(await refusal(cast.as('ad').companies.saveMember({ companyId: nobody, personId: cast.id.b1 }))).toBe('company.not_found')
      const history = (await historyOf(cast.desk, cast.beta)).filter(({ name }) => name === 'company.member_changed')
      expect(history[0]).toMatchObject({
        payload: { personId: cast.id.b1 },
        changes: [
          { field: 'jobTitle', old_value: null, new_value: 'Buyer' },
          { field: 'approvalLimit', old_value: null, new_value: '10000 EUR' },
        ],
      })
    })
  })

  it('let a manager give colleagues at most the authority that they have themselves', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    const manager = cast.as('am')
    const limit = (minor: number, currency = 'EUR') => ({ minor, currency })
    const save = (personId: string, approvalLimit: object | null) =>
      refusal(manager.companies.saveMember({ companyId: cast.acme, personId, approvalLimit } as never))
    expect(await save(cast.id.a1, limit(1))).toBe('company.limit_beyond_own')
    expect(await save(cast.id.a1, null)).toBe('none')
    await admin.companies.saveMember({ companyId: cast.acme, personId: cast.id.am, approvalLimit: limit(500) })
    expect(await save(cast.id.a1, limit(500))).toBe('none')
    expect(await save(cast.id.a1, limit(501))).toBe('company.limit_beyond_own')
    expect(await save(cast.id.am, limit(501))).toBe('company.limit_beyond_own')
    expect(await save(cast.id.a1, limit(1, 'USD'))).toBe('company.limit_beyond_own')
    expect(await save(cast.id.b1, null)).toBe('person.not_found')
    expect(await refusal(manager.companies.saveMember({ companyId: cast.beta, personId: cast.id.a1 }))).toBe('company.not_found')
    expect(await refusal(cast.as('a1').companies.saveMember({ companyId: cast.acme, personId: cast.id.a1, jobTitle: 'Boss' }))).toBe(
      'access.denied',
    )
    expect(await refusal(cast.as('n1').companies.saveMember({ companyId: cast.acme, personId: cast.id.n1 }))).toBe('access.denied')
    expect(await manager.companies.saveMember({ companyId: cast.acme, personId: cast.id.a1, jobTitle: 'Clerk' })).toMatchObject({
      jobTitle: 'Clerk',
    })
  })

  it('end a membership with the authority and the copies that hang on it, at once', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    await admin.access.grant({ personId: cast.id.a1, roleId: 'customer_approver', scope: 'company', scopeId: cast.acme })
    await admin.access.grant({ personId: cast.id.a1, roleId: 'agent', scope: 'company', scopeId: cast.acme })
    await admin.companies.saveMember({ companyId: cast.beta, personId: cast.id.a1 })
    await admin.access.grant({ personId: cast.id.a1, roleId: 'customer_approver', scope: 'company', scopeId: cast.beta })
    const ticket = async (companyId: string, requesterId: string) =>
      (await admin.tickets.create({ subject: 'x', companyId, requesterId, teamId: cast.net, ccIds: [cast.id.a1] })).id
    const ofAcme = await ticket(cast.acme, cast.id.a2)
    const ofBeta = await ticket(cast.beta, cast.id.b1)
    const own = await ticket(cast.acme, cast.id.a1)
    const inAcme = cast.as('a1', { company: cast.acme })
    expect((await inAcme.tickets.list({})).items.map(({ id }) => id).sort()).toEqual([ofAcme, own].sort())

    expect(await cast.as('am').companies.removeMember({ companyId: cast.acme, personId: cast.id.a1 })).toMatchObject({ id: cast.acme })
    expect(await refusal(inAcme.tickets.list({}))).toBe('access.no_member')
    const customer = cast.as('a1', { acting: 'customer' })
    expect((await customer.people.me()).grants.map(({ roleId, scope }) => `${roleId} ${scope}`).sort()).toEqual([
      'customer own',
      'customer_approver company',
    ])
    for (const ticketId of [ofAcme, own]) expect(await refusal(customer.tickets.get({ ticketId }))).toBe('ticket.not_found')
    expect((await customer.tickets.list({})).items.map(({ id }) => id)).toEqual([ofBeta])
    expect((await admin.tickets.participants({ ticketId: ofAcme })).items).toEqual([])
    expect((await historyOf(cast.desk, ofAcme)).at(-1)).toMatchObject({
      name: 'ticket.cc_removed',
      payload: { personId: cast.id.a1 },
      actor_id: cast.id.am,
    })
    await admin.companies.saveMember({ companyId: cast.acme, personId: cast.id.a1 })
    expect((await inAcme.people.me()).grants.map(({ roleId }) => roleId)).toEqual(['customer'])
    await admin.companies.removeMember({ companyId: cast.acme, personId: cast.id.a1 })
    // What somebody is as staff hangs on no membership, and no customer ends it.
    expect((await admin.access.grants({ personId: cast.id.a1, roleId: 'agent' })).items).toHaveLength(1)
    expect(await refusal(cast.as('am').companies.removeMember({ companyId: cast.acme, personId: cast.id.a1 }))).toBe(
      'company.member_not_found',
    )
    expect(await refusal(cast.as('am').companies.removeMember({ companyId: cast.beta, personId: cast.id.b1 }))).toBe('company.not_found')
    expect(await refusal(cast.as('a2').companies.removeMember({ companyId: cast.acme, personId: cast.id.am }))).toBe('access.denied')
  })

  it('are acted for only while they are active', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    const { id: ticketId } = await cast.as('a1').tickets.create({ subject: 'x' })
    const { id: copied } = await admin.tickets.create({
      subject: 'y',
      companyId: cast.acme,
      requesterId: cast.id.a2,
      teamId: cast.net,
      ccIds: [cast.id.a1],
    })
    await admin.companies.update({ companyId: cast.acme, isActive: false })
    expect(await refusal(cast.as('am', { company: cast.acme }).people.me())).toBe('access.no_member')
    expect(await cast.as('am').people.me()).toMatchObject({ companyId: null, grants: [{ roleId: 'customer' }] })
    expect(await refusal(cast.as('am').people.list({}))).toBe('access.denied')
    for (const id of [ticketId, copied]) expect(await refusal(cast.as('a1').tickets.get({ ticketId: id }))).toBe('ticket.not_found')
    expect(await admin.tickets.get({ ticketId })).toMatchObject({ company: { id: cast.acme } })
    await admin.companies.update({ companyId: cast.acme, isActive: true })
    expect(await cast.as('a1').tickets.get({ ticketId })).toMatchObject({ id: ticketId })
  })
})
