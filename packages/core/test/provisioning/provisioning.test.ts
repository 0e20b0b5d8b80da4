import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Person } from '../../src/operation/actor.ts'
import { type Cast, openCast, answerOf as refusal } from '../access/cast.ts'

const verified = (externalId: string, email: string, attributes?: Person['attributes']): Person => ({
  externalId,
  email,
  emailVerified: true,
  ...(attributes === undefined ? {} : { attributes }),
})

forEachDatabase((kind) => {
  const grantsOf = async (cast: Cast, personId: string) =>
    (await cast.as('ad').access.grants({ personId, limit: 200 })).items
      .map(({ roleId, scope, source }) => `${roleId} ${scope} ${source.split(':')[0]}`)
      .sort()
  const signIn = async (cast: Cast, person: Person) => (await cast.desk.as(person).people.me()).person
  const companiesOf = async (cast: Cast, person: Person) =>
    (await cast.desk.as(person, { acting: 'customer' }).people.me()).person.memberships.map(({ company }) => company.id)
  const run = async (cast: Cast) => {
    for (let n = 0; n < 3; n += 1) await cast.desk.tick()
  }
  const rule = async (cast: Cast, more: object) => (await cast.as('ad').provisioning.create({ title: 'Rule', ...more } as never)).id
  const active = async (cast: Cast, more: object) => {
    const ruleId = await rule(cast, more)
    await cast.as('ad').provisioning.activate({ ruleId })
    return ruleId
  }
  const managers = (cast: Cast) => ({
    domain: 'acme.example',
    companyId: cast.acme,
    roleId: 'customer_manager',
    scope: 'company',
    scopeId: cast.acme,
  })

  describe('what rules give', () => {
    it('comes with the first sign-in, by a verified address alone', async () => {
      const cast = await openCast(kind)
      const ruleId = await active(cast, managers(cast))
      const known = verified('new', 'New@ACME.example')
      const { id } = await signIn(cast, known)
      expect(await grantsOf(cast, id)).toEqual(['customer own default', 'customer_manager company rule'])
      expect(await companiesOf(cast, known)).toEqual([cast.acme])
      const strangers: Person[] = [
        { externalId: 's1', email: 's1@acme.example' },
        { externalId: 's2', email: 's2@acme.example', emailVerified: false },
        { externalId: 's3', email: 's3@acme.example', emailVerified: 'true' as never },
        { externalId: 's4', email: 's4@acme.example', attributes: { domain: 'acme.example', emailVerified: true } },
        verified('s5', 's5@sub.acme.example'),
        verified('s6', 's6@acme.example.evil.example'),
        verified('s7', '"s7@acme.example"@evil.example'),
        verified('s8', 'acme.example'),
        verified('s9', 's9@ａcme.example'),
        verified('s10', 's10@аcme.example'),
        verified('s11', '@acme.example'),
        { externalId: 's12', emailVerified: true },
      ]
      for (const person of strangers) {
        const stranger = await signIn(cast, person)
        expect(await grantsOf(cast, stranger.id), person.externalId).toEqual(['customer own default'])
      }
      const { items } = await cast.as('ad').provisioning.given({ ruleId })
      expect(items).toMatchObject([{ person: { id }, isContact: true, grantId: expect.any(String) }])
      // Typing another address into the desk vouches for nothing.
      await cast.as('ad').people.update({ personId: cast.id.b1, email: 'b1@acme.example' } as never)
      await run(cast)
      expect(await grantsOf(cast, cast.id.b1)).toEqual(['customer own default'])
    })

    it('goes by attributes, all of them, and ends when the host no longer passes them', async () => {
      const cast = await openCast(kind)
      await active(cast, {
        attributes: [
          { name: 'department', value: 'network' },
          { name: 'level', value: '2' },
        ],
        roleId: 'agent',
        scope: 'team',
        scopeId: cast.net,
      })
      const at = (attributes: Person['attributes']): Person => ({ externalId: 'tech', ...(attributes === undefined ? {} : { attributes }) })
      const { id } = await signIn(cast, at({ department: 'network' }))
      expect(await grantsOf(cast, id)).toEqual(['customer own default'])
      await signIn(cast, at({ department: ['sales', 'network'], level: 2 }))
      expect(await grantsOf(cast, id)).toContain('agent team rule')
      const ticket = await cast.as('ad').tickets.create({ subject: 'X', teamId: cast.net } as never)
      await cast.as('ad').tickets.assign({ ticketId: ticket.id, assigneeId: id, teamId: cast.net })
      // A host that says nothing of it changes nothing.
      await signIn(cast, at(undefined))
      expect(await grantsOf(cast, id)).toContain('agent team rule')
      await signIn(cast, at({ department: 'sales', level: 2 }))
      expect(await grantsOf(cast, id)).toEqual(['customer own default'])
      expect((await cast.as('ad').tickets.get({ ticketId: ticket.id })).assignee).toBeNull()
      await signIn(cast, at({ department: 'network', level: '2' }))
      expect(await grantsOf(cast, id)).toContain('agent team rule')
      // Names that objects have, values that are none, and too much of it.
      const odd = JSON.parse('{"__proto__":"network","constructor":"x","department":{"a":1},"level":[null,[2]]}') as Person['attributes']
      await signIn(cast, at(odd))
      expect(await grantsOf(cast, id)).toEqual(['customer own default'])
      await signIn(cast, at(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`a${n}`, 'x'.repeat(5000)]))))
      await signIn(cast, { externalId: 'tech', attributes: 'network' as never })
    })

    it('reaches the people there are when it is activated, as the preview said', async () => {
      const cast = await openCast(kind)
      const ids: string[] = []
      for (let n = 0; n < 45; n += 1) ids.push((await signIn(cast, verified(`p${n}`, `p${n}@acme.example`))).id)
      await signIn(cast, verified('other', 'x@other.example'))
      const ruleId = await rule(cast, managers(cast))
      const admin = cast.as('ad')
      const seen: string[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await admin.provisioning.preview({ ruleId, limit: 20, ...(cursor === undefined ? {} : { cursor }) })
        for (const one of page.items) {
          expect(one).toMatchObject({ becomesContact: true, getsRole: true })
          seen.push(one.person.id)
        }
        cursor = page.nextCursor ?? undefined
        if (cursor === undefined) break
      }
      expect(seen.sort()).toEqual([...ids].sort())
      // A draft gives nothing.
      await run(cast)
      expect((await admin.provisioning.given({ ruleId })).items).toEqual([])
      await admin.provisioning.activate({ ruleId })
      await run(cast)
      expect((await admin.provisioning.given({ ruleId, limit: 200 })).items.map(({ person }) => person.id).sort()).toEqual([...ids].sort())
      expect((await admin.provisioning.preview({ ruleId })).items).toEqual([])
      expect((await admin.provisioning.rules({})).items).toMatchObject([{ id: ruleId, given: 45, state: 'active' }])
      await admin.provisioning.end({ ruleId })
      await run(cast)
      expect((await admin.provisioning.given({ ruleId })).items).toEqual([])
      expect(await grantsOf(cast, ids[0] ?? '')).toEqual(['customer own default'])
      expect(await refusal(admin.provisioning.activate({ ruleId }))).toMatchObject({ code: 'provisioning.state' })
      await signIn(cast, verified('late', 'late@acme.example'))
      expect((await admin.provisioning.rules({})).items[0]?.given).toBe(0)
    })

    it('is taken back alone: what a person gave stays, and what a person took back is not given again', async () => {
      const cast = await openCast(kind)
      const admin = cast.as('ad')
      const hand = await signIn(cast, verified('hand', 'hand@acme.example'))
      await admin.companies.saveMember({ companyId: cast.acme, personId: hand.id })
      await admin.access.grant({ personId: hand.id, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme })
      const boss = await signIn(cast, verified('boss', 'boss@acme.example'))
      const ruleId = await active(cast, managers(cast))
      await run(cast)
      const mine = (await admin.access.grants({ personId: boss.id })).items.find(({ source }) => source.startsWith('rule:'))
      await admin.access.revoke({ grantId: String(mine?.id) })
      await signIn(cast, verified('boss', 'boss2@acme.example'))
      await run(cast)
      expect(await grantsOf(cast, boss.id)).toEqual(['customer own default'])
      // The membership is the rule's, an authority on it somebody's.
      await admin.access.grant({ personId: boss.id, roleId: 'customer_finance', scope: 'company', scopeId: cast.acme })
      await admin.provisioning.end({ ruleId })
      await run(cast)
      expect(await grantsOf(cast, hand.id)).toEqual(['customer own default', 'customer_manager company manual'])
      expect(await companiesOf(cast, verified('hand', 'hand@acme.example'))).toEqual([cast.acme])
      expect(await companiesOf(cast, verified('boss', 'boss2@acme.example'))).toEqual([cast.acme])
    })

    it('does not come back with somebody who was out when the rule ended', async () => {
      const cast = await openCast(kind)
      const ruleId = await active(cast, managers(cast))
      const { id } = await signIn(cast, verified('out', 'out@acme.example'))
      await cast.as('ad').people.deactivate({ personId: id })
      await cast.as('ad').provisioning.end({ ruleId })
      await run(cast)
      await cast.as('ad').people.reactivate({ personId: id })
      expect(await grantsOf(cast, id)).toEqual(['customer own default'])
      expect(await companiesOf(cast, { externalId: 'out' })).toEqual([])
      expect((await cast.as('ad').provisioning.given({ ruleId })).items).toEqual([])
    })

    it('falls to the next rule that gives the same', async () => {
      const cast = await openCast(kind)
      const first = await active(cast, managers(cast))
      const second = await active(cast, { ...managers(cast), domain: undefined, attributes: [{ name: 'customer', value: 'acme' }] })
      const { id } = await signIn(cast, verified('both', 'both@acme.example', { customer: 'acme' }))
      await cast.as('ad').provisioning.end({ ruleId: first })
      await run(cast)
      expect(await grantsOf(cast, id)).toContain('customer_manager company rule')
      expect((await cast.as('ad').provisioning.given({ ruleId: second })).items).toMatchObject([
        { isContact: true, grantId: expect.any(String) },
      ])
      await cast.as('ad').provisioning.end({ ruleId: second })
      await run(cast)
      expect(await grantsOf(cast, id)).toEqual(['customer own default'])
      expect(await companiesOf(cast, { externalId: 'both' })).toEqual([])
    })

    it('is in the history of the person, with the rule', async () => {
      const cast = await openCast(kind)
      const ruleId = await active(cast, managers(cast))
      const { id } = await signIn(cast, verified('new', 'new@acme.example'))
      // The feed has what has its place in the order of commits.
      await run(cast)
      const { items } = await cast.desk.system('test').audit.events({ limit: 200 })
      const told = items.filter(({ payload }) => (payload as { personId?: string }).personId === id).map(({ event }) => event)
      expect(told).toEqual(expect.arrayContaining(['company.member_added', 'access.granted', 'provisioning.given']))
      expect(JSON.stringify(items)).not.toContain('new@acme.example')
      expect(items.find(({ payload }) => (payload as { grantSource?: string }).grantSource === `rule:${ruleId}`)).toBeTruthy()
    })
  })

  describe('who may make rules, and which', () => {
    it('holds the right over the whole desk, and gives no more than they could by hand', async () => {
      const cast = await openCast(kind)
      const admin = cast.as('ad')
      for (const name of ['nl', 'n1', 'am', 'a1'] as const)
        expect(
          await refusal(cast.as(name).provisioning.create({ title: 'X', domain: 'acme.example', companyId: cast.acme })),
          name,
        ).toMatchObject({ status: 403 })
      expect(await refusal(cast.as('n1').provisioning.rules({}))).toMatchObject({ status: 403 })
      await admin.access.saveRole({
        roleId: 'clerk',
        title: 'Clerk',
        acting: 'staff',
        permissions: ['provisioning.manage', 'company.read', 'team.read'],
      })
      await admin.access.grant({ personId: cast.id.f1, roleId: 'clerk', scope: 'team', scopeId: cast.fin })
      expect(await refusal(cast.as('f1').provisioning.rules({}))).toMatchObject({ code: 'provisioning.not_everywhere' })
      await admin.access.grant({ personId: cast.id.f1, roleId: 'clerk', scope: 'all' })
      const clerk = cast.as('f1', { acting: 'staff' })
      expect((await clerk.provisioning.rules({})).items).toEqual([])
      for (const gift of [
        { companyId: cast.acme },
        { roleId: 'agent', scope: 'team', scopeId: cast.fin },
        { roleId: 'auditor', scope: 'all' },
        { companyId: cast.acme, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme },
      ])
        expect(
          await refusal(clerk.provisioning.create({ title: 'X', domain: 'acme.example', ...gift } as never)),
          JSON.stringify(gift),
        ).toMatchObject({ status: 403 })
      for (const roleId of ['admin'])
        expect(await refusal(admin.provisioning.create({ title: 'X', domain: 'acme.example', roleId, scope: 'all' }))).toMatchObject({
          code: 'provisioning.too_powerful',
        })
      // A draft of another's is activated by nobody who could not give it.
      const ruleId = await rule(cast, { domain: 'acme.example', roleId: 'auditor', scope: 'all' })
      expect(await refusal(clerk.provisioning.activate({ ruleId }))).toMatchObject({ status: 403 })
    })

    it('stands on its author: gone, or with fewer rights, it gives nothing more, nor does a role that has grown too powerful', async () => {
      const cast = await openCast(kind)
      const admin = cast.as('ad')
      await admin.access.grant({ personId: cast.id.f1, roleId: 'admin', scope: 'all' })
      const { id: ruleId } = await cast.as('f1', { acting: 'staff' }).provisioning.create({ title: 'X', ...managers(cast) } as never)
      await cast.as('f1', { acting: 'staff' }).provisioning.activate({ ruleId })
      const first = await signIn(cast, verified('one', 'one@acme.example'))
      expect(await grantsOf(cast, first.id)).toContain('customer_manager company rule')
      const [own] = (await admin.access.grants({ personId: cast.id.f1, roleId: 'admin' })).items
      await admin.access.revoke({ grantId: String(own?.id) })
      const second = await signIn(cast, verified('two', 'two@acme.example'))
      expect(await grantsOf(cast, second.id)).toEqual(['customer own default'])
      await admin.access.saveRole({ roleId: 'helper', title: 'Helper', acting: 'staff', permissions: ['ticket.read'] })
      await active(cast, { attributes: [{ name: 'helper', value: 'true' }], roleId: 'helper', scope: 'all' })
      await admin.access.saveRole({ roleId: 'helper', title: 'Helper', acting: 'staff', permissions: ['ticket.read', 'access.manage'] })
      const third = await signIn(cast, { externalId: 'three', attributes: { helper: true } })
      expect(await grantsOf(cast, third.id)).toEqual(['customer own default'])
    })

    it('refuses rules that would fit everybody, and those that make no sense', async () => {
      const cast = await openCast(kind)
      const create = (more: object) => refusal(cast.as('ad').provisioning.create({ title: 'X', ...more } as never))
      const company = { companyId: cast.acme }
      for (const domain of ['gmail.com', 'GMAIL.com', 'yahoo.co.uk', 'mail.ru', 'walla.co.il', 'qq.com', 'mailinator.com'])
        expect(await create({ domain, ...company }), domain).toMatchObject({ code: 'provisioning.free_mail' })
      for (const domain of [
        'example',
        '*.example',
        'a@b.example',
        'exa mple.com',
        '-x.example',
        'x..example',
        '127.0.0.1',
        'ａcme.example',
        'acme.example.',
        '.'.repeat(9),
      ])
        expect(await create({ domain, ...company }), domain).toMatchObject({ status: 422 })
      for (const more of [
        company,
        { domain: 'acme.example' },
        { attributes: [], ...company },
        { domain: 'acme.example', roleId: 'agent' },
        { domain: 'acme.example', scope: 'all' },
        { domain: 'acme.example', roleId: 'customer_manager', scope: 'company', scopeId: cast.acme },
        { domain: 'acme.example', companyId: cast.beta, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme },
        { domain: 'acme.example', roleId: 'agent', scope: 'all', scopeId: cast.net },
        { attributes: [{ name: 'Constructor', value: 'x' }], ...company },
      ])
        expect(await create(more), JSON.stringify(more)).toMatchObject({ status: 422 })
      expect(await create({ domain: 'acme.example', companyId: cast.id.ad })).toMatchObject({ status: 404 })
      expect(await create({ domain: 'acme.example', roleId: 'agent', scope: 'team', scopeId: cast.acme })).toMatchObject({ status: 404 })
      expect(await create({ domain: 'acme.example', roleId: 'nothing', scope: 'all' })).toMatchObject({ code: 'access.unknown_role' })
      const { domain } = await cast.as('ad').provisioning.create({ title: 'X', domain: 'Bücher.Example', ...company })
      expect(domain).toBe('xn--bcher-kva.example')
    })
  })

  it('gives once where many processes see somebody first, and leaves nothing where a rule ends meanwhile', async () => {
    const cast = await openCast(kind)
    const ruleId = await active(cast, managers(cast))
    const others = [cast.desk, cast.another(), cast.another()]
    const people = Array.from({ length: 12 }, (_, n) => verified(`r${n}`, `r${n}@acme.example`))
    const calls = people.flatMap((person) => others.map((desk) => desk.as(person).people.me()))
    const ending = cast.as('ad').provisioning.end({ ruleId })
    await Promise.all([...calls, ending])
    await run(cast)
    expect((await cast.as('ad').provisioning.given({ ruleId })).items).toEqual([])
    const left = await cast.desk['~store'].read(({ db }) =>
      db.selectFrom('access_grant').selectAll().where('source', 'like', 'rule:%').execute(),
    )
    expect(left).toEqual([])
    expect((await cast.desk.doctor()).findings).toEqual([])
  })
})
