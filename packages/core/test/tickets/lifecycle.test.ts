import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('the life of a ticket', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const openTicket = async () =>
      (await cast.as('n1').tickets.create({ subject: 'x', requesterId: cast.id.a1, teamId: cast.net, type: 'question' })).id

    it('goes only where the machine leads, and says where that is', async () => {
      const ticketId = await openTicket()
      expect(await answerOf(cast.as('n1').tickets.close({ ticketId }))).toMatchObject({ code: 'machine.illegal_transition', status: 409 })
      await cast.as('n1').tickets.start({ ticketId })
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'done' })
      await cast.as('a1').tickets.close({ ticketId })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ status: 'closed', category: 'closed' })
      expect(await refusal(cast.as('n1').tickets.reopen({ ticketId, reason: 'no' }))).toBe('machine.illegal_transition')
      expect(await refusal(cast.as('n1').tickets.perform({ ticketId, command: 'reopen_closed', input: { reason: 'no' } }))).toBe(
        'access.denied',
      )
      const reopened = await cast.as('nl').tickets.perform({ ticketId, command: 'reopen_closed', input: { reason: 'audit' } })
      expect(reopened).toMatchObject({ category: 'open', reopenCount: 1, closedAt: null })
    })

    it('lists what the caller may do, with the reason for what not', async () => {
      const ticketId = await openTicket()
      const { items } = await cast.as('n1').tickets.commands({ ticketId })
      const by = new Map(items.map((item) => [item.command, item]))
      expect(by.get('start')).toMatchObject({ isAllowed: true, to: 'open' })
      expect(by.get('close')).toMatchObject({ isAllowed: false, reason: { code: 'machine.illegal_transition' } })
      expect(by.get('reopen_closed')).toMatchObject({ isAllowed: false, reason: { code: 'access.denied' } })
      expect(by.get('wait')?.input).toMatchObject({ type: 'object', required: expect.arrayContaining(['on']) })
      const own = await cast.as('a1').tickets.commands({ ticketId })
      expect(own.items.map(({ command }) => command)).not.toContain('start')
      expect(own.items.find(({ command }) => command === 'cancel')).toMatchObject({ isAllowed: true })
      expect(JSON.stringify(own)).not.toContain('"to"')
    })

    it('begins work, and goes on with what waits, by the same call', async () => {
      const ticketId = await openTicket()
      const { startedAt } = await cast.as('n1').tickets.start({ ticketId })
      await cast.as('n1').tickets.wait({ ticketId, on: 'parts' })
      expect(await cast.as('n1').tickets.start({ ticketId })).toMatchObject({ category: 'open', waitingOn: null, startedAt })
      expect(await refusal(cast.as('n1').tickets.start({ ticketId }))).toBe('machine.illegal_transition')
    })

    it('lets the requester withdraw before work has started, and not after', async () => {
      const first = await openTicket()
      expect(await cast.as('a1').tickets.cancel({ ticketId: first, reason: 'found it' })).toMatchObject({
        category: 'closed',
        resolution: 'cancelled',
      })
      const second = await openTicket()
      await cast.as('n1').tickets.start({ ticketId: second })
      expect(await refusal(cast.as('a1').tickets.cancel({ ticketId: second, reason: 'late' }))).toBe('machine.work_started')
    })

    it('gives a ticket to one of many who take it', async () => {
      const ticketId = await openTicket()
      await cast.as('ad').access.grant({ personId: cast.id.n2, roleId: 'agent', scope: 'team', scopeId: cast.net })
      const codes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => refusal(cast.as(index % 2 ? 'n1' : 'n2').tickets.take({ ticketId, expectedVersion: 1 }))),
      )
      expect(codes.filter((code) => code === 'none')).toHaveLength(1)
      expect(new Set(codes)).toEqual(new Set(['none', 'ticket.conflict']))
    })

    it('assigns within the team, and moves between teams', async () => {
      const ticketId = await openTicket()
      expect(await refusal(cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.f1 }))).toBe('ticket.assignee_not_entitled')
      expect(await cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.n1 })).toMatchObject({
        assignee: { id: cast.id.n1 },
        status: 'open',
      })
      const { version } = await cast.as('n1').tickets.get({ ticketId })
      expect((await cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.n1 })).version).toBe(version)
      expect(await cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.f1, teamId: cast.fin })).toMatchObject({
        team: { key: 'fin' },
      })
      expect(await refusal(cast.as('n1').tickets.get({ ticketId }))).toBe('ticket.not_found')
      expect(await cast.as('f1').tickets.get({ ticketId })).toMatchObject({ assignee: { id: cast.id.f1 } })
    })

    it('derives priority from impact and urgency, and asks why another', async () => {
      const { id: ticketId } = await cast
        .as('n1')
        .tickets.create({ type: 'incident', subject: 'x', requesterId: cast.id.a1, teamId: cast.net, impact: 'low', urgency: 'low' })
      const up = await cast.as('n1').tickets.update({ ticketId, impact: 'high', urgency: 'high' })
      expect(up.priority).toBe('urgent')
      expect(await refusal(cast.as('n1').tickets.update({ ticketId, priority: 'low' }))).toBe('ticket.priority_reason_required')
      expect(await cast.as('n1').tickets.update({ ticketId, priority: 'low', priorityReason: 'only a test' })).toMatchObject({
        priority: 'low',
      })
    })

    it('keeps a priority that somebody gave against the matrix, until impact or urgency change', async () => {
      const agent = cast.as('n1')
      const asked = { type: 'incident', subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net }
      const { id: ticketId } = await agent.tickets.create({ ...asked, impact: 'high', urgency: 'high' })
      const given = { priority: 'low', derivedPriority: 'urgent' }
      expect(await agent.tickets.update({ ticketId, priority: 'low', priorityReason: 'a drill' })).toMatchObject(given)
      // The same values again, and everything else that happens to a ticket, are no reason to derive.
      expect(await agent.tickets.update({ ticketId, impact: 'high', urgency: 'high', subject: 'z' })).toMatchObject(given)
      expect(await agent.tickets.assign({ ticketId, assigneeId: cast.id.n1 })).toMatchObject(given)
      expect(await agent.tickets.resolve({ ticketId, resolution: 'solved', text: 'done' })).toMatchObject(given)
      await cast.as('a1').tickets.reply({ ticketId, body: 'It is back' })
      expect(await agent.tickets.get({ ticketId })).toMatchObject({ ...given, category: 'open' })
      // What the matrix gives needs no reason, and ends the difference.
      expect(await agent.tickets.update({ ticketId, priority: 'urgent' })).toMatchObject({ priority: 'urgent', derivedPriority: 'urgent' })
      expect(await agent.tickets.update({ ticketId, priority: 'low', priorityReason: 'a drill' })).toMatchObject(given)
      const { priority, derivedPriority } = await agent.tickets.update({ ticketId, urgency: 'low' })
      expect(priority).toBe(derivedPriority)
      expect(priority).not.toBe('urgent')
      expect(await refusal(agent.tickets.update({ ticketId, urgency: 'high', priority: 'low' }))).toBe('ticket.priority_reason_required')
      expect(await agent.tickets.get({ ticketId })).toMatchObject({ urgency: 'low', priority })
    })

    it('needs what the type demands before it is solved, unless somebody with the right says why', async () => {
      const { id: ticketId } = await cast
        .as('n1')
        .tickets.create({ type: 'problem', subject: 'x', requesterId: cast.id.a1, teamId: cast.net })
      await cast.as('n1').tickets.start({ ticketId })
      expect(await answerOf(cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' }))).toMatchObject({
        code: 'ticket.gates_failed',
        status: 409,
        details: {
          gates: [
            { code: 'machine.resolution_text_missing', field: '/text' },
            { code: 'machine.field_missing', field: '/fields/root_cause' },
          ],
        },
      })
      expect(await refusal(cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', overrideReason: 'hurry' }))).toBe(
        'access.denied',
      )
      expect(await cast.as('nl').tickets.resolve({ ticketId, resolution: 'solved', overrideReason: 'told by phone' })).toMatchObject({
        category: 'resolved',
      })
      expect((await cast.as('n1').tickets.timeline({ ticketId })).items.map(({ event }) => event)).toContain('ticket.gates_overridden')
    })

    it('keeps healthy history', async () => {
      expect(await cast.desk.doctor()).toEqual({ healthy: true, findings: [] })
    })
  })
})
