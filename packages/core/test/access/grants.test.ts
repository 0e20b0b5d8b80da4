import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from './cast.ts'
import { historyOf } from './history.ts'

const nobody = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('giving and taking roles', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      const admin = cast.as('ad')
      const agent = (await admin.access.roles()).items.find(({ id }) => id === 'agent')
      await admin.access.saveRole({
        roleId: 'lead',
        title: 'Lead',
        acting: 'staff',
        permissions: [...(agent?.permissions ?? []), 'access.manage', 'access.read'],
      })
      await admin.access.grant({ personId: cast.id.nl, roleId: 'lead', scope: 'team', scopeId: cast.net })
    })
    const give = (name: 'ad' | 'nl' | 'am' | 'n1' | 'a1', personId: string, roleId: string, scope: string, scopeId?: string) =>
      cast.as(name).access.grant({ personId, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) } as never)

    it('checks that role and scope fit each other', async () => {
      const { id } = cast
      expect(await refusal(give('ad', id.a1, 'nothing', 'all'))).toBe('access.unknown_role')
      expect(await refusal(give('ad', id.a1, 'agent', 'team'))).toBe('access.scope_unfit')
      expect(await refusal(give('ad', id.a1, 'agent', 'all', cast.net))).toBe('access.scope_unfit')
      expect(await refusal(give('ad', id.a1, 'agent', 'own', cast.net))).toBe('access.scope_unfit')
      expect(await refusal(give('ad', id.a1, 'customer', 'team', cast.net))).toBe('access.scope_unfit')
      expect(await refusal(give('ad', id.a1, 'customer', 'all'))).toBe('access.scope_unfit')
      expect(await refusal(give('ad', id.a1, 'agent', 'team', nobody))).toBe('team.not_found')
      expect(await refusal(give('ad', id.a1, 'agent', 'team', cast.acme))).toBe('team.not_found')
      expect(await refusal(give('ad', id.a1, 'agent', 'company', nobody))).toBe('company.not_found')
      expect(await refusal(give('ad', nobody, 'agent', 'all'))).toBe('person.not_found')
      expect(await refusal(give('ad', id.b1, 'customer_manager', 'company', cast.acme))).toBe('company.member_not_found')
      expect(await refusal(give('ad', id.a1, 'agent', 'everything'))).toBe('input.invalid')
    })

    it('returns a grant that is there already, as it is', async () => {
      const first = await give('ad', cast.id.f1, 'auditor', 'all')
      const events = (await historyOf(cast.desk, cast.id.f1)).length
      expect(await give('ad', cast.id.f1, 'auditor', 'all')).toEqual(first)
      expect(await historyOf(cast.desk, cast.id.f1)).toHaveLength(events)
      expect(first).toMatchObject({ person: { name: 'F1' }, roleId: 'auditor', scope: 'all', scopeId: null, source: 'manual' })
      expect((await historyOf(cast.desk, cast.id.f1)).at(-1)).toMatchObject({
        name: 'access.granted',
        actor_id: cast.id.ad,
        payload: { grantId: first.id, roleId: 'auditor', scope: 'all', scopeId: null, grantSource: 'manual' },
        changes: [{ field: 'role', old_value: null, new_value: 'auditor all' }],
      })
      await cast.as('ad').access.revoke({ grantId: first.id })
      expect((await historyOf(cast.desk, cast.id.f1)).at(-1)).toMatchObject({
        name: 'access.revoked',
        changes: [{ field: 'role', old_value: 'auditor all', new_value: null }],
      })
      expect(await refusal(cast.as('ad').access.revoke({ grantId: first.id }))).toBe('access.grant_not_found')
    })

    it('lets a team’s lead give in the team what they hold there, and nothing else', async () => {
      const { id } = cast
      const given = await give('nl', id.f1, 'agent', 'team', cast.net)
      expect(given).toMatchObject({ roleId: 'agent', scopeId: cast.net })
      expect(await refusal(give('nl', id.f1, 'admin', 'team', cast.net))).toBe('access.beyond_own')
      expect(await refusal(give('nl', id.f1, 'auditor', 'team', cast.net))).toBe('access.beyond_own')
      expect(await refusal(give('nl', id.nl, 'agent', 'team', cast.fin))).toBe('access.denied')
      for (const scope of ['all', 'own']) expect(await refusal(give('nl', id.nl, 'agent', scope))).toBe('access.denied')
      expect(await refusal(give('nl', id.a1, 'customer', 'own'))).toBe('access.denied')
      expect(await refusal(give('nl', id.a1, 'customer_approver', 'company', cast.acme))).toBe('access.denied')
      expect(await refusal(cast.as('nl').access.revoke({ grantId: given.id }))).toBe('none')
    })

    it('lets a team’s lead see and take back in the team only', async () => {
      const { items } = await cast.as('nl').access.grants({})
      expect(new Set(items.map(({ scopeId }) => scopeId))).toEqual(new Set([cast.net]))
      const all = (await cast.as('ad').access.grants({ limit: 200 })).items
      const elsewhere = all.filter(({ scopeId }) => scopeId !== cast.net)
      expect(elsewhere.length).toBeGreaterThan(5)
      for (const { id } of elsewhere) expect(await refusal(cast.as('nl').access.revoke({ grantId: id }))).toBe('access.grant_not_found')
      const unseen = await answerOf(cast.as('nl').access.revoke({ grantId: elsewhere[0]?.id ?? '' }))
      const missing = await answerOf(cast.as('nl').access.revoke({ grantId: nobody }))
      expect(JSON.stringify(unseen).replaceAll(elsewhere[0]?.id ?? '', nobody)).toBe(JSON.stringify(missing))
      const boss = await give('ad', cast.id.f1, 'admin', 'team', cast.net)
      expect(await refusal(cast.as('nl').access.revoke({ grantId: boss.id }))).toBe('access.beyond_own')
      await cast.as('ad').access.revoke({ grantId: boss.id })
    })

    it('lets a company’s manager give customer roles in the company, up to their own', async () => {
      const { id } = cast
      const given = await give('am', id.a1, 'customer_approver', 'company', cast.acme)
      expect(given).toMatchObject({ roleId: 'customer_approver', scopeId: cast.acme })
      expect(await refusal(give('am', id.a2, 'customer_manager', 'company', cast.acme))).toBe('none')
      expect(await refusal(give('am', id.a1, 'agent', 'company', cast.acme))).toBe('access.unknown_role')
      expect(await refusal(give('am', id.am, 'admin', 'all'))).toBe('access.unknown_role')
      expect(await refusal(give('am', id.a1, 'customer_approver', 'company', cast.beta))).toBe('company.not_found')
      expect(await refusal(give('am', id.b1, 'customer_approver', 'company', cast.acme))).toBe('person.not_found')
      expect(await refusal(give('am', id.a1, 'customer', 'own'))).toBe('access.denied')
      await cast.as('ad').access.saveRole({
        roleId: 'customer_boss',
        title: 'Boss',
        acting: 'customer',
        permissions: ['ticket.read', 'ticket.reopen_closed'],
      })
      expect(await refusal(give('am', id.a1, 'customer_boss', 'company', cast.acme))).toBe('access.beyond_own')
      expect(await refusal(cast.as('am').access.revoke({ grantId: given.id }))).toBe('none')
    })

    it('lets staff of one company give customer roles there, and no role of staff', async () => {
      const role = await give('ad', cast.id.n2, 'supervisor', 'company', cast.beta)
      const dedicated = cast.as('n2').access
      const inBeta = { scope: 'company', scopeId: cast.beta } as const
      expect(await refusal(dedicated.grant({ personId: cast.id.n1, roleId: 'agent', ...inBeta }))).toBe('access.denied')
      expect(await refusal(dedicated.grant({ personId: cast.id.b1, roleId: 'customer_approver', ...inBeta }))).toBe('none')
      expect(
        await refusal(dedicated.grant({ personId: cast.id.b1, roleId: 'customer_approver', scope: 'company', scopeId: cast.acme })),
      ).toBe('access.denied')
      await cast.as('ad').access.revoke({ grantId: role.id })
    })

    it('shows a company’s manager the customer roles there and nothing of the staff', async () => {
      await give('ad', cast.id.f1, 'agent', 'company', cast.acme)
      const { items } = await cast.as('am').access.grants({})
      expect(items.length).toBeGreaterThan(1)
      expect(items.every(({ roleId, scopeId }) => roleId.startsWith('customer') && scopeId === cast.acme)).toBe(true)
      expect((await cast.as('am').access.roles()).items.every(({ acting }) => acting === 'customer')).toBe(true)
      const staff = (await cast.as('ad').access.grants({ roleId: 'agent', scope: 'company' })).items[0]
      expect(await refusal(cast.as('am').access.revoke({ grantId: staff?.id ?? '' }))).toBe('access.grant_not_found')
      for (const name of ['a1', 'n1'] as const) {
        expect(await refusal(cast.as(name).access.grants({}))).toBe('access.denied')
        expect(await refusal(cast.as(name).access.roles())).toBe('access.denied')
      }
    })

    it('pages through grants and filters them', async () => {
      const all = (await cast.as('ad').access.grants({ limit: 200 })).items
      const found: unknown[] = []
      let cursor: string | null = null
      do {
        const page: { items: unknown[]; nextCursor: string | null } = await cast
          .as('ad')
          .access.grants({ limit: 3, ...(cursor === null ? {} : { cursor }) })
        found.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(found).toEqual(all)
      const { items } = await cast.as('ad').access.grants({ source: 'admins' })
      expect(items).toMatchObject([{ person: { id: cast.id.ad }, roleId: 'admin', scope: 'all' }])
      expect((await cast.as('ad').access.grants({ personId: cast.id.n2 })).items.map(({ roleId }) => roleId).sort()).toEqual([
        'agent',
        'customer',
      ])
    })
  })

  describe('the first administrators', () => {
    it('are made when first seen, also if somebody added them before, or createDesk named them later', async () => {
      const cast = await openCast(kind)
      await cast.as('n1').people.create({ name: 'Later', externalId: 'later' })
      await cast.desk.as({ externalId: 'seen' }).people.me()
      const named = cast.another({ admins: ['ad', 'later', 'seen', 'new'] })
      const made = await named.as({ externalId: 'ad' }).people.create({ name: 'New', externalId: 'new' })
      for (const externalId of ['later', 'seen', 'new'])
        expect((await named.as({ externalId }).people.me()).grants).toMatchObject([{ roleId: 'admin', scope: 'all' }])
      const { items } = await named.as({ externalId: 'ad' }).access.grants({ personId: made.id, roleId: 'admin' })
      await named.as({ externalId: 'ad' }).access.revoke({ grantId: items[0]?.id ?? '' })
      expect(await named.as({ externalId: 'new' }).people.me()).toMatchObject({ acting: 'customer' })
    })
  })
})
