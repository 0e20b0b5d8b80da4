import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'
import { storedTicket } from '../tickets/stored.ts'

forEachDatabase((kind) => {
  describe('a split', () => {
    let cast: Cast
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => now }, afterAll)
    })
    afterAll(async () => {
      expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })
    const open = async () => {
      now += 60_000
      const { id } = await cast.as('ad').tickets.create({ subject: 'Two things', body: 'first', requesterId: cast.id.a1, teamId: cast.net })
      for (const [who, body] of [
        ['n1', 'answer'],
        ['a1', 'second'],
      ] as const) {
        now += 60_000
        await cast.as(who).tickets.reply({ ticketId: id, body })
      }
      now += 60_000
      await cast.as('n1').tickets.note({ ticketId: id, body: 'secret' })
      const { items } = await cast.as('n1').tickets.messages({ ticketId: id })
      return { id, of: (body: string) => items.find((message) => message.body === body)?.id ?? '' }
    }
    const bodies = async (ticketId: string, who: Parameters<Cast['as']>[0] = 'n1') =>
      (await cast.as(who).tickets.messages({ ticketId })).items.map(({ body }) => body)

    it('opens a new ticket that shows picked messages, which stay where they are and are marked', async () => {
      const origin = await open()
      const made = await cast.as('n1').tickets.split({
        ticketId: origin.id,
        messageIds: [origin.of('secret'), origin.of('second')],
        subject: 'The second thing',
      })
      expect(made).toMatchObject({
        category: 'new',
        subject: 'The second thing',
        requester: { id: cast.id.a1 },
        company: { id: cast.acme },
      })
      expect(await bodies(made.id)).toEqual(['second', 'secret'])
      expect(await bodies(made.id, 'a1')).toEqual(['second'])
      expect(await bodies(origin.id)).toEqual(['first', 'answer', 'second', 'secret'])
      const { items } = await cast.as('n1').tickets.messages({ ticketId: origin.id })
      expect(items.map(({ splitInto }) => splitInto.map(({ id }) => id))).toEqual([[], [], [made.id], [made.id]])
      const shown = await cast.as('n1').tickets.messages({ ticketId: made.id })
      expect(shown.items.every(({ ticket }) => ticket?.id === origin.id)).toBe(true)
      const timeline = (await cast.as('n1').tickets.timeline({ ticketId: made.id })).items
      expect(timeline.map(({ event, message }) => [event, message?.body])).toEqual([
        ['ticket.replied', 'second'],
        ['ticket.noted', 'secret'],
        ['ticket.created', undefined],
        ['ticket.linked', undefined],
      ])
      const theirs = (await cast.as('a1').tickets.timeline({ ticketId: made.id })).items
      expect(theirs.flatMap(({ message }) => message?.body ?? [])).toEqual(['second'])
      expect((await cast.as('n1').links.list({ ticketId: made.id })).items).toMatchObject([
        { role: 'split_from', ticket: { id: origin.id } },
      ])
      expect((await cast.as('n1').links.list({ ticketId: origin.id })).items).toMatchObject([{ role: 'split_into' }])
      // The customer's message waits in the new ticket since it was written.
      const waiting = await storedTicket(cast.desk, made.id)
      expect(waiting.unanswered_since_at).toBe(shown.items[0]?.createdAt)
      expect(waiting.first_response_at).toBeNull()
    })

    it('takes a message and everything after it, the first one too', async () => {
      const origin = await open()
      const { id } = await cast.as('n1').tickets.split({ ticketId: origin.id, fromMessageId: origin.of('answer'), subject: 'From there' })
      expect(await bodies(id)).toEqual(['answer', 'second', 'secret'])
      const all = await cast
        .as('n1')
        .tickets.split({ ticketId: origin.id, fromMessageId: origin.of('first'), subject: 'All', type: 'question' })
      expect(all.type).toBe('question')
      const { items } = await cast.as('n1').tickets.timeline({ ticketId: all.id })
      expect(items[0]).toMatchObject({ event: 'ticket.replied', message: { body: 'first' }, ticket: { id: origin.id } })
    })

    it('shows who sees the new ticket alone nothing of the old one', async () => {
      const origin = await open()
      const { id } = await cast.as('ad').tickets.split({
        ticketId: origin.id,
        messageIds: [origin.of('first'), origin.of('secret')],
        subject: 'For another',
        requesterId: cast.id.a2,
        teamId: cast.fin,
      })
      expect(await bodies(id, 'a2')).toEqual(['first'])
      for (const who of ['a2', 'f1'] as const) {
        const services = cast.as(who)
        const told = JSON.stringify([
          await services.tickets.timeline({ ticketId: id }),
          await services.tickets.messages({ ticketId: id }),
          await services.links.list({ ticketId: id }),
        ])
        expect(told).not.toContain(origin.id)
      }
      expect(await bodies(id, 'f1')).toEqual(['first', 'secret'])
      expect((await cast.as('n1').tickets.messages({ ticketId: origin.id })).items[0]?.splitInto).toEqual([])
    })

    it('goes with what was merged, shown once wherever it is', async () => {
      const origin = await open()
      const { id } = await cast.as('n1').tickets.split({ ticketId: origin.id, messageIds: [origin.of('second')], subject: 'Part' })
      const target = await open()
      await cast.as('n1').tickets.merge({ ticketId: id, intoId: target.id })
      expect(await bodies(target.id)).toEqual(['second', 'first', 'answer', 'second', 'secret'])
      await cast.as('n1').tickets.merge({ ticketId: origin.id, intoId: target.id })
      expect((await bodies(target.id)).filter((body) => body === 'second')).toHaveLength(2)
      // A message that is shown can be split off where it is shown.
      const again = await cast.as('n1').tickets.split({ ticketId: target.id, messageIds: [origin.of('second')], subject: 'Again' })
      expect(await bodies(again.id)).toEqual(['second'])
    })

    it('refuses what is not there, not theirs, or of another company', async () => {
      const [origin, other] = [await open(), await open()]
      const split = (input: object, who: Parameters<Cast['as']>[0] = 'n1') =>
        refusal(cast.as(who).tickets.split({ ticketId: origin.id, subject: 'x', ...input }))
      expect(await split({})).toBe('input.invalid')
      expect(await split({ messageIds: [origin.of('first')], fromMessageId: origin.of('first') })).toBe('input.invalid')
      expect(await split({ messageIds: [other.of('first')] })).toBe('ticket.message_not_found')
      expect(await split({ fromMessageId: other.of('first') })).toBe('ticket.message_not_found')
      expect(await split({ messageIds: [origin.of('first')], requesterId: cast.id.b1 }, 'ad')).toBe('ticket.requester_no_contact')
      expect(await split({ messageIds: [origin.of('first')], teamId: cast.id.n1 })).toBe('team.not_found')
      expect(await split({ messageIds: [origin.of('first')] }, 'a1')).toBe('access.wrong_capacity')
      expect(await split({ messageIds: [origin.of('first')] }, 'f1')).toBe('ticket.not_found')
    })
  })
})
