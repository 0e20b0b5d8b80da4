import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast } from '../access/cast.ts'

forEachDatabase((kind) => {
  it('finds merged and split messages with every ticket that shows them, and no longer with one that does not', async () => {
    const cast = await openCast(kind)
    const open = async (body: string, requesterId: string) =>
      (await cast.as('ad').tickets.create({ subject: 'Ticket', body, requesterId, teamId: cast.net })).id
    const find = async (query: string, who: Parameters<Cast['as']>[0] = 'n1') =>
      (await cast.as(who).search.find({ query })).items.flatMap((item) => item.id).toSorted()
    const [s, t] = [await open('aardvark heron', cast.id.a2), await open('badger heron', cast.id.a1)]
    await cast.as('n1').tickets.note({ ticketId: s, body: 'capybara' })
    expect(await find('aardvark')).toEqual([s])
    await cast.as('n1').tickets.merge({ ticketId: s, intoId: t })
    expect(await find('aardvark')).toEqual([s, t].toSorted())
    expect(await find('"aardvark heron"')).toEqual([s, t].toSorted())
    expect(await find('aardvark', 'a1')).toEqual([t])
    expect(await find('badger', 'a2')).toEqual([t])
    expect(await find('capybara', 'a1')).toEqual([])
    expect(await find('capybara')).toEqual([s, t].toSorted())
    await cast.as('n1').tickets.unmerge({ ticketId: s })
    expect(await find('aardvark')).toEqual([s])
    expect(await find('capybara')).toEqual([s])
    // A word of both stays with both.
    expect(await find('heron')).toEqual([s, t].toSorted())
    expect(await find('badger', 'a2')).toEqual([])
    const u = await open('dingo', cast.id.a1)
    await cast.as('n1').tickets.merge({ ticketId: s, intoId: t })
    await cast.as('n1').tickets.merge({ ticketId: t, intoId: u })
    expect(await find('aardvark')).toEqual([s, u].toSorted())
    await cast.as('n1').tickets.unmerge({ ticketId: t })
    expect(await find('aardvark')).toEqual([s, t].toSorted())
    await cast.as('n1').tickets.unmerge({ ticketId: s })
    const [first] = (await cast.as('n1').tickets.messages({ ticketId: s })).items
    const { id } = await cast.as('n1').tickets.split({ ticketId: s, messageIds: [first?.id ?? ''], subject: 'Part' })
    expect(await find('aardvark')).toEqual([s, id].toSorted())
    expect(await find('capybara')).toEqual([s])
    // What was split off into a ticket goes along when that is merged, also where the text itself is read.
    await cast.as('n1').tickets.merge({ ticketId: id, intoId: u })
    expect(await find('"aardvark heron"')).toEqual([s, id, u].toSorted())
    const [root] = (await cast.as('n1').search.find({ query: 'aardvark dingo' })).items
    expect(root?.excerpt?.text).toMatch(/aardvark heron|dingo/)
  })
})
