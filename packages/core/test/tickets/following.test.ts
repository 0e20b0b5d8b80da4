import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { extendTicketType } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { storedChanges, storedTicket } from './stored.ts'

/** Nobody works on a question without knowing the room. */
const rooms = extendTicketType('question', {
  fields: { room: { kind: 'string', title: 'Room', audience: 'staff' } },
  gates: [{ gate: 'fields_filled', to: 'open', fields: ['room'] }],
})

forEachDatabase((kind) => {
  describe('what follows from something else', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [rooms] }, afterAll)
    })
    const openTicket = async () =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net })).id

    it('does not happen behind a gate, and what was asked for does', async () => {
      const ticketId = await openTicket()
      expect(await cast.as('n1').tickets.reply({ ticketId, body: 'Which room?' })).toMatchObject({
        message: { body: 'Which room?' },
        ticket: { category: 'new' },
      })
      expect(await cast.as('n1').tickets.take({ ticketId })).toMatchObject({ category: 'new', assignee: { id: cast.id.n1 } })
      expect(await refusal(cast.as('n1').tickets.start({ ticketId }))).toBe('ticket.gates_failed')
      await cast.as('n1').tickets.update({ ticketId, fields: { room: '4' } })
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'I come' })).ticket.category).toBe('open')
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
      await cast.as('n1').tickets.update({ ticketId, fields: { room: null } })
      expect(await cast.as('a1').tickets.reply({ ticketId, body: 'Nobody came' })).toMatchObject({
        message: { body: 'Nobody came' },
        ticket: { category: 'resolved' },
      })
      expect((await storedTicket(cast.desk, ticketId)).unanswered_since_at).not.toBeNull()
    })
  })

  describe('the history of a transition', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const openTicket = async () =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net })).id
    const changed = async (ticketId: string, field: string) =>
      (await storedChanges(cast.desk, ticketId)).filter((change) => change.field === field)

    it('keeps a solution that was none', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Restarted' })
      await cast.as('a1').tickets.reopen({ ticketId, reason: 'It is back' })
      expect(await changed(ticketId, 'resolutionText')).toMatchObject([
        { event: 'ticket.transitioned', from: null, to: 'Restarted' },
        { event: 'ticket.transitioned', from: 'Restarted', to: null },
      ])
      expect(await changed(ticketId, 'resolution')).toMatchObject([{ to: 'solved' }, { from: 'solved', to: null }])
    })

    it('says what was waited for, and moves for customers whenever they see another thing to wait for', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.wait({ ticketId, on: 'parts' })
      const before = await cast.as('a1').tickets.get({ ticketId })
      await cast.as('n1').tickets.wait({ ticketId, on: 'customer', until: '2999-01-01T00:00:00.000Z' })
      const after = await cast.as('a1').tickets.get({ ticketId })
      expect(after).toMatchObject({ waitingOn: 'customer', waitingUntil: '2999-01-01T00:00:00.000Z' })
      expect(after.version).toBeGreaterThan(before.version)
      expect(await changed(ticketId, 'waitingOn')).toMatchObject([
        { from: null, to: 'parts' },
        { from: 'parts', to: 'customer' },
      ])
    })

    it('keeps the reasons of staff among staff', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.wait({ ticketId, on: 'parts', reason: 'the boss is slow' })
      await cast.as('n1').tickets.cancel({ ticketId, reason: 'he never pays' })
      const other = await openTicket()
      await cast.as('a1').tickets.cancel({ ticketId: other, reason: 'found it' })
      expect((await changed(ticketId, 'reason')).map(({ to, isPublic }) => [to, isPublic])).toEqual([
        ['the boss is slow', false],
        ['he never pays', false],
      ])
      expect(await changed(other, 'reason')).toMatchObject([{ to: 'found it', isPublic: true }])
    })
  })
})
