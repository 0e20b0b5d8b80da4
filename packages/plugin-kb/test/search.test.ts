import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk } from './kb-desk.ts'

describeOnBothDatabases('search in articles', (kind) => {
  it('finds words of the title before words of the text, in any form, misspelt or on the wrong keyboard', async () => {
    const desk = await kbDesk(kind)
    const categoryId = await desk.category()
    const printer = await desk.article({ categoryId, title: 'The printer does not print', body: '## Paper\n\nOpen the tray.' })
    const paper = await desk.article({ categoryId, title: 'Ordering paper', body: 'For every printer on the floor.' })
    const hebrew = await desk.article({ categoryId, language: 'he', title: 'המדפסת לא מדפיסה', body: 'פתחו את המגש.' })
    const ids = async (query: string) => (await desk.manager.kb.search({ query })).items.map(({ id }) => id)
    expect(await ids('printers')).toEqual([printer, paper])
    expect(await ids('priner')).toEqual([printer, paper])
    expect((await desk.manager.kb.search({ query: 'my priner is broken' })).didYouMean).toBe('my printer is broken')
    expect(await ids('במדפסת')).toEqual([hebrew])
    expect(await ids('nspx,')).toEqual([hebrew])
    expect(await ids('zzzzqq')).toEqual([])
    expect(await ids('paper tray')).toEqual([printer, paper])
    await desk.manager.kb.archive({ articleId: printer })
    expect(await ids('printers')).toEqual([paper])
    expect(await ids('tray')).toEqual([])
  })
})
