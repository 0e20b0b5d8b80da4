import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('the words of the desk', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      await cast.as('a1').people.updateMe({ language: 'he' })
      await cast.as('nl').people.updateMe({ language: 'it-CH' })
    })

    it('are those of whoever reads them, and a customer’s those of the ticket where theirs are not known', async () => {
      const own = await cast.as('a1').tickets.create({ subject: 'x', ccIds: [cast.id.a2] })
      expect(own).toMatchObject({ language: 'he', statusTitle: 'התקבלה' })
      const { id: ticketId } = await cast
        .as('n1')
        .tickets.create({ subject: 'x', requesterId: cast.id.a1, teamId: cast.net, ccIds: [cast.id.a2] })
      expect(await cast.as('a1').tickets.get({ ticketId })).toMatchObject({ language: 'he', statusTitle: 'התקבלה' })
      expect(await cast.as('a2').tickets.get({ ticketId })).toMatchObject({ statusTitle: 'התקבלה' })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ statusTitle: 'New' })
      expect(await cast.as('nl').tickets.get({ ticketId })).toMatchObject({ statusTitle: 'Nuova' })
      const commandsOf = async (name: 'a1' | 'n1' | 'nl') =>
        (await cast.as(name).tickets.commands({ ticketId })).items.find(({ command }) => command === 'cancel')?.title
      expect([await commandsOf('a1'), await commandsOf('n1'), await commandsOf('nl')]).toEqual(['משיכת הפנייה', 'Cancel', 'Annulla'])
      await cast.as('n1').tickets.update({ ticketId, language: 'ja' })
      expect(await cast.as('a2').tickets.get({ ticketId })).toMatchObject({ language: 'ja', statusTitle: '受付済み' })
    })

    it('are theirs in what they may open, too', async () => {
      const titles = async (name: 'a1' | 'nl' | 'n1') => (await cast.as(name).types.list()).items.find(({ id }) => id === 'question')?.title
      expect([await titles('a1'), await titles('nl'), await titles('n1')]).toEqual(['שאלה', 'Domanda', 'Question'])
      const type = await cast.as('nl').types.get({ typeId: 'problem' })
      expect(type.statuses.find(({ id }) => id === 'new')?.title).toBe('Nuova')
      expect(type.fields).toMatchObject({ properties: { root_cause: { title: 'Causa principale' } } })
      expect(type.mermaid).toContain('Nuova')
    })
  })
})
