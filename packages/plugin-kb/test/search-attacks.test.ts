import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk, refusal } from './kb-desk.ts'

const hostile = [
  '"',
  "'; drop table kb_article; --",
  'NEAR(a b, 3) OR title:* AND NOT "x',
  '%_%',
  '\\',
  '\u0000\u0001 printer',
  '\ud800 printer \udfff',
  '^pri -printer +(*)',
  '🖨️🖨️🖨️',
  'ﷺ ⑴ ㍿ ½',
  'a'.repeat(1000),
  'ab '.repeat(333),
  '語'.repeat(1000),
  'ש'.repeat(1000),
  `${'а'.repeat(24)} `.repeat(40),
  "[;],.'`;[]".repeat(80),
  '\u202e\u200f\u200c\u200d',
  'constructor __proto__ toString',
]

describeOnBothDatabases('attacks on search', (kind) => {
  it('find that signs mean nothing, and that nothing is too long or too strange to be answered', async () => {
    const desk = await kbDesk(kind)
    await desk.article({ title: 'The printer does not print', body: 'constructor' })
    const customer = desk.as('customer')
    for (const query of hostile) {
      // What is no text at all is refused as such.
      const answers = query.includes('\u0000') || !query.isWellFormed() ? ['input.invalid'] : ['none']
      expect(answers, query).toContain(await refusal(customer.kb.search({ query })))
      expect(answers, query).toContain(await refusal(customer.kb.suggest({ subject: query.slice(0, 500), body: query, type: 'question' })))
    }
    await desk.tick()
    for (const { question } of (await desk.manager.kb.gaps({})).items) expect(question.length).toBeLessThanOrEqual(200)
    expect(await refusal(customer.kb.search({ query: 'a'.repeat(1001) }))).toBe('input.invalid')
    expect(await refusal(customer.kb.suggest({ subject: 'a'.repeat(501) }))).toBe('input.invalid')
    expect(await refusal(customer.kb.search({ query: 'printer', categoryId: desk.ids.missing(1) }))).toBe('kb.category_not_found')
    expect((await desk.fetch(null, 'GET /api/kb/search?query=%00%FF%22printer')).status).toBeLessThan(500)
    for (const report of ['gaps', 'stale', 'unhelpful', 'deflections'])
      expect((await desk.fetch('customer', `GET /api/kb/reports/${report}`)).status, report).toBe(403)
  })

  it('get the same answer for what is hidden as for what is missing, to the last sign', async () => {
    const desk = await kbDesk(kind)
    const { acme } = desk.places.companies
    const categoryId = await desk.category()
    await desk.article({ categoryId, title: 'The printer does not print', body: 'Open the tray.' })
    await desk.article({ categoryId, title: 'Ordering paper', body: 'For every printer.' })
    const draft = await desk.manager.kb.create({ categoryId, language: 'en', title: 'Waiting', body: 'x' })
    const questions = ['zebra', 'zebrq', 'printer zebra', 'zebra printers', 'priner', 'tray', 'prin', 'ordr', 'quokka', 'quoka', 'kuokkaa']
    const answers = async () => {
      const all: string[] = []
      for (const who of ['customer', 'otherCustomer'] as const)
        for (const query of questions)
          all.push(JSON.stringify([await desk.as(who).kb.search({ query }), await desk.as(who).kb.suggest({ subject: query })]))
      return all
    }
    const before = await answers()
    await desk.article({
      categoryId: await desk.category({ audience: { kind: 'staff' } }),
      title: 'Zebra printer',
      body: 'Zebras and priners',
    })
    await desk.manager.kb.write({ articleId: draft.id, title: 'Zebra draft', body: 'quokka' })
    const archived = await desk.article({ categoryId, title: 'Quokka', body: 'printer tray zebra' })
    await desk.manager.kb.archive({ articleId: archived })
    expect(await answers()).toEqual(before)
    const narrowed = await desk.article({ categoryId, title: 'Quokka', audience: { kind: 'companies', companyIds: [acme] } })
    const found = async (who: 'customer' | 'otherCustomer') => (await desk.as(who).kb.search({ query: 'quoka' })).items.map(({ id }) => id)
    expect([await found('customer'), await found('otherCustomer')]).toEqual([[narrowed], []])
    await desk.manager.kb.updateCategory({ categoryId, audience: { kind: 'staff' } })
    expect([await found('customer'), await found('otherCustomer')]).toEqual([[], []])
  })

  it('see what is published, in whatever version is written meanwhile', async () => {
    const desk = await kbDesk(kind)
    const articleId = await desk.article({ title: 'Copper', body: 'Old text.' })
    await desk.manager.kb.write({ articleId, title: 'Silver', body: 'New text.' })
    const found = async (query: string) => (await desk.as('customer').kb.search({ query })).items.length
    expect([await found('copper'), await found('silver')]).toEqual([1, 0])
    await desk.manager.kb.publish({ articleId })
    expect([await found('copper'), await found('silver')]).toEqual([0, 1])
    await desk.manager.kb.write({ articleId, language: 'ja', title: '銀について', body: '本文。' })
    await desk.manager.kb.publish({ articleId, language: 'ja' })
    expect((await desk.as('customer').kb.search({ query: '銀' })).items).toMatchObject([{ id: articleId, language: 'en', foundIn: 'ja' }])
    await desk.manager.kb.archive({ articleId })
    expect([await found('silver'), await found('銀')]).toEqual([0, 0])
    await desk.manager.kb.remove({ articleId })
    expect((await desk.desk.doctor()).healthy).toBe(true)
  })

  it('publish side by side, and the index counts right', async () => {
    const desk = await kbDesk(kind)
    const categoryId = await desk.category()
    const ids = await Promise.all(
      Array.from(
        { length: 8 },
        async (_, n) => (await desk.manager.kb.create({ categoryId, language: 'en', title: `Lantern ${'abcdefgh'[n]}x`, body: '' })).id,
      ),
    )
    await Promise.all(ids.map((articleId) => desk.manager.kb.publish({ articleId })))
    const count = async () => (await desk.as('customer').kb.search({ query: 'lantern', limit: 50 })).items.length
    expect(await count()).toBe(8)
    await Promise.all(ids.slice(0, 5).map((articleId) => desk.manager.kb.archive({ articleId })))
    expect(await count()).toBe(3)
    expect((await desk.as('customer').kb.search({ query: 'lantren' })).items).toHaveLength(3)
  })
})
