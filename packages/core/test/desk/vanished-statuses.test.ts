import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { extendTicketType } from '../../src/machine/ticket-type.ts'
import { answerOf, openDesk, refusal } from '../access/cast.ts'

/** What a plugin would bring; a host's own extension goes the same way. */
const estimates = extendTicketType('incident', {
  statuses: { awaiting_estimate: { category: 'waiting', title: 'Awaiting estimate' } },
  commands: {
    estimate: { from: ['open'], to: 'awaiting_estimate', permission: 'ticket.wait', audience: 'staff', title: 'Ask for an estimate' },
    estimated: { from: ['awaiting_estimate'], to: 'open', permission: 'ticket.start', audience: 'staff', title: 'Estimated' },
  },
})

forEachDatabase((kind) => {
  describe('a status that went with what defined it', () => {
    it('is found at the start, counted, and refused until it is said where its tickets go', async () => {
      const { desk, another } = await openDesk(kind, { ticketTypes: [estimates] })
      const admin = desk.as({ externalId: 'ad' })
      const { id: ticketId } = await admin.tickets.create({ type: 'incident', subject: 'x' })
      await admin.tickets.start({ ticketId })
      await admin.tickets.perform({ ticketId, command: 'estimate' })

      const without = another({ ticketTypes: [] })
      expect(await answerOf(without.ready())).toMatchObject({
        code: 'desk.vanished_statuses',
        details: [{ type: 'incident', status: 'awaiting_estimate', count: 1 }],
      })
      expect(await refusal(without.as({ externalId: 'ad' }).tickets.list({}))).toBe('desk.vanished_statuses')
      expect((await without.doctor()).findings).toMatchObject([{ severity: 'error', code: 'machine.vanished_status' }])

      const mapped = another({ ticketTypes: [], statusMapping: { 'incident/awaiting_estimate': 'open' } })
      await mapped.migrate()
      expect(await mapped.as({ externalId: 'ad' }).tickets.get({ ticketId })).toMatchObject({ status: 'open', category: 'open' })
      expect(await mapped.doctor()).toEqual({ healthy: true, findings: [] })
      const { items } = await mapped.as({ externalId: 'ad' }).tickets.timeline({ ticketId })
      expect(items.at(-1)).toMatchObject({
        event: 'ticket.transitioned',
        payload: { command: 'map_status', from: 'awaiting_estimate', to: 'open' },
      })
      expect(await refusal(another({ ticketTypes: [], statusMapping: { 'incident/awaiting_estimate': 'nowhere' } }).migrate())).toBe(
        'machine.bad_mapping',
      )
    })
  })
})
