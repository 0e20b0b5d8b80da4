import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openCast, refusal } from './cast.ts'

forEachDatabase((kind) => {
  // reliability H04. Each desk is what another process has: its own connections, its own memory.
  it('what ends is refused at the very next call of every process', async () => {
    const cast = await openCast(kind)
    const others = [cast.another(), cast.another()]
    const admin = cast.as('ad')
    const { id: ticketId } = await admin.tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: cast.acme, teamId: cast.net })
    const everywhere = async (externalId: string, expected: string, options = {}) => {
      for (const desk of [cast.desk, ...others])
        expect(await refusal(desk.as({ externalId }, options).tickets.get({ ticketId }))).toBe(expected)
    }
    const grantsOf = async (personId: string) => (await admin.access.grants({ personId })).items

    // a role is taken back
    await everywhere('n1', 'none')
    const agent = (await grantsOf(cast.id.n1)).find(({ roleId }) => roleId === 'agent')
    await admin.access.revoke({ grantId: agent?.id ?? '' })
    await everywhere('n1', 'ticket.not_found')
    await admin.access.grant({ personId: cast.id.n1, roleId: 'agent', scope: 'team', scopeId: cast.net })
    await everywhere('n1', 'none')

    // a role is narrowed
    const role = (await admin.access.roles()).items.find(({ id }) => id === 'agent') ?? expect.fail()
    await admin.access.saveRole({
      roleId: 'agent',
      title: role.title,
      acting: 'staff',
      permissions: role.permissions.filter((name) => name !== 'ticket.read'),
    })
    await everywhere('n1', 'access.denied')
    await admin.access.saveRole({ roleId: 'agent', title: role.title, acting: 'staff', permissions: role.permissions })
    await everywhere('n1', 'none')

    // removed from the team, by another process
    await others[0]?.as({ externalId: 'ad' }).teams.removeMember({ teamId: cast.net, personId: cast.id.n1 })
    await everywhere('n1', 'ticket.not_found')

    // a membership ends, and with it the authority for the company
    await everywhere('am', 'none', { company: cast.acme })
    await admin.companies.removeMember({ companyId: cast.acme, personId: cast.id.am })
    await everywhere('am', 'access.no_member', { company: cast.acme })
    await everywhere('am', 'ticket.not_found')

    // a company is no longer served
    await everywhere('a1', 'none')
    await admin.companies.update({ companyId: cast.acme, isActive: false })
    await everywhere('a1', 'ticket.not_found')
    await admin.companies.update({ companyId: cast.acme, isActive: true })
    await everywhere('a1', 'none')

    // a person is deactivated
    await others[1]?.as({ externalId: 'ad' }).people.deactivate({ personId: cast.id.a1 })
    await everywhere('a1', 'access.deactivated')
    await everywhere('a1', 'access.deactivated', { company: cast.acme })
  })

  it('a cursor that was given before is worth nothing after', async () => {
    const cast = await openCast(kind)
    const { nextCursor } = await cast.as('am').people.list({ limit: 1 })
    await cast.as('ad').companies.removeMember({ companyId: cast.acme, personId: cast.id.am })
    expect(await refusal(cast.as('am').people.list({ limit: 1, cursor: nextCursor ?? '' }))).toBe('access.denied')
  })

  // Whoever is entitled when a ticket is given to them, and no longer when that is saved, must not have it.
  it('nobody keeps a ticket that was given to them while their role was taken back', { timeout: 60_000 }, async () => {
    const cast = await openCast(kind)
    const other = cast.another()
    const admin = cast.as('ad')
    const tickets = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        admin.tickets.create({ subject: `${n}`, requesterId: cast.id.a1, companyId: cast.acme, teamId: cast.net }),
      ),
    )
    for (let round = 0; round < 12; round += 1) {
      const { id: grantId } = await admin.access.grant({ personId: cast.id.f1, roleId: 'agent', scope: 'team', scopeId: cast.net })
      const end = () =>
        round % 3 === 0
          ? admin.access.revoke({ grantId })
          : round % 3 === 1
            ? admin.teams.removeMember({ teamId: cast.net, personId: cast.id.f1 })
            : admin.people.deactivate({ personId: cast.id.f1 })
      const answers = await Promise.all([
        ...tickets
          .slice(0, 4)
          .map(({ id }) => refusal(other.as({ externalId: 'nl' }).tickets.assign({ ticketId: id, assigneeId: cast.id.f1 }))),
        end(),
        ...tickets
          .slice(4)
          .map(({ id }) => refusal(other.as({ externalId: 'nl' }).tickets.assign({ ticketId: id, assigneeId: cast.id.f1 }))),
      ])
      for (const answer of answers.filter((one) => typeof one === 'string'))
        expect(['none', 'ticket.assignee_not_entitled']).toContain(answer)
      for (const { id } of tickets) expect(await admin.tickets.get({ ticketId: id })).toMatchObject({ assignee: null })
      if (round % 3 === 2) await admin.people.reactivate({ personId: cast.id.f1 })
    }
  })
})
