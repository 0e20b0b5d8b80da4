import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('a new ticket', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })

    it('is a customer’s own, in the company acted for, with the first public message', async () => {
      const ticket = await cast.as('a1').tickets.create({ subject: 'Printer broken', body: 'It prints stripes' })
      expect(ticket).toMatchObject({
        type: 'question',
        category: 'new',
        priority: 'normal',
        channel: 'api',
        version: 1,
        requester: { id: cast.id.a1, name: 'A1' },
        company: { id: cast.acme, name: 'ACME' },
      })
      expect(ticket).not.toHaveProperty('team')
      const { items } = await cast.as('a1').tickets.messages({ ticketId: ticket.id })
      expect(items).toMatchObject([{ visibility: 'public', body: 'It prints stripes', acting: 'customer', author: { name: 'A1' } }])
      expect(await cast.as('ad').tickets.get({ ticketId: ticket.id })).toMatchObject({
        status: 'new',
        team: { key: 'intake' },
        assignee: null,
        tags: [],
      })
    })

    it('has numbers that go up and are never given twice', async () => {
      const numbers = await Promise.all([1, 2, 3, 4].map(async () => (await cast.as('a1').tickets.create({ subject: 'x' })).number))
      expect(new Set(numbers).size).toBe(4)
      expect(await refusal(cast.as('a1').tickets.create({ subject: ' ' }))).toBe('input.invalid')
      const next = (await cast.as('a1').tickets.create({ subject: 'next' })).number
      expect(next).toBeGreaterThan(Math.max(...numbers))
    })

    it('can be opened by staff for a contact, with team, assignee, tags and participants, in one transaction', async () => {
      const ticket = await cast.as('n1').tickets.create({
        type: 'incident',
        subject: 'Line down',
        requesterId: cast.id.a1,
        teamId: cast.net,
        assigneeId: cast.id.n1,
        impact: 'high',
        urgency: 'high',
        channel: 'phone',
        tags: ['Line', ' line ', 'WAN'],
        ccIds: [cast.id.a2],
        followerIds: [cast.id.n2],
      })
      expect(ticket).toMatchObject({
        status: 'open',
        priority: 'urgent',
        channel: 'phone',
        company: { id: cast.acme },
        assignee: { id: cast.id.n1 },
        tags: ['line', 'wan'],
      })
      expect(
        (await cast.as('n1').tickets.participants({ ticketId: ticket.id })).items.map(({ person, kind: as }) => [person.name, as]).sort(),
      ).toEqual([
        ['A2', 'cc'],
        ['N2', 'follower'],
      ])
      expect((await cast.as('a2').tickets.participants({ ticketId: ticket.id })).items).toHaveLength(1)
      expect((await cast.as('n2').tickets.get({ ticketId: ticket.id })).id).toBe(ticket.id)
    })

    it('names no row that the actor may not see, and nobody who is not entitled', async () => {
      const asked = { subject: 'x', requesterId: cast.id.a1, teamId: cast.net }
      const none = '00000000-0000-7000-8000-000000000000'
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, requesterId: none }))).toBe('person.not_found')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, companyId: cast.beta }))).toBe('ticket.requester_no_contact')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, companyId: none }))).toBe('company.not_found')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, teamId: none }))).toBe('team.not_found')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, assigneeId: cast.id.f1 }))).toBe('ticket.assignee_not_entitled')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, followerIds: [cast.id.a2] }))).toBe('ticket.follower_not_staff')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, type: 'nothing' }))).toBe('machine.unknown_type')
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, type: 'incident', impact: 'enormous' }))).toBe('machine.unknown_level')
      expect(await refusal(cast.as('a1').tickets.create({ subject: 'x', companyId: cast.beta }))).toBe('company.not_found')
      expect(await refusal(cast.as('a1').tickets.create({ subject: 'x', ccIds: [cast.id.b1] }))).toBe('person.not_found')
      expect(await refusal(cast.desk.system('import').tickets.create({ subject: 'x' }))).toBe('ticket.requester_required')
    })

    it('takes from a customer what customers may say, and names the rest', async () => {
      const answer = await answerOf(
        cast.as('a1').tickets.create({ subject: 'x', priority: 'urgent', teamId: cast.net, ...{ number: 1, status: 'closed' } }),
      )
      expect(answer).toMatchObject({ code: 'input.invalid', status: 422 })
      const { details } = answer as { details: { faults: { pointer: string; code: string }[] } }
      expect(details.faults.map((fault) => [fault.pointer, fault.code]).sort()).toEqual(
        ['/number', '/priority', '/status', '/teamId'].map((pointer) => [pointer, 'unknown_key']),
      )
    })

    it('keeps a text that looks like an instant, and refuses NUL wherever it stands', async () => {
      const looks = '2026-01-01T00:00:00.000Z'
      const ticket = await cast.as('a1').tickets.create({ subject: looks, body: looks })
      expect(ticket.subject).toBe(looks)
      expect((await cast.as('a1').tickets.messages({ ticketId: ticket.id })).items[0]?.body).toBe(looks)
      expect(await refusal(cast.as('a1').tickets.create({ subject: 'a\0b' }))).toBe('input.invalid')
    })
  })
})
