import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { extendTicketType } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { storedChanges, storedTicket } from './stored.ts'

const places = extendTicketType('incident', {
  fields: {
    room: { kind: 'string', title: 'Room', audience: 'both', write: 'both' },
    floor: { kind: 'number', title: 'Floor', audience: 'both' },
    cost: { kind: 'number', title: 'Cost', audience: 'staff' },
  },
})

forEachDatabase((kind) => {
  describe('a change of a ticket', () => {
    let cast: Cast
    let ticketId = ''
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [places] }, afterAll)
      const { id } = await cast.as('n1').tickets.create({
        type: 'incident',
        subject: 'Mail',
        requesterId: cast.id.a1,
        teamId: cast.net,
        impact: 'low',
        urgency: 'low',
        fields: { room: '4', cost: 1 },
      })
      ticketId = id
    })
    const versions = async () => {
      const { version, public_version } = await storedTicket(cast.desk, ticketId)
      return [version, public_version] as const
    }
    type Change = Omit<Parameters<ReturnType<Cast['as']>['tickets']['update']>[0], 'ticketId'>
    /** The events that it wrote, with their fields, and by how much the two versions moved. */
    const written = async (change: Change) => {
      const [before, shownBefore] = await versions()
      await cast.as('n1').tickets.update({ ticketId, ...change })
      const [after, shownAfter] = await versions()
      const events = (await historyOf(cast.desk, ticketId)).filter((event) => (event.subject_version ?? 0) > before)
      return {
        events: events.map(({ name, payload }) => [name, (payload as { fields: string[] }).fields]),
        moved: [after - before, shownAfter - shownBefore],
      }
    }

    it('is an event for customers where they see it, one for staff where they do not, and both where both', async () => {
      expect(await written({ subject: 'Mail is down', fields: { room: '5' } })).toEqual({
        events: [['ticket.updated', ['subject', 'fields.room']]],
        moved: [1, 1],
      })
      expect(await written({ fields: { cost: 2 } })).toEqual({ events: [['ticket.updated_internally', ['fields.cost']]], moved: [1, 0] })
      expect(await written({ impact: 'high', fields: { floor: 3, cost: 3 } })).toEqual({
        events: [
          ['ticket.updated', ['priority', 'fields.floor']],
          ['ticket.updated_internally', ['impact', 'fields.cost']],
        ],
        moved: [2, 1],
      })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ fields_json: { room: '5', floor: 3, cost: 3 }, impact: 'high' })
      expect(await written({ fields: { room: null, cost: null } })).toMatchObject({ moved: [2, 1] })
      expect((await storedTicket(cast.desk, ticketId)).fields_json).toEqual({ floor: 3 })
      for (const { event, isPublic } of await storedChanges(cast.desk, ticketId)) expect(isPublic).toBe(event === 'ticket.updated')
    })

    it('that changes nothing writes nothing', async () => {
      const { subject, priority, impact, urgency, requester, company, team, language } = await cast.as('n1').tickets.get({ ticketId })
      const same = {
        subject,
        priority,
        impact: impact ?? null,
        urgency: urgency ?? null,
        requesterId: requester.id,
        companyId: company?.id ?? null,
        teamId: team?.id ?? '',
        language,
        fields: { floor: 3, room: null },
      }
      expect(await written(same)).toEqual({ events: [], moved: [0, 0] })
      expect(await written({})).toEqual({ events: [], moved: [0, 0] })
    })

    it('of priority is asked for its reason once, and the reason stays in the history', async () => {
      expect(await refusal(cast.as('n1').tickets.update({ ticketId, priority: 'urgent' }))).toBe('ticket.priority_reason_required')
      expect(await written({ priority: 'urgent', priorityReason: 'the boss' })).toMatchObject({ moved: [1, 1] })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ priority: 'urgent', derivedPriority: 'normal' })
      const reasons = (await storedChanges(cast.desk, ticketId)).filter(({ field }) => field === 'priorityReason')
      expect(reasons).toEqual([{ event: 'ticket.updated', field: 'priorityReason', from: null, to: 'the boss', isPublic: false }])
      expect(JSON.stringify(await cast.as('a1').tickets.timeline({ ticketId }))).not.toContain('the boss')
      // What stands is not asked about again, by whoever sends the whole form back.
      expect(await written({ priority: 'urgent', subject: 'Mail is down, urgently' })).toMatchObject({ moved: [1, 1] })
      // Another impact is another derivation.
      await cast.as('n1').tickets.update({ ticketId, impact: 'low' })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ impact: 'low', priority: 'low' })
    })

    it('that is wrong by itself is told so, whatever else stands in its way', async () => {
      const nobody = '0198c0de-0000-7000-8000-000000000000'
      const { tickets } = cast.as('n1')
      for (const else_ of [{ expectedVersion: 1 }, { requesterId: nobody }]) {
        expect(await refusal(tickets.update({ ticketId, ...else_, fields: { nowhere: null } }))).toBe('input.invalid')
        expect(await refusal(tickets.update({ ticketId, ...else_, fields: { floor: '3' } }))).toBe('input.invalid')
        expect(await refusal(tickets.update({ ticketId, ...else_, impact: 'cosmic' }))).toBe('machine.unknown_level')
      }
      const asked = { type: 'incident', subject: 'x', requesterId: nobody, teamId: nobody } as const
      expect(await refusal(tickets.create({ ...asked, impact: 'cosmic' }))).toBe('machine.unknown_level')
      expect(await refusal(tickets.create({ ...asked, impact: 'high', urgency: 'high', priority: 'low' }))).toBe(
        'ticket.priority_reason_required',
      )
    })

    it('keeps company and requester together', async () => {
      expect(await refusal(cast.as('n1').tickets.update({ ticketId, requesterId: cast.id.b1 }))).toBe('ticket.requester_no_contact')
      expect(await refusal(cast.as('n1').tickets.update({ ticketId, companyId: cast.beta }))).toBe('ticket.requester_no_contact')
      await cast.as('n1').tickets.addParticipant({ ticketId, personId: cast.id.a2, kind: 'cc' })
      expect(await cast.as('n1').tickets.update({ ticketId, requesterId: cast.id.b1, companyId: cast.beta })).toMatchObject({
        requester: { id: cast.id.b1 },
        company: { id: cast.beta },
      })
      for (const name of ['a1', 'a2', 'am'] as const)
        expect(await refusal(cast.as(name).tickets.get({ ticketId }))).toBe('ticket.not_found')
      expect((await cast.as('b1').tickets.get({ ticketId })).id).toBe(ticketId)
      await cast.as('n1').tickets.update({ ticketId, companyId: null })
      expect((await cast.as('b1').tickets.get({ ticketId })).company).toBeNull()
    })

    it('stays possible when its requester has left the company, and is theirs no longer', async () => {
      const { id } = await cast.as('n1').tickets.create({ subject: 'x', requesterId: cast.id.a2, teamId: cast.net })
      await cast.as('ad').companies.removeMember({ companyId: cast.acme, personId: cast.id.a2 })
      expect(await refusal(cast.as('a2').tickets.get({ ticketId: id }))).toBe('ticket.not_found')
      expect(await cast.as('n1').tickets.update({ ticketId: id, subject: 'y' })).toMatchObject({ company: { id: cast.acme } })
      const same = { ticketId: id, requesterId: cast.id.a2, companyId: cast.acme }
      expect((await cast.as('n1').tickets.update({ ...same, subject: 'z' })).subject).toBe('z')
      expect(await cast.as('n1').tickets.update({ ticketId: id, requesterId: cast.id.a1 })).toMatchObject({ requester: { id: cast.id.a1 } })
    })
  })
})
