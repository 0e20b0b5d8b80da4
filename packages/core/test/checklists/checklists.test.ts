import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('checklists', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const openTicket = async (type = 'service_request') =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net, type })).id
    const make = async (audience: 'staff' | 'both' = 'both', items = ['Order', 'Unpack', 'Hand over']) => {
      const ticketId = await openTicket()
      const list = await cast.as('n1').checklists.create({ ticketId, title: 'New laptop', audience, items })
      return { ticketId, checklistId: list.id, ids: list.items.map(({ id }) => id) }
    }
    const texts = ({ items }: { items: readonly { text: string }[] }) => items.map(({ text }) => text)
    const eventsOf = async (ticketId: string, as: 'n1' | 'a1' = 'n1') =>
      (await cast.as(as).tickets.timeline({ ticketId })).items.filter(({ event }) => event.startsWith('checklist.'))

    it('say what is done, by whom and when, and that it is not after all', async () => {
      const { ticketId, checklistId, ids } = await make()
      const itemId = ids[1] ?? ''
      const checked = await cast.as('n1').checklists.check({ checklistId, itemId })
      expect(checked.items.map(({ isDone, doneBy }) => [isDone, doneBy?.name])).toEqual([
        [false, undefined],
        [true, 'N1'],
        [false, undefined],
      ])
      expect(checked.items[1]?.doneAt).toEqual(expect.any(String))
      // Who says so later has not done it.
      expect((await cast.as('nl').checklists.check({ checklistId, itemId })).items[1]).toEqual(checked.items[1])
      expect((await cast.as('nl').checklists.uncheck({ checklistId, itemId })).items[1]).toMatchObject({ isDone: false, doneBy: null })
      await cast.as('nl').checklists.uncheck({ checklistId, itemId })
      const events = await eventsOf(ticketId)
      expect(events.map(({ event }) => event)).toEqual(['checklist.added', 'checklist.item_checked', 'checklist.item_unchecked'])
      expect(events[1]).toMatchObject({ payload: { checklistId, itemId }, changes: [{ field: 'item', from: null, to: 'Unpack' }] })
    })

    it('are added to, reworded, reordered and shortened, each an event', async () => {
      const { ticketId, checklistId, ids } = await make()
      const [first = '', second = '', third = ''] = ids
      const as = cast.as('n1').checklists
      expect(texts(await as.addItem({ checklistId, text: 'Label', beforeItemId: second }))).toEqual([
        'Order',
        'Label',
        'Unpack',
        'Hand over',
      ])
      expect(texts(await as.addItem({ checklistId, text: 'Ask how it is' }))).toEqual([
        'Order',
        'Label',
        'Unpack',
        'Hand over',
        'Ask how it is',
      ])
      expect(texts(await as.editItem({ checklistId, itemId: first, text: 'Order it' }))[0]).toBe('Order it')
      const removed = await as.removeItem({ checklistId, itemId: third })
      const order = removed.items.map(({ id }) => id).reverse()
      expect(texts(await as.arrangeItems({ checklistId, itemIds: order }))).toEqual(['Ask how it is', 'Unpack', 'Label', 'Order it'])
      await as.arrangeItems({ checklistId, itemIds: order })
      expect(await as.rename({ checklistId, title: 'Laptop for Alice' })).toMatchObject({ title: 'Laptop for Alice' })
      expect((await eventsOf(ticketId)).map(({ event }) => event)).toEqual([
        'checklist.added',
        'checklist.item_added',
        'checklist.item_added',
        'checklist.item_edited',
        'checklist.item_removed',
        'checklist.arranged',
        'checklist.renamed',
      ])
      expect(await as.remove({ checklistId })).toEqual({ items: [] })
      expect((await eventsOf(ticketId)).at(-1)?.changes.map(({ from }) => from)).toEqual(
        expect.arrayContaining(['Laptop for Alice', 'Unpack', 'Label', 'Order it', 'Ask how it is']),
      )
      expect(await refusal(as.rename({ checklistId, title: 'Gone' }))).toBe('checklist.not_found')
    })

    it('refuse an order that forgets or repeats an item, items of another list, and rewording what is done', async () => {
      const { checklistId, ids } = await make()
      const other = await make()
      const [first = '', second = '', third = ''] = ids
      const as = cast.as('n1').checklists
      for (const itemIds of [[first, second], [first, second, second], [first, second, other.ids[0] ?? ''], []])
        expect(await refusal(as.arrangeItems({ checklistId, itemIds }))).toBe('checklist.order_incomplete')
      expect(await refusal(as.check({ checklistId, itemId: other.ids[0] ?? '' }))).toBe('checklist.item_not_found')
      await as.check({ checklistId, itemId: third })
      expect(await refusal(as.editItem({ checklistId, itemId: third, text: 'Something else' }))).toBe('checklist.item_done')
      for (const text of ['', ' ', 'two\nlines']) expect(await refusal(as.addItem({ checklistId, text }))).toBe('input.invalid')
    })

    it('of many who check the same at once have one who did it', async () => {
      const { ticketId, checklistId, ids } = await make()
      const itemId = ids[0] ?? ''
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => cast.as(n % 2 ? 'n1' : 'nl').checklists.check({ checklistId, itemId })),
      )
      expect(new Set(answers.map(({ items }) => items[0]?.doneBy?.name)).size).toBe(1)
      expect((await eventsOf(ticketId)).filter(({ event }) => event === 'checklist.item_checked')).toHaveLength(1)
    })

    it('of two who check different items and one who reorders lose nothing', async () => {
      const { checklistId, ids } = await make('staff', ['a', 'b', 'c', 'd', 'e', 'f'])
      await Promise.all([
        ...ids.map((itemId) => cast.as('n1').checklists.check({ checklistId, itemId })),
        cast.as('nl').checklists.arrangeItems({ checklistId, itemIds: [...ids].reverse() }),
      ])
      const { items } = await cast.as('n1').checklists.check({ checklistId, itemId: ids[0] ?? '' })
      expect(items.map(({ id, isDone }) => [id, isDone])).toEqual([...ids].reverse().map((id) => [id, true]))
    })

    it('are shown to customers if they are for them, without who did what; of others nothing moves for them', async () => {
      const { ticketId, checklistId, ids } = await make('both')
      const itemId = ids[0] ?? ''
      await cast.as('n1').checklists.check({ checklistId, itemId })
      const before = await cast.as('a1').tickets.get({ ticketId })
      const events = await eventsOf(ticketId, 'a1')
      expect(events.map(({ event }) => event)).toEqual(['checklist.added', 'checklist.item_checked'])
      const inside = await cast.as('n1').checklists.create({ ticketId, title: 'CANARY', audience: 'staff', items: ['CANARY'] })
      await cast.as('n1').checklists.check({ checklistId: inside.id, itemId: inside.items[0]?.id ?? '' })
      expect(await cast.as('a1').tickets.get({ ticketId })).toEqual(before)
      expect(await eventsOf(ticketId, 'a1')).toEqual(events)
      const { items } = await cast.as('a1').checklists.list({ ticketId })
      expect(items).toEqual([
        expect.objectContaining({
          id: checklistId,
          title: 'New laptop',
          items: expect.arrayContaining([expect.objectContaining({ isDone: true })]),
        }),
      ])
      expect(JSON.stringify(items)).not.toMatch(/doneBy|audience|N1/)
      expect(await refusal(cast.as('a1').checklists.check({ checklistId, itemId }))).toBe('access.wrong_capacity')
      expect(await refusal(cast.as('b1').checklists.list({ ticketId }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('f1').checklists.check({ checklistId, itemId }))).toBe('checklist.not_found')
      const foreign = await answerOf(cast.as('f1').checklists.check({ checklistId, itemId }))
      const none = await answerOf(cast.as('f1').checklists.check({ checklistId: ticketId, itemId }))
      expect(foreign).toEqual({ ...(none as object), message: expect.any(String) })
    })

    it('stay as they are once the ticket is closed', async () => {
      const { ticketId, checklistId, ids } = await make()
      await cast.as('n1').tickets.perform({ ticketId, command: 'cancel', input: { reason: 'Not needed' } })
      for (const call of [
        () => cast.as('n1').checklists.check({ checklistId, itemId: ids[0] ?? '' }),
        () => cast.as('n1').checklists.addItem({ checklistId, text: 'More' }),
        () => cast.as('n1').checklists.create({ ticketId, title: 'More', audience: 'staff' }),
      ])
        expect(await refusal(call())).toBe('ticket.closed')
    })

    it('are copied from templates, in every reader’s language, and follow them no further', async () => {
      const items = [{ en: 'Order', he: 'להזמין', fa: 'سفارش' }, { en: 'Unpack' }]
      const template = await cast.as('ad').checklists.createTemplate({
        titles: { en: 'New laptop', he: 'מחשב חדש' },
        items,
        type: 'service_request',
        audience: 'both',
      })
      const ticketId = await openTicket()
      const copy = await cast.as('n1').checklists.copyTemplate({ ticketId, templateId: template.id })
      expect(copy).toMatchObject({ title: 'New laptop', audience: 'both' })
      await cast.as('ad').checklists.updateTemplate({ templateId: template.id, items: [{ en: 'Nothing' }], audience: 'staff' })
      expect((await cast.as('n1').checklists.list({ ticketId })).items).toEqual([copy])
      const hebrew = cast.desk.as({ externalId: 'a1', language: 'he-IL' })
      expect((await hebrew.checklists.list({ ticketId })).items[0]).toMatchObject({
        title: 'מחשב חדש',
        items: [{ text: 'להזמין' }, { text: 'Unpack' }],
      })
      await cast.desk.as({ externalId: 'a1', language: 'en' }).people.me()
      expect(
        await refusal(cast.as('n1').checklists.copyTemplate({ ticketId: await openTicket('incident'), templateId: template.id })),
      ).toBe('checklist.template_unfit')
      await cast.as('ad').checklists.updateTemplate({ templateId: template.id, isActive: false })
      expect(await refusal(cast.as('n1').checklists.copyTemplate({ ticketId, templateId: template.id }))).toBe('checklist.template_unfit')
      expect((await cast.as('n1').checklists.templates({})).items.map(({ id }) => id)).not.toContain(template.id)
      expect((await cast.as('n1').checklists.templates({ withInactive: true })).items.map(({ id }) => id)).toContain(template.id)
    })

    it('have templates of a team, which its lead manages, and of all, which takes the right over all', async () => {
      const make = { titles: { en: 'x' }, items: [{ en: 'y' }], audience: 'staff' as const }
      const lead = cast.as('nl').checklists
      expect(await refusal(lead.createTemplate(make))).toBe('access.denied')
      expect(await refusal(lead.createTemplate({ ...make, teamId: cast.fin }))).toBe('access.denied')
      expect(await refusal(cast.as('n1').checklists.createTemplate({ ...make, teamId: cast.net }))).toBe('access.denied')
      expect(await refusal(cast.as('a1').checklists.templates({}))).toBe('access.wrong_capacity')
      const template = await lead.createTemplate({ ...make, teamId: cast.net })
      expect(await refusal(lead.updateTemplate({ templateId: template.id, teamId: null }))).toBe('access.denied')
      expect(await refusal(lead.updateTemplate({ templateId: template.id, teamId: cast.fin }))).toBe('access.denied')
      expect(await refusal(cast.as('ad').checklists.createTemplate({ ...make, type: 'no_such_type' }))).toBe('machine.unknown_type')
      const titles = { en: 'z' }
      expect(await lead.updateTemplate({ templateId: template.id, titles, expectedVersion: 1 })).toMatchObject({ version: 2, titles })
      expect(await refusal(lead.updateTemplate({ templateId: template.id, titles: { en: 'a' }, expectedVersion: 1 }))).toBe(
        'checklist.template_conflict',
      )
      const fin = (await cast.as('ad').tickets.create({ subject: 'x', requesterId: cast.id.a1, teamId: cast.fin, type: 'incident' })).id
      expect(await refusal(cast.as('f1').checklists.copyTemplate({ ticketId: fin, templateId: template.id }))).toBe(
        'checklist.template_unfit',
      )
      for (const wrong of [{}, { he: 'x' }, { en: '' }, { en: 'x', 'no language': 'y' }, { en: 'x', he: 5 }])
        expect(await refusal(lead.createTemplate({ ...make, teamId: cast.net, titles: wrong as never })), JSON.stringify(wrong)).toBe(
          'input.invalid',
        )
    })

    it('keep healthy history', async () => {
      expect(await cast.desk.doctor()).toEqual({ healthy: true, findings: [] })
    })
  })
})
