import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk, refusal } from './kb-desk.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describeOnBothDatabases('texts of an article', (kind) => {
  it('are read in the reader’s language, the desk’s, the primary one, and say when they are outdated', async () => {
    const test = await kbDesk(kind)
    const { kb } = test.manager
    const categoryId = await test.category()
    const { id: articleId } = await kb.create({ categoryId, language: 'iw', title: 'איפוס', body: 'לחצו.' })
    await kb.publish({ articleId })
    await kb.write({ articleId, language: 'fa', title: 'بازنشانی', body: 'فشار دهید.' })
    await kb.publish({ articleId, language: 'fa' })
    const read = async (language: string | undefined, externalId = 'x') => {
      const desk = test.desk.as({ externalId: `reader-${externalId}`, ...(language ? { language } : {}) })
      const { language: found, isOutdated, slug } = await desk.kb.read({ articleId })
      return `${found} ${isOutdated} ${slug}`
    }
    expect(await read('fa-IR', '1')).toBe('fa false بازنشانی')
    expect(await read('ja', '2')).toBe('he false איפוס') // no Japanese, no English: the primary one
    await kb.write({ articleId, title: 'איפוס', body: 'לחצו פעמיים.' })
    expect(await read('fa', '1')).toBe('fa false بازنشانی') // what is newer is not out yet
    expect((await kb.sheet({ articleId })).translations.map(({ language, isOutdated }) => `${language} ${isOutdated}`)).toEqual([
      'fa true',
      'he false',
    ])
    await kb.publish({ articleId })
    expect(await read('fa', '1')).toBe('fa true بازنشانی')
    await kb.write({ articleId, language: 'en', title: 'Reset', body: 'Press it twice.' })
    await kb.publish({ articleId, language: 'en' })
    expect(await read('ja', '2')).toBe('en false reset') // the desk's
    await kb.archive({ articleId, language: 'en' })
    expect(await read('ja', '2')).toBe('he false איפוס')
    expect(await refusal(kb.write({ articleId, language: 'ja', title: 'x', body: '', sourceVersionId: test.ids.missing(1) }))).toBe(
      'kb.source_invalid',
    )
  })

  it('keep every slug that they had, and nobody else gets it', async () => {
    const test = await kbDesk(kind)
    const { kb } = test.manager
    const categoryId = await test.category()
    const article = async (title: string) => {
      const { id } = await kb.create({ categoryId, language: 'en', title, body: '' })
      await kb.publish({ articleId: id })
      return id
    }
    const [one, two] = [await article('VPN: how to?'), await article('VPN - how to')]
    const slugOf = async (articleId: string) => (await kb.read({ articleId })).slug
    expect([await slugOf(one), await slugOf(two)]).toEqual(['vpn-how-to', 'vpn-how-to-2'])
    const rename = async (articleId: string, slug: string) => {
      await kb.write({ articleId, title: 'VPN', body: '', slug })
      await kb.publish({ articleId })
    }
    await rename(one, 'Remote')
    await rename(two, 'vpn-how-to')
    expect([await slugOf(one), await slugOf(two)]).toEqual(['remote', 'vpn-how-to-2'])
    await rename(one, 'vpn-how-to') // back again: a circle, if slugs led to slugs
    await rename(one, 'remote')
    for (const slug of ['vpn-how-to', 'remote', 'REMOTE']) {
      const found = await test.as('customer').kb.findBySlug({ language: 'en', slug })
      expect([found.id, found.slug]).toEqual([one, 'remote'])
    }
    // What a draft will be called is nobody's business yet.
    await kb.write({ articleId: one, title: 'VPN', body: '', slug: 'merger-with-acme' })
    expect(await refusal(test.as('customer').kb.findBySlug({ language: 'en', slug: 'merger-with-acme' }))).toBe('kb.article_not_found')
    await kb.archive({ articleId: one })
    expect(await refusal(test.as('customer').kb.findBySlug({ language: 'en', slug: 'remote' }))).toBe('kb.article_not_found')
    for (const slug of ['a b', '../x', '<x>', 'a--b', '-a', '']) expect(await refusal(rename(two, slug)), slug).toBe('input.invalid')
    await rename(two, 'Как-настроить-впн')
    expect((await kb.findBySlug({ language: 'en', slug: 'КАК-НАСТРОИТЬ-ВПН' })).id).toBe(two)
  })

  it('are compared and restored as new versions', async () => {
    const test = await kbDesk(kind)
    const articleId = await test.article({ title: 'A door', body: 'One\nTwo\nThree\n' })
    await test.editor.kb.write({ articleId, title: 'A red door', body: 'One\n2\nThree\n', note: 'Digits' })
    const { items } = await test.manager.kb.versions({ articleId })
    expect(items.map(({ sequence, note, isPublished }) => [sequence, note, isPublished])).toEqual([
      [2, 'Digits', false],
      [1, '', true],
    ])
    expect(items[0]?.author).toMatchObject({ id: test.actors.agent.id })
    const [newer = { id: '' }, older = { id: '' }] = items
    const { body, title } = await test.manager.kb.compare({ articleId, versionId: older.id, otherId: newer.id })
    expect(body).toEqual([
      { kind: 'same', text: 'One\n' },
      { kind: 'removed', text: 'Two\n' },
      { kind: 'added', text: '2\n' },
      { kind: 'same', text: 'Three\n' },
    ])
    expect(title.filter(({ kind: change }) => change === 'added').map(({ text }) => text.trim())).toEqual(['red'])
    await test.editor.kb.restore({ articleId, versionId: older.id, note: 'Words again' })
    const [restored] = (await test.manager.kb.versions({ articleId })).items
    expect(restored).toMatchObject({ sequence: 3, title: 'A door', restoredFromId: older.id })
    expect((await test.manager.kb.versions({ articleId, limit: 1, cursor: newer.id })).items.map(({ sequence }) => sequence)).toEqual([1])
    const foreign = await test.article()
    expect(await refusal(test.manager.kb.version({ articleId: foreign, versionId: older.id }))).toBe('kb.version_not_found')
  })

  it('are published by the clock and reminded of once, by however many workers', async () => {
    const test = await kbDesk(kind)
    const { manager, clock } = test
    const articleId = await test.article({ title: 'Old', reviewAt: '2026-01-05T12:00:00.000Z' })
    await manager.kb.write({ articleId, title: 'New', body: '' })
    expect(await refusal(manager.kb.publish({ articleId, at: '2026-01-05T08:00:00.000Z' }))).toBe('kb.publish_in_past')
    await manager.kb.publish({ articleId, at: '2026-01-05T11:00:00.000Z' })
    const other = test.another({ plugins: [(await import('../src/index.ts')).knowledgeBase()] })
    const ticks = async () => {
      await test.tick({ jobs: ['kb/publish'] })
      await Promise.all([test.desk.tick(), other.tick()])
    }
    const title = async () => (await test.as('customer').kb.read({ articleId })).title
    await ticks()
    expect(await title()).toBe('Old')
    clock.advance('2h')
    await ticks()
    expect(await title()).toBe('New')
    clock.advance('2h')
    await ticks()
    await ticks()
    const names = (await test.events.all()).map(({ event }) => event)
    expect(names.filter((name) => name === 'kb.review_due')).toHaveLength(1)
    expect(names.filter((name) => name === 'kb.article_published')).toHaveLength(2)
    expect((await manager.kb.sheets({ reviewDue: true })).items.map(({ id }) => id)).toEqual([articleId])
    // A save takes back what was to be published.
    await manager.kb.write({ articleId, title: 'Newer', body: '' })
    await manager.kb.publish({ articleId, at: '2026-01-06T00:00:00.000Z' })
    await manager.kb.write({ articleId, title: 'Newest', body: '' })
    clock.advance('2d')
    await ticks()
    expect(await title()).toBe('New')
  })

  it('show files of their own, and no reader gets one that no published text shows', async () => {
    const test = await kbDesk(kind)
    const { manager } = test
    const [articleId, other] = [await test.article(), await test.article()]
    const stage = async (name: string) => (await manager.files.stage({ name, body: png })).id
    const [shown, hidden, foreign] = [await stage('a.png'), await stage('b.png'), await stage('c.png')]
    await manager.kb.attachFile({ articleId, fileId: shown })
    await manager.kb.attachFile({ articleId, fileId: hidden })
    await manager.kb.attachFile({ articleId: other, fileId: foreign })
    await manager.kb.write({ articleId, title: 'A', body: `![one](file:${shown}) ![two](file:${foreign})` })
    const bytes = async (who: 'customer' | 'agent', fileId: string, of = articleId) => {
      try {
        const { body } = await test.as(who).kb.file({ articleId: of, fileId })
        let size = 0
        for await (const part of body) size += part.length
        return size
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(await bytes('customer', shown)).toBe('kb.file_not_found')
    await manager.kb.publish({ articleId })
    expect(await bytes('customer', shown)).toBe(png.length)
    expect((await test.as('customer').kb.read({ articleId })).html).toBe(
      `<p dir="ltr"><img src="/api/kb/articles/${articleId}/files/${shown}" alt="one" loading="lazy"> two</p>\n`,
    )
    for (const [fileId, of] of [
      [hidden, articleId],
      [foreign, articleId],
      [foreign, other],
      [shown, other],
    ] as const)
      expect(await bytes('customer', fileId, of)).toBe('kb.file_not_found')
    expect(await bytes('agent', hidden)).toBe(png.length)
    expect(await refusal(manager.kb.removeFile({ articleId, fileId: shown }))).toBe('kb.file_in_use')
    await manager.kb.arrange({ articleId, audience: { kind: 'staff' } })
    expect(await bytes('customer', shown)).toBe('kb.file_not_found')
    await manager.kb.archive({ articleId })
    await manager.kb.remove({ articleId })
    expect(await bytes('agent', shown)).toBe('kb.file_not_found')
    expect((await test.desk.doctor()).healthy).toBe(true)
  })

  it('have one vote of a person for each version', async () => {
    const test = await kbDesk(kind)
    const articleId = await test.article()
    const { versionId } = await test.manager.kb.read({ articleId })
    const customer = test.as('customer')
    await customer.kb.vote({ articleId, versionId, isHelpful: true })
    await Promise.all([1, 2, 3, 4].map(() => customer.kb.vote({ articleId, versionId, isHelpful: false, reason: 'unclear' })))
    await test.as('otherCustomer').kb.vote({ articleId, versionId, isHelpful: true })
    expect(await test.manager.kb.votes({ articleId })).toMatchObject({ helpful: 1, unhelpful: 1, comments: [{ reason: 'unclear' }] })
    await customer.kb.unvote({ articleId, versionId })
    expect(await refusal(customer.kb.unvote({ articleId, versionId }))).toBe('kb.no_vote')
    await test.manager.kb.arrange({ articleId, audience: { kind: 'staff' } })
    expect(await refusal(customer.kb.vote({ articleId, versionId, isHelpful: true }))).toBe('kb.article_not_found')
  })

  it('are changed by one of many at once', async () => {
    const test = await kbDesk(kind)
    const articleId = await test.article()
    const settled = await Promise.all(
      Array.from({ length: 12 }, (_, n) => refusal(test.manager.kb.write({ articleId, title: `T${n}`, body: '', expectedVersion: 2 }))),
    )
    expect(settled.filter((code) => code === 'none')).toHaveLength(1)
    expect(new Set(settled)).toEqual(new Set(['none', 'kb.changed']))
    await test.manager.kb.submit({ articleId })
    const decided = await Promise.all([
      ...Array.from({ length: 4 }, () => refusal(test.manager.kb.approve({ articleId }))),
      ...Array.from({ length: 4 }, () => refusal(test.editor.kb.sendBack({ articleId, note: 'No' }))),
    ])
    expect(decided.filter((code) => code === 'none')).toHaveLength(1)
    const languages = await Promise.all(
      Array.from({ length: 6 }, () => refusal(test.manager.kb.write({ articleId, language: 'ru', title: 'Т', body: '' }))),
    )
    expect(languages).toContain('none')
    const { items } = await test.manager.kb.versions({ articleId, language: 'ru' })
    expect(items).toHaveLength(languages.filter((code) => code === 'none').length)
    // Of ten that want one slug each gets its own.
    const categoryId = await test.category()
    const ids = await Promise.all(
      Array.from({ length: 10 }, async () => (await test.manager.kb.create({ categoryId, language: 'en', title: 'Same', body: '' })).id),
    )
    await Promise.all(ids.map((id) => test.manager.kb.publish({ articleId: id })))
    const slugs = await Promise.all(ids.map(async (id) => (await test.manager.kb.read({ articleId: id })).slug))
    expect(new Set(slugs).size).toBe(10)
  })

  it('are never wider than a category that is narrowed while they come and go', async () => {
    const test = await kbDesk(kind)
    const { manager } = test
    const [top, aside] = [await test.category(), await test.category()]
    const inner = await test.category({ parentId: top })
    const ids = await Promise.all(Array.from({ length: 8 }, () => test.article({ categoryId: aside })))
    await Promise.all([
      manager.kb.updateCategory({ categoryId: top, audience: { kind: 'staff' } }),
      ...ids.map((articleId) => manager.kb.arrange({ articleId, categoryId: inner, audience: { kind: 'public' } }).catch(() => undefined)),
      ...ids.map(() => manager.kb.create({ categoryId: inner, language: 'en', title: 'x', body: '' })),
    ])
    for (const { categoryId, effectiveAudience } of (await manager.kb.sheets({ limit: 200 })).items)
      if (categoryId === inner) expect(effectiveAudience.kind).toBe('staff')
  })
})
