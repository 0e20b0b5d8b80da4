import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'

forEachDatabase((kind) => {
  describe('teams', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })

    it('are known to all staff and to no customer', async () => {
      expect((await cast.as('n1').teams.list({})).items.map(({ key }) => key)).toEqual(['intake', 'net', 'fin'])
      const first = await cast.as('n1').teams.list({ limit: 2 })
      const rest = await cast.as('n1').teams.list({ limit: 2, cursor: first.nextCursor ?? '' })
      expect([...first.items, ...rest.items].map(({ key }) => key)).toEqual(['intake', 'net', 'fin'])
      expect(await cast.as('n1').teams.get({ teamId: cast.fin })).toMatchObject({
        key: 'fin',
        title: 'Finance',
        isActive: true,
        version: 1,
      })
      const { teams } = cast.as('am')
      for (const call of [() => teams.list({}), () => teams.get({ teamId: cast.net }), () => teams.members({ teamId: cast.net })])
        expect(await refusal(call())).toBe('access.wrong_capacity')
      expect(await refusal(cast.as('n1').teams.get({ teamId: cast.id.n1 }))).toBe('team.not_found')
    })

    it('have keys of their own', async () => {
      expect(await refusal(cast.as('ad').teams.create({ key: 'net', title: 'Other' }))).toBe('team.exists')
      expect(await refusal(cast.as('ad').teams.create({ key: 'Net', title: 'Other' }))).toBe('input.invalid')
      expect(await refusal(cast.as('nl').teams.create({ key: 'other', title: 'Other' }))).toBe('access.denied')
    })

    it('keep versions', async () => {
      expect(await cast.as('ad').teams.update({ teamId: cast.fin, title: 'Money', expectedVersion: 1 })).toMatchObject({
        title: 'Money',
        version: 2,
      })
      expect(await answerOf(cast.as('ad').teams.update({ teamId: cast.fin, title: 'Gold', expectedVersion: 1 }))).toMatchObject({
        code: 'team.conflict',
        details: { currentVersion: 2 },
      })
      expect((await cast.as('ad').teams.update({ teamId: cast.fin, title: 'Money' })).version).toBe(2)
      expect((await historyOf(cast.desk, cast.fin)).at(-1)).toMatchObject({
        payload: { teamId: cast.fin, fields: ['title'] },
        changes: [{ field: 'title', old_value: 'Finance', new_value: 'Money' }],
      })
    })

    it('go on as long as new tickets go there', async () => {
      const { items } = await cast.as('ad').teams.list({})
      const intake = items.find(({ key }) => key === 'intake')?.id ?? ''
      expect(await refusal(cast.as('ad').teams.update({ teamId: intake, isActive: false }))).toBe('team.in_use')
      expect(await cast.as('ad').teams.update({ teamId: intake, title: 'Reception' })).toMatchObject({ title: 'Reception' })
      const { id } = await cast.as('ad').teams.create({ key: 'old', title: 'Old' })
      expect(await cast.as('ad').teams.update({ teamId: id, isActive: false })).toMatchObject({ isActive: false })
      expect(await refusal(cast.as('n1').tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: cast.acme, teamId: id }))).toBe(
        'ticket.team_inactive',
      )
    })

    it('are who holds a role in their scope', async () => {
      expect((await cast.as('n1').teams.members({ teamId: cast.net })).items).toEqual([
        { person: { id: cast.id.n1, name: 'N1', isActive: true }, roles: ['agent'] },
        { person: { id: cast.id.nl, name: 'NL', isActive: true }, roles: ['supervisor'] },
      ])
    })
  })

  it('drop the assignments of somebody who is removed, and keep the tickets', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    await admin.access.grant({ personId: cast.id.n1, roleId: 'collaborator', scope: 'team', scopeId: cast.net })
    await admin.access.grant({ personId: cast.id.n1, roleId: 'agent', scope: 'team', scopeId: cast.fin })
    const ids: string[] = []
    for (const teamId of [cast.net, cast.fin])
      ids.push(
        (await admin.tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: cast.acme, teamId, assigneeId: cast.id.n1 })).id,
      )
    const [inNet = '', inFin = ''] = ids
    const members = await admin.teams.removeMember({ teamId: cast.net, personId: cast.id.n1 })
    expect(members.items.map(({ person }) => person.name)).toEqual(['NL'])
    expect(await admin.tickets.get({ ticketId: inNet })).toMatchObject({ assignee: null, team: { key: 'net' } })
    expect(await admin.tickets.get({ ticketId: inFin })).toMatchObject({ assignee: { id: cast.id.n1 } })
    expect(await refusal(cast.as('n1').tickets.get({ ticketId: inNet }))).toBe('ticket.not_found')
    expect(
      (await historyOf(cast.desk, cast.id.n1)).filter(({ name }) => name === 'access.revoked').map(({ payload }) => payload),
    ).toMatchObject([
      { roleId: 'agent', scopeId: cast.net },
      { roleId: 'collaborator', scopeId: cast.net },
    ])
    expect((await historyOf(cast.desk, cast.net)).at(-1)).toMatchObject({ name: 'team.member_removed', payload: { personId: cast.id.n1 } })
    expect(await refusal(admin.teams.removeMember({ teamId: cast.net, personId: cast.id.n1 }))).toBe('team.member_not_found')
  })

  it('keep the assignments of somebody who is entitled by another role', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    await admin.access.grant({ personId: cast.id.n1, roleId: 'agent', scope: 'all' })
    const { id: ticketId, version } = await admin.tickets.create({
      subject: 'x',
      requesterId: cast.id.a1,
      companyId: cast.acme,
      teamId: cast.net,
      assigneeId: cast.id.n1,
    })
    await admin.teams.removeMember({ teamId: cast.net, personId: cast.id.n1 })
    expect(await admin.tickets.get({ ticketId })).toMatchObject({ assignee: { id: cast.id.n1 }, version })
    const { items } = await admin.access.grants({ personId: cast.id.n1, scope: 'all' })
    await admin.access.revoke({ grantId: items[0]?.id ?? '' })
    expect(await admin.tickets.get({ ticketId })).toMatchObject({ assignee: null })
  })

  it('are managed by their own leads, who take back what they hold themselves and no more', async () => {
    const cast = await openCast(kind)
    const admin = cast.as('ad')
    await admin.access.saveRole({
      roleId: 'team_lead',
      title: 'Team lead',
      acting: 'staff',
      permissions: [...((await admin.access.roles()).items.find(({ id }) => id === 'agent')?.permissions ?? []), 'team.manage'],
    })
    await admin.access.grant({ personId: cast.id.n2, roleId: 'team_lead', scope: 'team', scopeId: cast.net })
    const lead = cast.as('n2')
    expect(await lead.teams.update({ teamId: cast.net, title: 'Networks' })).toMatchObject({ title: 'Networks' })
    expect(await refusal(lead.teams.update({ teamId: cast.fin, title: 'x' }))).toBe('access.denied')
    expect(await refusal(lead.teams.removeMember({ teamId: cast.fin, personId: cast.id.f1 }))).toBe('access.denied')
    expect(await refusal(lead.teams.removeMember({ teamId: cast.net, personId: cast.id.nl }))).toBe('access.beyond_own')
    expect(await refusal(lead.teams.removeMember({ teamId: cast.net, personId: cast.id.n1 }))).toBe('none')
    expect((await lead.teams.members({ teamId: cast.net })).items.map(({ person }) => person.name)).toEqual(['N2', 'NL'])
  })
})
