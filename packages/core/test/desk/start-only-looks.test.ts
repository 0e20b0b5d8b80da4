import { describe, expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { extendTicketType } from '../../src/machine/ticket-type.ts'
import { openDesk } from '../access/cast.ts'

const serials = extendTicketType('incident', {
  fields: { serial: { kind: 'string', title: 'Serial number', audience: 'both', filterable: true } },
})

forEachDatabase((kind) => {
  describe('a start', () => {
    it('writes nothing where it finds everything as it was, and so waits for no writer', async () => {
      const { another } = await openDesk(kind)
      const same = another({})
      const write = vi.spyOn(same['~store'], 'write')
      await same.ready()
      expect(write).not.toHaveBeenCalled()
    })

    it('writes down handlers and indexed fields that are new', async () => {
      const { another } = await openDesk(kind)
      const more = another({ ticketTypes: [serials], after: { 'ticket.created': { tell: () => {} } } })
      const write = vi.spyOn(more['~store'], 'write')
      await more.ready()
      expect(write).toHaveBeenCalledTimes(2)
      const again = another({ ticketTypes: [serials], after: { 'ticket.created': { tell: () => {} } } })
      const anew = vi.spyOn(again['~store'], 'write')
      await again.ready()
      expect(anew).not.toHaveBeenCalled()
    })
  })
})
