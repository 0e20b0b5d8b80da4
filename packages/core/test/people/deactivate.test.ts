import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'

forEachDatabase((kind) => {
  it('ends every access at once and gives the open tickets back to their teams', async () => {
    const cast = await openCast(kind)
    const lead = cast.as('nl')
    const ticket = async (subject: string) =>
      (await lead.tickets.create({ subject, requesterId: cast.id.a1, companyId: cast.acme, teamId: cast.net })).id
    const open = await ticket('open')
    const done = await ticket('done')
    const followed = await ticket('followed')
    for (const ticketId of [open, done]) await lead.tickets.assign({ ticketId, assigneeId: cast.id.n1 })
    await cast.as('n1').tickets.resolve({ ticketId: done, resolution: 'solved', text: 'Done.' })
    await lead.tickets.addParticipant({ ticketId: followed, personId: cast.id.n1, kind: 'follower' })
    const before = await lead.tickets.get({ ticketId: open })

    const left = await cast.as('ad').people.deactivate({ personId: cast.id.n1, reason: 'left the house' })
    expect(left).toMatchObject({ isActive: false, version: 2 })
    expect(await refusal(cast.as('n1').people.me())).toBe('access.deactivated')
    expect(await refusal(cast.as('n1', { acting: 'customer' }).people.me())).toBe('access.deactivated')
    expect(await lead.tickets.get({ ticketId: open })).toMatchObject({
      assignee: null,
      team: { id: cast.net },
      version: before.version + 1,
    })
    expect(await lead.tickets.get({ ticketId: done })).toMatchObject({ assignee: { id: cast.id.n1 } })
    expect((await lead.tickets.participants({ ticketId: followed })).items).toEqual([])
    expect(await refusal(lead.tickets.assign({ ticketId: open, assigneeId: cast.id.n1 }))).toBe('ticket.assignee_not_entitled')

    expect((await historyOf(cast.desk, open)).at(-1)).toMatchObject({
      name: 'ticket.assigned',
      actor_id: cast.id.ad,
      payload: { assigneeId: null, previousAssigneeId: cast.id.n1, teamId: cast.net },
      changes: [{ field: 'assignee', old_value: cast.id.n1, new_value: null }],
    })
    expect((await historyOf(cast.desk, followed)).at(-1)).toMatchObject({ name: 'ticket.follower_removed' })
    const person = await historyOf(cast.desk, cast.id.n1)
    expect(person.slice(-2)).toMatchObject([
      { name: 'person.deactivated', changes: [{ field: 'reason', new_value: 'left the house' }] },
      { name: 'access.revoked', payload: { roleId: 'agent', scope: 'team', scopeId: cast.net } },
    ])

    const count = person.length
    expect((await cast.as('ad').people.deactivate({ personId: cast.id.n1 })).version).toBe(2)
    expect(await historyOf(cast.desk, cast.id.n1)).toHaveLength(count)
  })

  it('gives nothing back when somebody is let in again', async () => {
    const cast = await openCast(kind)
    const { id: ticketId } = await cast
      .as('n1')
      .tickets.create({ subject: 'x', teamId: cast.net, requesterId: cast.id.a1, companyId: cast.acme, assigneeId: cast.id.n1 })
    await cast.as('ad').people.deactivate({ personId: cast.id.n1 })
    expect(await refusal(cast.as('ad').access.grant({ personId: cast.id.n1, roleId: 'agent', scope: 'team', scopeId: cast.net }))).toBe(
      'person.inactive',
    )
    expect(await cast.as('ad').people.reactivate({ personId: cast.id.n1 })).toMatchObject({ isActive: true, version: 3 })
    expect(await cast.as('n1').people.me()).toMatchObject({ acting: 'customer', grants: [{ roleId: 'customer', scope: 'own' }] })
    expect(await cast.as('nl').tickets.get({ ticketId })).toMatchObject({ assignee: null })
    expect((await cast.as('ad').teams.members({ teamId: cast.net })).items.map(({ person }) => person.name)).toEqual(['NL'])
  })

  it('ends a contact’s authority and keeps who they are', async () => {
    const cast = await openCast(kind)
    await cast.as('ad').people.deactivate({ personId: cast.id.am })
    await cast.as('ad').people.reactivate({ personId: cast.id.am })
    expect(await cast.as('am').people.me()).toMatchObject({ companyId: cast.acme, grants: [{ roleId: 'customer', scope: 'own' }] })
    expect(await refusal(cast.as('am').people.list({}))).toBe('access.denied')
  })

  it('keeps the host’s news of somebody deactivated out', async () => {
    const cast = await openCast(kind)
    await cast.as('ad').people.deactivate({ personId: cast.id.a1 })
    expect(await refusal(cast.desk.as({ externalId: 'a1', name: 'Renamed' }).people.me())).toBe('access.deactivated')
    expect(await cast.as('ad').people.get({ personId: cast.id.a1 })).toMatchObject({ name: 'A1', version: 2 })
  })
})
