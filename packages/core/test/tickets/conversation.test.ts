import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'

forEachDatabase((kind) => {
  describe('a conversation', () => {
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

    it('records who answered when', async () => {
      const ticketId = await openTicket()
      const note = later(5)
      await cast.as('n1').tickets.note({ ticketId, body: 'Server again?' })
      expect((await cast.as('n1').tickets.get({ ticketId })).firstResponseAt).toBeNull()
      const answered = later(5)
      const { ticket, message } = await cast.as('n1').tickets.reply({ ticketId, body: 'We are on it' })
      expect(ticket).toMatchObject({ category: 'open', firstResponseAt: answered, startedAt: answered, updatedAt: answered })
      expect(message).toMatchObject({ visibility: 'public', acting: 'staff', author: { name: 'N1' } })
      later(5)
      expect((await cast.as('n1').tickets.reply({ ticketId, body: 'Still' })).ticket.firstResponseAt).toBe(answered)
      expect(note < answered).toBe(true)
    })

    it('shows customers the public part, and moves nothing of theirs with a note', async () => {
      const ticketId = await openTicket()
      later(1)
      const before = await cast.as('a1').tickets.get({ ticketId })
      later(1)
      await cast.as('n1').tickets.note({ ticketId, body: 'CANARY-INT-7f3a' })
      await cast.as('n1').tickets.tag({ ticketId, add: ['CANARY-INT-7f3a'] })
      await cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.n1 })
      const after = await cast.as('a1').tickets.get({ ticketId })
      // Taking it began the work, which customers are told; the rest is ours.
      expect(after).toMatchObject({ category: 'open', version: before.version + 2 })
      const { version } = after
      later(1)
      await cast.as('n1').tickets.note({ ticketId, body: 'CANARY-INT-7f3a again' })
      expect(await cast.as('a1').tickets.get({ ticketId })).toEqual(after)
      expect((await cast.as('a1').tickets.get({ ticketId })).version).toBe(version)
      const seen = JSON.stringify([
        await cast.as('a1').tickets.timeline({ ticketId }),
        await cast.as('a1').tickets.messages({ ticketId }),
        await cast.as('a1').tickets.list({}),
        await cast.as('a1').tickets.commands({ ticketId }),
      ])
      expect(seen).not.toContain('CANARY')
      expect(JSON.stringify(await cast.as('n1').tickets.timeline({ ticketId }))).toContain('CANARY')
      expect(await refusal(cast.as('a1').tickets.note({ ticketId, body: 'x' }))).toBe('access.wrong_capacity')
    })

    it('ends a wait and reopens what was solved, inside the window', async () => {
      const ticketId = await openTicket()
      later(1)
      await cast.as('n1').tickets.take({ ticketId })
      await cast.as('n1').tickets.wait({ ticketId, on: 'customer' })
      later(90)
      expect((await cast.as('a1').tickets.reply({ ticketId, body: 'Here it is' })).ticket).toMatchObject({
        category: 'open',
        waitingOn: null,
      })
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Restarted' })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({
        category: 'resolved',
        resolution: 'solved',
        resolutionText: 'Restarted',
      })
      later(60 * 24)
      const { ticket } = await cast.as('a1').tickets.reply({ ticketId, body: 'It is back' })
      expect(ticket).toMatchObject({ category: 'open', resolution: null, resolvedAt: null })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ reopenCount: 1, assignee: { id: cast.id.n1 } })
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Replaced' })
      later(60 * 24 * 15)
      expect((await cast.as('a1').tickets.reply({ ticketId, body: 'Again' })).redirected).toMatchObject({ because: 'closed' })
      expect(await refusal(cast.as('a1').tickets.reopen({ ticketId, reason: 'Again' }))).toBe('machine.reopen_window_over')
    })

    it('can carry a command, and both happen or neither', async () => {
      const ticketId = await openTicket()
      later(1)
      const { ticket } = await cast
        .as('n1')
        .tickets.reply({ ticketId, body: 'Send us the log', perform: { command: 'wait', input: { on: 'customer' } } })
      expect(ticket).toMatchObject({ category: 'waiting', waitingOn: 'customer' })
      const before = await historyOf(cast.desk, ticketId)
      expect(
        await refusal(
          cast.as('n1').tickets.reply({ ticketId, body: 'lost', perform: { command: 'resolve', input: { resolution: 'nonsense' } } }),
        ),
      ).toBe('input.invalid')
      expect(await historyOf(cast.desk, ticketId)).toEqual(before)
      expect((await cast.as('n1').tickets.messages({ ticketId })).items.map(({ body }) => body)).not.toContain('lost')
    })

    it('tells a stale caller what has changed', async () => {
      const ticketId = await openTicket()
      const { version } = await cast.as('n1').tickets.get({ ticketId })
      later(1)
      await cast.as('n1').tickets.update({ ticketId, subject: 'Mail is down' })
      expect(await answerOf(cast.as('n1').tickets.reply({ ticketId, body: 'x', expectedVersion: version }))).toMatchObject({
        code: 'ticket.conflict',
        status: 409,
        details: { currentVersion: version + 1, changed: [{ event: 'ticket.updated' }] },
      })
    })

    it('tells staff by name who and what a change names by id', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.assign({ ticketId, assigneeId: cast.id.n1 })
      await cast.as('ad').tickets.update({ ticketId, requesterId: cast.id.a2, companyId: cast.acme })
      const changes = async (name: 'n1' | 'a2') =>
        (await cast.as(name).tickets.timeline({ ticketId })).items.flatMap((entry) => entry.changes)
      const { person } = await cast.as('n1').people.me()
      const seen = await changes('n1')
      expect(seen).toContainEqual(
        expect.objectContaining({ field: 'assignee', title: 'Assignee', to: cast.id.n1, fromTitle: null, toTitle: person.name }),
      )
      expect(seen).toContainEqual(
        expect.objectContaining({ field: 'requester', title: 'Requester', to: cast.id.a2, toTitle: expect.any(String) }),
      )
      for (const { field, toTitle } of await changes('a2')) if (field === 'requester' || field === 'company') expect(toTitle).toBeNull()
    })

    it('is a timeline of everything, in order, by pages', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.reply({ ticketId, body: 'one' })
      await cast.as('n1').tickets.update({ ticketId, subject: 'New subject', priority: 'high', priorityReason: 'the boss' })
      const whole = await cast.as('n1').tickets.timeline({ ticketId })
      expect(whole.items.map(({ event }) => event)).toEqual([
        'ticket.created',
        'ticket.replied',
        'ticket.transitioned',
        'ticket.started',
        'ticket.updated',
      ])
      expect(whole.items.at(-1)?.changes).toEqual([
        { field: 'subject', title: 'Subject', from: 'Mail', to: 'New subject', fromTitle: null, toTitle: null },
        { field: 'priority', title: 'Priority', from: 'normal', to: 'high', fromTitle: 'Normal', toTitle: 'High' },
        { field: 'priorityReason', title: 'Reason for the priority', from: null, to: 'the boss', fromTitle: null, toTitle: null },
      ])
      const paged: unknown[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<ReturnType<Cast['as']>['tickets']['timeline']>> = await cast
          .as('n1')
          .tickets.timeline({ ticketId, limit: 2, ...(cursor === null ? {} : { cursor }) })
        paged.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(paged).toEqual(whole.items)
    })
  })
})
