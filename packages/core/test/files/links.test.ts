import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { refusal } from '../access/cast.ts'
import { openFileDesk, text } from './file-desk.ts'

forEachDatabase((kind) => {
  describe('a link to an attachment', () => {
    it('works without a session for five minutes, as long as whom it was made for may see the file', async () => {
      const desk = await openFileDesk(kind)
      const { as, net, forward } = desk
      const { id: fileId } = await as('a1').files.stage({ name: 'x.txt', body: text('words') })
      const { id: ticketId } = await as('a1').tickets.create({ subject: 's', body: 'b', attachments: [fileId] })
      await as('ad').tickets.update({ ticketId, teamId: net })
      const ask = { ticketId, attachmentId: fileId }
      expect(await refusal(as('b1').attachments.link(ask))).toBe('ticket.not_found')
      expect(await refusal(desk.desk.system('mail').attachments.link(ask))).toBe('attachment.link_for_people')
      const mine = await as('a1').attachments.link(ask)
      const theirs = await as('n1').attachments.link(ask)
      const get = async (path: string, who: string | null = null) => {
        const response = await desk.fetch(who, `GET ${path}`)
        return [response.status, await response.text()]
      }
      expect(await get(mine.path)).toEqual([200, 'words'])
      expect(await get(theirs.path)).toEqual([200, 'words'])
      // Whoever holds it gets what it was made for, and nothing of their own.
      expect(await get(mine.path, 'b1')).toEqual([200, 'words'])
      const wrong = [404, expect.stringContaining('attachment.link_invalid')]
      const token = mine.path.split('/').at(-1) ?? ''
      for (const other of [`${token}x`, token.slice(0, -2), `${token.slice(0, 20)}AAAA${token.slice(24)}`, 'x'])
        expect(await get(`/api/attachments/links/${other}`), other).toEqual(wrong)
      // Access ends: so does the link, though its time is not over.
      const grants = await as('ad').access.grants({ personId: desk.id.n1 })
      for (const { id: grantId, roleId } of grants.items) if (roleId === 'agent') await as('ad').access.revoke({ grantId })
      expect(await get(theirs.path)).toEqual(wrong)
      expect(await get(mine.path)).toEqual([200, 'words'])
      await as('ad').people.deactivate({ personId: desk.id.a1 })
      expect(await get(mine.path)).toEqual(wrong)
      await as('ad').people.reactivate({ personId: desk.id.a1 })
      expect(await get(mine.path)).toEqual([200, 'words'])
      forward(300_001)
      expect(await get(mine.path)).toEqual(wrong)
    })
  })
})
