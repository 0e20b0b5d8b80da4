import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

forEachDatabase((kind) => {
  describe('a message of the customer to a closed ticket', () => {
    let cast: Cast
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => now }, afterAll)
    })
    afterAll(async () => {
      expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })
    const closed = async (more: object = {}) => {
      now += 60_000
      const { id } = await cast.as('n1').tickets.create({
        type: 'incident',
        subject: 'Mail',
        body: 'No mail',
        requesterId: cast.id.a1,
        teamId: cast.net,
        impact: 'high',
        urgency: 'low',
        language: 'he',
        ...more,
      })
      await cast.as('n1').tickets.resolve({ ticketId: id, resolution: 'solved', text: 'Restarted' })
      await cast.as('n1').tickets.close({ ticketId: id })
      return id
    }
    const countOf = async () => (await readHistory(cast.desk)).tickets.length

    it('opens a new one of the same company, contact and team, linked to it', async () => {
      const ticketId = await closed()
      const before = await cast.as('n1').tickets.get({ ticketId })
      const { ticket, message, redirected } = await cast.as('a1').tickets.reply({ ticketId, body: 'It is back' })
      expect(redirected).toEqual({ because: 'closed', from: { id: ticketId, number: before.number } })
      expect(ticket).toMatchObject({ category: 'new', subject: 'Mail', requester: { id: cast.id.a1 }, company: { id: cast.acme } })
      expect(message).toMatchObject({ body: 'It is back', author: { id: cast.id.a1 }, acting: 'customer' })
      const made = await cast.as('n1').tickets.get({ ticketId: ticket.id })
      expect(made).toMatchObject({ type: 'incident', team: { id: cast.net }, assignee: null, impact: 'high', language: 'he' })
      expect(made.priority).toBe(before.priority)
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ status: 'closed', version: before.version + 1 })
      for (const who of ['n1', 'a1'] as const) {
        const links = await cast.as(who).links.list({ ticketId: ticket.id })
        expect(links.items).toMatchObject([{ role: 'follow_up_of', ticket: { id: ticketId } }])
      }
      expect((await cast.as('a1').tickets.messages({ ticketId: ticket.id })).items.map(({ body }) => body)).toEqual(['It is back'])
      expect((await cast.as('n1').tickets.timeline({ ticketId: ticket.id })).items.map(({ event }) => event)).toEqual([
        'ticket.created',
        'ticket.linked',
      ])
    })

    it('opens one, however often it is sent under one key', async () => {
      const ticketId = await closed()
      const before = await countOf()
      const me = cast.as('a1', { idempotencyKey: `again-${ticketId}` })
      const answers = await Promise.all([1, 2, 3].map(() => me.tickets.reply({ ticketId, body: 'Again' }).catch(() => undefined)))
      answers.push(await me.tickets.reply({ ticketId, body: 'Again' }))
      expect(new Set(answers.flatMap((answer) => answer?.ticket.id ?? [])).size).toBe(1)
      expect(await countOf()).toBe(before + 1)
      expect(await refusal(me.tickets.reply({ ticketId, body: 'Other' }))).toBe('idempotency.key_reused')
    })

    it('also when the window for reopening is over', async () => {
      const { id: ticketId } = await cast.as('a1').tickets.create({ subject: 'Old', body: 'x' })
      await cast.as('ad').tickets.resolve({ ticketId, resolution: 'solved', text: 'x' })
      now += 15 * 24 * 3_600_000
      const { ticket } = await cast.as('a1').tickets.reply({ ticketId, body: 'Again' })
      expect(ticket.id).not.toBe(ticketId)
      expect((await cast.as('ad').tickets.get({ ticketId })).category).toBe('resolved')
    })

    it('of somebody in copy opens one of the same requester, which they see', async () => {
      const ticketId = await closed({ ccIds: [cast.id.a2] })
      const { ticket } = await cast.as('a2').tickets.reply({ ticketId, body: 'Here too' })
      expect(ticket.requester.id).toBe(cast.id.a1)
      expect((await cast.as('a2').tickets.get({ ticketId: ticket.id })).id).toBe(ticket.id)
      expect((await cast.as('n1').tickets.participants({ ticketId: ticket.id })).items).toMatchObject([{ person: { id: cast.id.a2 } }])
    })

    it('to one that was merged into a closed one tells nothing of that one', async () => {
      const { id: target } = await cast.as('ad').tickets.create({ subject: 'Target', requesterId: cast.id.b1, teamId: cast.net })
      const { id: source } = await cast.as('ad').tickets.create({ subject: 'Source', requesterId: cast.id.a1, teamId: cast.fin })
      await cast.as('ad').tickets.merge({ ticketId: source, intoId: target })
      await cast.as('ad').tickets.removeParticipant({ ticketId: target, personId: cast.id.a1, kind: 'cc' })
      const gone = await cast.as('a1').tickets.reply({ ticketId: source, body: 'Where is it?' })
      expect(gone.ticket).toMatchObject({ id: source, mergedInto: null })
      expect((await cast.as('ad').tickets.messages({ ticketId: target })).items.map(({ body }) => body)).toContain('Where is it?')
      await cast.as('ad').tickets.cancel({ ticketId: target, reason: 'no' })
      const { ticket } = await cast.as('a1').tickets.reply({ ticketId: source, body: 'Hello?' })
      expect(ticket).toMatchObject({ subject: 'Source', company: { id: cast.acme } })
      expect((await cast.as('ad').tickets.get({ ticketId: ticket.id })).team?.id).toBe(cast.net)
      const told = JSON.stringify([ticket, gone, await cast.as('a1').tickets.timeline({ ticketId: ticket.id })])
      expect(told).not.toContain(target)
      expect((await cast.as('a1').links.list({ ticketId: ticket.id })).items).toEqual([])
      expect((await cast.as('ad').links.list({ ticketId: ticket.id })).items).toMatchObject([{ ticket: { id: target } }])
    })

    it('takes no command with it, and of staff or a program opens nothing', async () => {
      const ticketId = await closed()
      const before = await countOf()
      expect(await refusal(cast.as('a1').tickets.reply({ ticketId, body: 'x', perform: { command: 'close' } }))).toBe(
        'ticket.closed_for_reply',
      )
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'By the way' })).ticket.id).toBe(ticketId)
      expect((await cast.desk.system('bot').tickets.reply({ ticketId, body: 'Beep' })).ticket.id).toBe(ticketId)
      expect(await refusal(cast.as('b1').tickets.reply({ ticketId, body: 'x' }))).toBe('ticket.not_found')
      expect(await countOf()).toBe(before)
    })

    it('goes to the intake when the team is gone, and is a question where customers open no such tickets', async () => {
      const { id: teamId } = await cast.as('ad').teams.create({ key: 'gone', title: 'Gone' })
      const { id: ticketId } = await cast
        .as('ad')
        .tickets.create({ type: 'problem', subject: 'Deep', requesterId: cast.id.a1, teamId, fields: { root_cause: 'secret cause' } })
      await cast.as('ad').tickets.cancel({ ticketId, reason: 'no' })
      await cast.as('ad').teams.update({ teamId, isActive: false })
      const { ticket } = await cast.as('a1').tickets.reply({ ticketId, body: 'So?' })
      const made = await cast.as('ad').tickets.get({ ticketId: ticket.id })
      expect(made.type).not.toBe('problem')
      expect(made.team?.key).toBe('intake')
      expect(JSON.stringify(made)).not.toContain('secret cause')
    })
  })
})
