import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk, refusal } from './kb-desk.ts'

describeOnBothDatabases('the states of a text', (kind) => {
  it('go from draft by review to published and archived, and nowhere else', async () => {
    const { manager, editor, second, category } = await kbDesk(kind)
    const categoryId = await category({ approval: 'other' })
    const { id: articleId } = await editor.kb.create({ categoryId, language: 'en', title: 'How to reset', body: 'Press it.' })
    const state = async () => (await manager.kb.sheet({ articleId })).translations[0]?.state
    expect(await refusal(editor.kb.publish({ articleId }))).toBe('kb.needs_approval')
    expect(await refusal(editor.kb.approve({ articleId }))).toBe('kb.wrong_state')
    await editor.kb.submit({ articleId })
    expect(await state()).toBe('in_review')
    expect(await refusal(editor.kb.approve({ articleId }))).toBe('kb.own_text')
    await second.kb.sendBack({ articleId, note: 'Which button?' })
    expect(await state()).toBe('draft')
    await second.kb.write({ articleId, title: 'How to reset', body: 'Press the red one.' })
    await editor.kb.submit({ articleId })
    expect(await refusal(second.kb.approve({ articleId }))).toBe('kb.own_text')
    await manager.kb.approve({ articleId })
    expect(await state()).toBe('published')
    await second.kb.write({ articleId, title: 'How to reset', body: 'Press the red one twice.' })
    await second.kb.submit({ articleId })
    await editor.kb.approve({ articleId })
    expect((await manager.kb.sheet({ articleId })).translations[0]).toMatchObject({ slug: 'how-to-reset', latestSequence: 3 })
    await editor.kb.archive({ articleId })
    expect(await state()).toBe('archived')
    expect(await refusal(editor.kb.write({ articleId, title: 'x', body: '' }))).toBe('kb.wrong_state')
    await editor.kb.revive({ articleId })
    expect(await state()).toBe('draft')
  })
})
