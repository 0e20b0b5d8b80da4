import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, refusal } from '../access/cast.ts'
import { openFileDesk, png, read, rowsOf, text } from './file-desk.ts'

forEachDatabase((kind) => {
  describe('attachments', () => {
    it('are staged, named by a message once, and as visible as it', async () => {
      const { as, desk, net, stored } = await openFileDesk(kind)
      const a1 = as('a1')
      const staged = await a1.files.stage({ name: 'screen.png', body: png(640, 480) })
      expect(staged).toMatchObject({ name: 'screen.png', contentType: 'image/png', width: 640, height: 480, sizeBytes: 64, state: 'ready' })
      const t1 = await a1.tickets.create({ subject: 'Broken', body: 'See the picture.', attachments: [staged.id] })
      await as('ad').tickets.update({ ticketId: t1.id, teamId: net })
      const n1 = as('n1')
      const secret = await n1.files.stage({ name: 'canary-int.pdf', body: text('%PDF-1.7 internal') })
      const noted = await n1.tickets.note({ ticketId: t1.id, body: 'Internal.', attachments: [secret.id] })
      expect(noted.message.attachments).toMatchObject([{ id: secret.id, name: 'canary-int.pdf', contentType: 'application/pdf' }])
      const answer = await n1.files.stage({ name: 'how to.txt', body: text('Turn it off and on.') })
      await n1.tickets.reply({ ticketId: t1.id, body: 'Like this.', attachments: [answer.id] })

      const names = async (who: 'a1' | 'n1') => {
        const { items } = await as(who).tickets.messages({ ticketId: t1.id })
        const timeline = await as(who).tickets.timeline({ ticketId: t1.id })
        const listed = await as(who).attachments.list({ ticketId: t1.id })
        return [
          items.flatMap(({ attachments }) => attachments.map(({ name }) => name)),
          timeline.items.flatMap(({ message }) => message?.attachments.map(({ name }) => name) ?? []),
          listed.items.map(({ attachment }) => attachment.name),
        ]
      }
      const shown = ['screen.png', 'how to.txt']
      expect(await names('a1')).toEqual([shown, shown, shown])
      const all = ['screen.png', 'canary-int.pdf', 'how to.txt']
      expect(await names('n1')).toEqual([all, all, all])

      expect(await read(await a1.attachments.download({ ticketId: t1.id, attachmentId: answer.id }))).toBe('Turn it off and on.')
      expect(await read(await n1.attachments.download({ ticketId: t1.id, attachmentId: secret.id }))).toBe('%PDF-1.7 internal')
      // A03: a file of a note, of another's ticket, and of another ticket are the same as none.
      const t2 = await as('b1').tickets.create({
        subject: 'Other',
        body: 'x',
        attachments: [(await as('b1').files.stage({ name: 'b', body: text('b') })).id],
      })
      const ofT2 = (await as('b1').attachments.list({ ticketId: t2.id })).items[0]?.attachment.id ?? ''
      const none = '00000000-0000-7000-8000-000000000000'
      const missing = JSON.stringify(await answerOf(a1.attachments.download({ ticketId: t1.id, attachmentId: none })))
      for (const attachmentId of [secret.id, ofT2])
        expect(
          JSON.stringify(await answerOf(a1.attachments.download({ ticketId: t1.id, attachmentId }))).replaceAll(attachmentId, none),
        ).toBe(missing)
      expect(await refusal(as('b1').attachments.download({ ticketId: t1.id, attachmentId: staged.id }))).toBe('ticket.not_found')
      expect(await rowsOf(desk)).toEqual({ files: 4, attachments: 4, removals: 0 })
      expect(await stored()).toHaveLength(4)
    })

    it('belong to whoever uploaded them, can be used once, and expire', async () => {
      const { as, desk, forward, stored } = await openFileDesk(kind)
      const { id } = await as('a1').files.stage({ name: 'x', body: text('x') })
      const create = (who: 'a1' | 'a2' | 'n1', attachments: string[]) =>
        as(who).tickets.create({ subject: 's', body: 'b', attachments, ...(who === 'n1' ? {} : {}) })
      expect(await refusal(create('a2', [id]))).toBe('file.not_found')
      expect(await refusal(create('n1', [id]))).toBe('file.not_found')
      expect(await refusal(as('a2').files.get({ fileId: id }))).toBe('file.not_found')
      expect(await refusal(as('a2').files.discard({ fileId: id }))).toBe('file.not_found')
      expect(await refusal(as('a1').tickets.create({ subject: 's', attachments: [id] }))).toBe('attachment.no_message')
      // Refused with the rest of the command: the file is free again.
      expect(await refusal(create('a1', [id, '00000000-0000-7000-8000-000000000000']))).toBe('file.not_found')
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusal(create('a1', [id]))))
      expect(outcomes.sort()).toEqual(['file.used', 'file.used', 'file.used', 'none'])
      const late = await as('a1').files.stage({ name: 'late', body: text('late') })
      const kept = await as('a1').files.stage({ name: 'kept', body: text('kept') })
      await as('a1').files.discard({ fileId: kept.id })
      forward(25 * 3_600_000)
      expect(await refusal(create('a1', [late.id]))).toBe('file.not_found')
      expect(await stored()).toHaveLength(3)
      await desk.tick()
      expect(await rowsOf(desk)).toEqual({ files: 1, attachments: 1, removals: 0 })
      expect(await stored()).toHaveLength(1)
      expect(await desk.doctor()).toMatchObject({ healthy: true })
    })

    it('are uploaded once under one key', async () => {
      const { desk, id, stored } = await openFileDesk(kind)
      const a1 = desk.as({ externalId: 'a1' }, { idempotencyKey: 'k1' })
      const first = await a1.files.stage({ name: 'x', body: text('x') })
      expect(await a1.files.stage({ name: 'x', body: text('x') })).toEqual(first)
      expect(await refusal(a1.files.stage({ name: 'x', body: text('y') }))).toBe('idempotency.key_reused')
      expect(await stored()).toHaveLength(1)
      expect(id.a1).toBeDefined()
    })
  })
})
