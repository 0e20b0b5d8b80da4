import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { storedTicket } from './stored.ts'

forEachDatabase((kind) => {
  describe('a message', () => {
    let cast: Cast
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    const later = (minutes: number) => {
      now += minutes * 60_000
      return new Date(now).toISOString()
    }
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => now }, afterAll)
    })
    const openTicket = async () => {
      const { id } = await cast.as('n1').tickets.create({ subject: 'Mail', body: 'No mail', requesterId: cast.id.a1, teamId: cast.net })
      return id
    }
    const resolved = async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Restarted' })
      return ticketId
    }
    const eventsAfter = async (ticketId: string, version: number) =>
      (await historyOf(cast.desk, ticketId)).filter((event) => (event.subject_version ?? 0) > version).map(({ name }) => name)

    it('with which the customer closes what is solved reopens nothing, whenever it comes', async () => {
      for (const days of [1, 20]) {
        const ticketId = await resolved()
        later(days * 24 * 60)
        const { ticket } = await cast.as('a1').tickets.reply({ ticketId, body: 'Thank you', perform: { command: 'close' } })
        expect(ticket).toMatchObject({ category: 'closed', resolution: 'solved', resolutionText: 'Restarted' })
        expect((await storedTicket(cast.desk, ticketId)).reopen_count).toBe(0)
      }
    })

    it('can be the reason to reopen, once', async () => {
      const ticketId = await resolved()
      const { ticket } = await cast
        .as('a1')
        .tickets.reply({ ticketId, body: 'Still broken', perform: { command: 'reopen', input: { reason: 'It is back' } } })
      expect(ticket.category).toBe('open')
      expect((await storedTicket(cast.desk, ticketId)).reopen_count).toBe(1)
    })

    it('can withdraw what was put on hold before work began', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.wait({ ticketId, on: 'parts' })
      const { ticket } = await cast
        .as('a1')
        .tickets.reply({ ticketId, body: 'I need it no more', perform: { command: 'cancel', input: { reason: 'bought one' } } })
      expect(ticket).toMatchObject({ category: 'closed', resolution: 'cancelled' })
      expect((await storedTicket(cast.desk, ticketId)).started_at).toBeNull()
    })

    it('of staff begins the work once, with the command that does so or before the one that follows', async () => {
      const started = await openTicket()
      await cast.as('n1').tickets.reply({ ticketId: started, body: 'On it', perform: { command: 'start' } })
      expect(await eventsAfter(started, 1)).toEqual(['ticket.replied', 'ticket.transitioned', 'ticket.started'])
      const waiting = await openTicket()
      const at = later(1)
      await cast.as('n1').tickets.reply({ ticketId: waiting, body: 'Which one?', perform: { command: 'wait', input: { on: 'customer' } } })
      expect(await storedTicket(cast.desk, waiting)).toMatchObject({ category: 'waiting', started_at: at, first_response_at: at })
    })

    it('of staff leaves alone what waits or is solved, and of a customer ends both', async () => {
      const ticketId = await resolved()
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'By the way' })).ticket.category).toBe('resolved')
      expect((await cast.as('a1').tickets.reply({ ticketId, body: 'No' })).ticket.category).toBe('open')
      await cast.as('n1').tickets.wait({ ticketId, on: 'third_party' })
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'They are slow' })).ticket.category).toBe('waiting')
      expect((await cast.as('a1').tickets.reply({ ticketId, body: 'I see' })).ticket.category).toBe('open')
    })

    it('of a program is seen and counts as nobody’s answer', async () => {
      const ticketId = await openTicket()
      const asked = (await storedTicket(cast.desk, ticketId)).unanswered_since_at
      later(1)
      const { ticket } = await cast.desk.system('acknowledge').tickets.reply({ ticketId, body: 'We have got your request' })
      expect(ticket).toMatchObject({ category: 'new', firstResponseAt: null })
      expect((await cast.as('a1').tickets.messages({ ticketId })).items.at(-1)).toMatchObject({ body: 'We have got your request' })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ unanswered_since_at: asked, last_staff_message_at: null })
      const answered = later(1)
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'Hello' })).ticket).toMatchObject({
        category: 'open',
        firstResponseAt: answered,
      })
    })

    it('is unanswered since the first one that nobody of the staff has answered', async () => {
      const ticketId = await openTicket()
      const since = async () => (await storedTicket(cast.desk, ticketId)).unanswered_since_at
      const opened = await since()
      later(5)
      await cast.as('a1').tickets.reply({ ticketId, body: 'Hello?' })
      expect(await since()).toBe(opened)
      later(5)
      await cast.as('n1').tickets.note({ ticketId, body: 'Who?' })
      expect(await since()).toBe(opened)
      await cast.as('n1').tickets.reply({ ticketId, body: 'Here' })
      expect(await since()).toBeNull()
      const again = later(5)
      await cast.as('a1').tickets.reply({ ticketId, body: 'So?' })
      later(5)
      await cast.as('a1').tickets.reply({ ticketId, body: 'And?' })
      expect(await since()).toBe(again)
    })

    it('finds no closed ticket to be added to', async () => {
      const ticketId = await resolved()
      await cast.as('n1').tickets.close({ ticketId })
      const { ticket } = await cast.as('a1').tickets.reply({ ticketId, body: 'One more thing' })
      expect(ticket.id).not.toBe(ticketId)
      expect((await cast.as('n1').tickets.messages({ ticketId })).items.map(({ body }) => body)).not.toContain('One more thing')
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'The invoice follows' })).ticket.category).toBe('closed')
    })
  })
})
