import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk, refusal } from './kb-desk.ts'

const draftId = '0198f000-0000-7000-8000-000000000001'

describeOnBothDatabases('suggestions', (kind) => {
  it('give whoever writes what they may read, and always the way to a person', async () => {
    const desk = await kbDesk(kind)
    const open = await desk.article({ title: 'The printer does not print', body: 'Open the tray.' })
    const inside = await desk.article({
      categoryId: await desk.category({ audience: { kind: 'staff' } }),
      title: 'The printer does not print: what to check first',
      body: 'In the printer room.',
    })
    const subject = 'printer wont print'
    const ids = async (who: Pick<typeof desk.manager, 'kb'>) => (await who.kb.suggest({ subject })).items.map(({ id }) => id)
    expect(await ids(desk.as('customer'))).toEqual([open])
    const nobody = async (words: string): Promise<unknown> => (await desk.fetch(null, `GET /api/kb/suggestions?subject=${words}`)).json()
    expect(await nobody('printer')).toMatchObject({ items: [{ id: open }] })
    expect((await ids(desk.as('agent'))).sort()).toEqual([open, inside].sort())
    expect(await nobody('zzz')).toEqual({ items: [], person: { operation: 'tickets.create', method: 'POST', path: '/api/tickets' } })
  })

  it('count as a deflection when the reader says so, once for a draft, and never for what is hidden', async () => {
    const desk = await kbDesk(kind)
    const open = await desk.article({ title: 'The printer does not print' })
    const other = await desk.article({ title: 'Another way to print' })
    const hidden = await desk.article({ categoryId: await desk.category({ audience: { kind: 'staff' } }), title: 'Hidden' })
    const customer = desk.as('customer')
    const solved = async () => (await desk.manager.kb.deflections({})).items.map(({ articleId, solved: count }) => [articleId, count])
    await customer.kb.suggest({ subject: 'printer' })
    await customer.kb.read({ articleId: open })
    expect(await solved()).toEqual([])
    await customer.kb.solvedBy({ articleId: open, draftId })
    await customer.kb.solvedBy({ articleId: open, draftId })
    await customer.kb.solvedBy({ articleId: other, draftId })
    expect(await solved()).toEqual([[open, 1]])
    expect(await refusal(customer.kb.solvedBy({ articleId: hidden, draftId }))).toBe('kb.article_not_found')
  })

  it('on a ticket say what the requester may read, and what was put into an answer is linked', async () => {
    const desk = await kbDesk(kind)
    const open = await desk.article({ title: 'The printer does not print' })
    const inside = await desk.article({
      categoryId: await desk.category({ audience: { kind: 'staff' } }),
      title: 'My printer does not print',
    })
    const ticket = await desk.as('customer').tickets.create({ subject: 'My printer does not print', body: 'Since Monday.' })
    const agent = desk.as('admin')
    const { items } = await agent.kb.suggestForTicket({ ticketId: ticket.id })
    expect(items.map(({ id, isForRequester, isLinked }) => [id, isForRequester, isLinked])).toEqual([
      [inside, false, false],
      [open, true, false],
    ])
    expect(await agent.kb.insertArticle({ ticketId: ticket.id, articleId: open })).toMatchObject({
      title: 'The printer does not print',
      isForRequester: true,
    })
    await agent.kb.insertArticle({ ticketId: ticket.id, articleId: open })
    expect((await agent.kb.suggestForTicket({ ticketId: ticket.id })).items.map(({ isLinked }) => isLinked)).toEqual([false, true])
    expect((await agent.kb.deflections({})).items).toMatchObject([{ articleId: open, inserted: 1, solved: 0 }])
    expect(await refusal(desk.as('otherAgent').kb.insertArticle({ ticketId: ticket.id, articleId: open }))).toBe('ticket.not_found')
  })

  it('write down what nobody has written about, apart for staff and customers, without numbers and addresses', async () => {
    const desk = await kbDesk(kind)
    await desk.article({ title: 'The printer does not print' })
    const customer = desk.as('customer')
    const ask = async (query: string) => {
      await customer.kb.search({ query })
      await desk.tick()
    }
    await ask('kangaroo 0501234567 ana@example.com')
    await ask('kangaroo 0501234567 ana@example.com')
    await ask('printer')
    await ask('!!! ??? "')
    await desk.as('agent').kb.search({ query: 'wombat' })
    await desk.tick()
    const gaps = await desk.manager.kb.gaps({})
    expect(gaps.items.map(({ question, acting, count }) => [question, acting, count]).sort()).toEqual([
      ['kangaroo # @', 'customer', 1],
      ['wombat', 'staff', 1],
    ])
    desk.clock.advance('11m')
    await ask('Kangaroo')
    await ask('kangaroo 0501234567 ana@example.com')
    expect((await desk.manager.kb.gaps({ acting: 'customer' })).items.map(({ count }) => count)).toEqual([2])
    desk.clock.advance('200d')
    expect(await desk.manager.kb.forgetMisses({})).toEqual({ forgotten: 2 })
  })
})
