import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import type { TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { storedTicket } from './stored.ts'

const DAY = 24 * 60
const question = defaultTicketTypes.find(({ id }) => id === 'question') as TicketTypeSpec
const told: TicketTypeSpec = { ...question, id: 'told', windows: { autoCloseDays: 7, autoCloseWarnDays: 2 } }

forEachDatabase((kind) => {
  describe('silence that is told of before it closes', () => {
    const open = async () => {
      const clock = { now: Date.parse('2026-03-02T08:00:00.000Z') }
      const cast = await openCast(kind, { clock: () => clock.now, ticketTypes: [told] })
      const later = (minutes: number) => {
        clock.now += minutes * 60_000
        return new Date(clock.now).toISOString()
      }
      const solved = async () => {
        const { id } = await cast
          .as('n1')
          .tickets.create({ type: 'told', subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net })
        await cast.as('n1').tickets.resolve({ ticketId: id, resolution: 'solved' })
        return id
      }
      return { cast, later, solved, clock }
    }
    const announced = async (cast: Cast, ticketId: string) =>
      (await historyOf(cast.desk, ticketId)).filter(({ name }) => name === 'ticket.close_announced')

    it('is told of once, to the customer as well, with the time at which it closes', async () => {
      const { cast, later, solved } = await open()
      const ticketId = await solved()
      later(5 * DAY - 1)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      const at = later(1)
      const counts = await Promise.all([cast.desk, cast.another(), cast.another()].map((desk) => desk.tick()))
      expect(counts.reduce((sum, { due }) => sum + due, 0)).toBe(1)
      const { items } = await cast.as('a1').tickets.timeline({ ticketId })
      const closesAt = new Date(Date.parse(at) + 2 * DAY * 60_000).toISOString()
      expect(items.at(-1)).toMatchObject({ event: 'ticket.close_announced', payload: { ticketId, closesAt } })
      later(2 * DAY - 1)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      later(1)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ category: 'closed', closed_at: closesAt })
      expect(await announced(cast, ticketId)).toHaveLength(1)
      expect((await cast.desk.doctor()).findings).toEqual([])
    })

    it('begins anew with every public word, and is told of anew', async () => {
      const { cast, later, solved } = await open()
      const ticketId = await solved()
      later(6 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      later(60)
      await cast.as('n1').tickets.reply({ ticketId, body: 'Still all right?' })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ close_warned_at: null })
      later(5 * DAY - 1)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      later(1)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await announced(cast, ticketId)).toHaveLength(2)
      await cast.as('a1').tickets.reply({ ticketId, body: 'No!' })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ category: 'open', close_warned_at: null, resolved_at: null })
      later(100 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
    })

    it('closes nothing that nobody was told of in time, however long nobody looked', async () => {
      const { cast, later, solved } = await open()
      const ticketId = await solved()
      later(300 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ category: 'resolved' })
      later(2 * DAY - 1)
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      later(1)
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(cast.desk, ticketId)).toMatchObject({ category: 'closed' })
    })

    it('is broken by a word that comes between the look and the act', async () => {
      const { cast, later, solved } = await open()
      const ids = [await solved(), await solved(), await solved()]
      later(5 * DAY)
      expect(await cast.desk.tick()).toMatchObject({ due: 3 })
      later(2 * DAY)
      // The answers and the tick race; whoever is first, no ticket ends closed that was answered before.
      const [, ...answers] = await Promise.allSettled([
        cast.desk.tick(),
        ...ids.map((ticketId) => cast.as('a1').tickets.reply({ ticketId, body: 'It is broken again' })),
      ])
      for (const [index, ticketId] of ids.entries()) {
        const { category } = await storedTicket(cast.desk, ticketId)
        expect(category).toBe(answers[index]?.status === 'fulfilled' ? 'open' : 'closed')
      }
    })

    it('is looked for less and less often where a plugin or a gate will not have it, and does not hold up the others', async () => {
      const { cast, later } = await open()
      const type: TicketTypeSpec = {
        ...question,
        id: 'gated',
        fields: { checked: { kind: 'boolean', title: 'Checked', audience: 'staff' } },
        gates: [{ gate: 'fields_filled', fields: ['checked'], to: 'closed' }],
        windows: { autoCloseDays: 1 },
      }
      const desk = cast.another({ ticketTypes: [told, type] })
      const agent = desk.as({ externalId: 'n1' })
      const solved = async (fields: object) => {
        const { id } = await agent.tickets.create({ type: 'gated', subject: 'x', requesterId: cast.id.a1, teamId: cast.net, fields })
        await agent.tickets.resolve({ ticketId: id, resolution: 'solved' })
        return id
      }
      const [held, free] = [await solved({}), await solved({ checked: true })]
      later(DAY)
      expect(await desk.tick()).toMatchObject({ due: 1 })
      expect([(await storedTicket(desk, held)).category, (await storedTicket(desk, free)).category]).toEqual(['resolved', 'closed'])
      await agent.tickets.update({ ticketId: held, fields: { checked: true } })
      later(1)
      expect(await desk.tick()).toMatchObject({ due: 1 })
      expect(await storedTicket(desk, held)).toMatchObject({ category: 'closed' })
    })

    it('does not close a parent before its children are done, also one whose child was opened again', async () => {
      const { cast, later } = await open()
      const family: TicketTypeSpec = {
        ...question,
        id: 'family',
        gates: [{ gate: 'no_open_children' }, { gate: 'no_open_children', to: 'closed' }],
        windows: { autoCloseDays: 1 },
      }
      const desk = cast.another({ ticketTypes: [told, family] })
      const agent = desk.as({ externalId: 'n1' })
      const [parent, child] = await Promise.all(
        ['family', 'told'].map((type) => agent.tickets.create({ type, subject: 'x', requesterId: cast.id.a1, teamId: cast.net })),
      )
      if (!parent || !child) throw new Error('Two tickets were opened')
      await agent.links.add({ ticketId: parent.id, role: 'parent_of', otherId: child.id })
      await agent.tickets.resolve({ ticketId: child.id, resolution: 'solved' })
      await agent.tickets.resolve({ ticketId: parent.id, resolution: 'solved' })
      await desk.as({ externalId: 'a1' }, { acting: 'customer' }).tickets.reply({ ticketId: child.id, body: 'Not yet' })
      later(DAY)
      expect(await desk.tick()).toMatchObject({ due: 0 })
      expect(await storedTicket(desk, parent.id)).toMatchObject({ category: 'resolved' })
      await agent.tickets.resolve({ ticketId: child.id, resolution: 'solved' })
      for (let hour = 0; hour < 24; hour++) {
        later(60)
        await desk.tick()
      }
      expect(await storedTicket(desk, parent.id)).toMatchObject({ category: 'closed' })
      expect((await desk.doctor()).findings).toEqual([])
    })
  })
})
