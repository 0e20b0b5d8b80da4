import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk, refusal } from './kb-desk.ts'

const ROUNDS = 8
const lost = ['kb.changed', 'kb.wrong_state']

describeOnBothDatabases('two at once', (kind) => {
  it('who approve one text: one of them does', async () => {
    const test = await kbDesk(kind)
    const categoryId = await test.category({ approval: 'other' })
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id: articleId } = await test.editor.kb.create({ categoryId, language: 'en', title: `Text ${round}`, body: 'Text.' })
      await test.editor.kb.submit({ articleId })
      const codes = await Promise.all([test.manager, test.second].map((who) => refusal(who.kb.approve({ articleId }))))
      expect(codes.filter((code) => code === 'none')).toHaveLength(1)
      for (const code of codes) expect(['none', ...lost]).toContain(code)
      const { translations } = await test.manager.kb.sheet({ articleId })
      const { reviews } = await test.manager.kb.version({ articleId, versionId: translations[0]?.publishedVersionId ?? '' })
      expect(reviews.map(({ verdict }) => verdict)).toEqual(['submitted', 'approved'])
    }
  })

  it('who approve and send back: one verdict stands', async () => {
    const test = await kbDesk(kind)
    const categoryId = await test.category({ approval: 'other' })
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id: articleId } = await test.editor.kb.create({ categoryId, language: 'en', title: `Text ${round}`, body: 'Text.' })
      await test.editor.kb.submit({ articleId })
      const [approved, sentBack] = await Promise.all([
        refusal(test.manager.kb.approve({ articleId })),
        refusal(test.second.kb.sendBack({ articleId, note: 'No' })),
      ])
      expect([approved, sentBack].filter((code) => code === 'none')).toHaveLength(1)
      const { translations } = await test.manager.kb.sheet({ articleId })
      expect(translations[0]?.state).toBe(approved === 'none' ? 'published' : 'draft')
      expect((await refusal(test.as('customer').kb.read({ articleId }))) === 'none').toBe(approved === 'none')
    }
  })

  it('votes of one person are one vote', async () => {
    const test = await kbDesk(kind)
    for (let round = 0; round < ROUNDS; round += 1) {
      const articleId = await test.article()
      const { versionId } = await test.as('customer').kb.read({ articleId })
      const vote = (isHelpful: boolean) => refusal(test.as('customer').kb.vote({ articleId, versionId, isHelpful }))
      expect(await Promise.all([vote(true), vote(false), vote(true)])).toEqual(['none', 'none', 'none'])
      const { helpful, unhelpful } = await test.manager.kb.votes({ articleId })
      expect(helpful + unhelpful).toBe(1)
    }
  })

  it('who publish and archive: what is archived nobody reads or finds', async () => {
    const test = await kbDesk(kind)
    const categoryId = await test.category()
    for (let round = 0; round < ROUNDS; round += 1) {
      const word = `quixotic${'abcdefgh'[round]}`
      const { id: articleId } = await test.editor.kb.create({ categoryId, language: 'en', title: word, body: 'Text.' })
      const [published, archived] = await Promise.all([
        refusal(test.manager.kb.publish({ articleId })),
        refusal(test.second.kb.archive({ articleId })),
      ])
      expect([published, archived]).toContain('none')
      for (const code of [published, archived]) expect(['none', ...lost]).toContain(code)
      const { translations } = await test.manager.kb.sheet({ articleId })
      expect(translations[0]?.state).toBe(archived === 'none' ? 'archived' : 'published')
      const isRead = archived !== 'none'
      const customer = test.as('customer')
      expect((await refusal(customer.kb.read({ articleId }))) === 'none').toBe(isRead)
      expect((await customer.kb.search({ query: word })).items.length > 0).toBe(isRead)
    }
  })
})
