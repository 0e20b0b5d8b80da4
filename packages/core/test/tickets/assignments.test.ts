import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { storedTicket } from './stored.ts'

forEachDatabase((kind) => {
  describe('who has a ticket', () => {
    let cast: Cast
    beforeAll(async () => {
      const grantsFor = ({ externalId }: { externalId: string }) =>
        externalId === 'h1' ? [{ role: 'agent', scope: 'team', scopeId: cast.net } as const] : []
      cast = await openCast(kind, { grantsFor }, afterAll)
    })
    const openTicket = async () =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net })).id
    const handed = async (ticketId: string) =>
      (await historyOf(cast.desk, ticketId))
        .filter(({ name }) => name === 'ticket.assigned')
        .map(({ payload, changes }) => [payload, changes])

    it('is told by one kind of event, however it came about', async () => {
      const { n1, f1 } = cast.id
      const ticketId = await openTicket()
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
      await cast.as('n1').tickets.update({ ticketId, teamId: cast.fin })
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: f1 })
      await cast.as('ad').tickets.assign({ ticketId, assigneeId: f1, teamId: cast.fin })
      const change = (field: string, old_value: string | null, new_value: string | null) => ({ field, old_value, new_value })
      expect(await handed(ticketId)).toEqual([
        [{ ticketId, assigneeId: n1, previousAssigneeId: null, teamId: cast.net }, [change('assignee', null, n1)]],
        [
          { ticketId, assigneeId: null, previousAssigneeId: n1, teamId: cast.fin },
          [change('assignee', n1, null), change('team', cast.net, cast.fin)],
        ],
        [{ ticketId, assigneeId: f1, previousAssigneeId: null, teamId: cast.fin }, [change('assignee', null, f1)]],
      ])
    })

    it('stays who it is where they are entitled in the other team as well', async () => {
      const ticketId = await openTicket()
      await cast.as('ad').tickets.take({ ticketId })
      expect(await cast.as('ad').tickets.update({ ticketId, teamId: cast.fin })).toMatchObject({
        team: { id: cast.fin },
        assignee: { id: cast.id.ad },
      })
    })

    it('is known when the ticket is told to be solved', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
      expect((await historyOf(cast.desk, ticketId)).map(({ name }) => name)).toEqual([
        'ticket.created',
        'ticket.transitioned',
        'ticket.assigned',
        'ticket.resolved',
      ])
    })

    it('is after a reopening who it was before, if still entitled, else the team', async () => {
      const [stays, leaves] = [await openTicket(), await openTicket()]
      await cast.as('ad').access.grant({ personId: cast.id.n2, roleId: 'agent', scope: 'team', scopeId: cast.net })
      for (const [ticketId, name] of [
        [stays, 'n1'],
        [leaves, 'n2'],
      ] as const) {
        await cast.as(name).tickets.take({ ticketId })
        await cast.as(name).tickets.resolve({ ticketId, resolution: 'solved' })
      }
      const { items } = await cast.as('ad').access.grants({ personId: cast.id.n2 })
      await cast.as('ad').access.revoke({ grantId: items.find(({ scope }) => scope === 'team')?.id ?? '' })
      for (const [ticketId, assignee] of [
        [stays, cast.id.n1],
        [leaves, null],
      ] as const) {
        await cast.as('a1').tickets.reply({ ticketId, body: 'It is back' })
        expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ category: 'open', assignee_id: assignee })
      }
    })

    it('can be somebody whose role is the host’s to give, by their own hand', async () => {
      const host = cast.desk.as({ externalId: 'h1', name: 'H1' })
      const { id: personId } = (await host.people.me()).person
      const ticketId = await openTicket()
      expect(await host.tickets.take({ ticketId })).toMatchObject({ assignee: { id: personId } })
      expect(await refusal(cast.as('n1').tickets.assign({ ticketId: await openTicket(), assigneeId: personId }))).toBe(
        'ticket.assignee_not_entitled',
      )
    })

    it('is nobody of another team, and no team that is gone', async () => {
      const ticketId = await openTicket()
      const gone = (await cast.as('ad').teams.create({ key: 'gone', title: 'Gone' })).id
      await cast.as('ad').teams.update({ teamId: gone, isActive: false })
      for (const move of [
        () => cast.as('n1').tickets.update({ ticketId, teamId: gone }),
        () => cast.as('n1').tickets.assign({ ticketId, assigneeId: null, teamId: gone }),
        () => cast.as('n1').tickets.create({ subject: 'x', requesterId: cast.id.a1, teamId: gone }),
      ])
        expect(await refusal(move())).toBe('ticket.team_inactive')
    })
  })
})
