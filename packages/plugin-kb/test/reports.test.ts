import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { type KbDesk, kbDesk, refusal } from './kb-desk.ts'

/** Everybody named says of what is published now whether it helped. */
async function say(
  desk: KbDesk,
  articleId: string,
  isHelpful: boolean,
  who: readonly ('customer' | 'manager' | 'otherCustomer' | 'agent')[],
) {
  for (const name of who) {
    const { kb } = desk.as(name)
    await kb.vote({ articleId, versionId: (await kb.read({ articleId })).versionId, isHelpful })
  }
}

describeOnBothDatabases('reports', (kind) => {
  it('call an article stale when it is due, outdated in a language, or voted down by most', async () => {
    const desk = await kbDesk(kind)
    const { kb } = desk.manager
    const found = async (who = desk.manager) =>
      (await who.kb.stale({})).items.map(({ articleId, isReviewDue, outdated, helpful, unhelpful: against }) => ({
        articleId,
        isReviewDue,
        outdated,
        votes: `${helpful}:${against}`,
      }))
    const due = await desk.article({ title: 'Due' })
    await kb.arrange({ articleId: due, reviewAt: '2026-01-06T09:00:00.000Z' })
    const translated = await desk.article()
    await kb.write({ articleId: translated, language: 'it', title: 'Titolo', body: 'Testo.' })
    await kb.publish({ articleId: translated, language: 'it' })
    const voted = await desk.article()
    await say(desk, voted, false, ['customer', 'manager'])
    expect(await found()).toEqual([])

    await say(desk, voted, false, ['otherCustomer'])
    const down = { articleId: voted, isReviewDue: false, outdated: [], votes: '0:3' }
    expect(await found()).toEqual([down])
    await say(desk, voted, true, ['agent'])
    expect(await found()).toEqual([{ ...down, votes: '1:3' }])
    // As many say the opposite.
    await say(desk, voted, true, ['customer', 'manager'])
    expect(await found()).toEqual([])

    await kb.write({ articleId: translated, title: 'Another title', body: 'Another text.' })
    // A draft outdates nothing that readers have.
    expect(await found()).toEqual([])
    await kb.publish({ articleId: translated })
    const old = { articleId: translated, isReviewDue: false, outdated: ['it'], votes: '0:0' }
    expect(await found()).toEqual([old])
    desk.clock.set('2026-01-06T09:00:00.000Z')
    expect(await found()).toEqual([{ articleId: due, isReviewDue: true, outdated: [], votes: '0:0' }, old])

    await kb.write({ articleId: translated, language: 'it', title: 'Titolo nuovo', body: 'Testo nuovo.' })
    await kb.publish({ articleId: translated, language: 'it' })
    await kb.archive({ articleId: due })
    expect(await found()).toEqual([])
    expect(await refusal(desk.as('customer').kb.stale({}))).not.toBe('none')
  })

  it('name what did not help, the worst first, by votes of what is published now and as far as the caller reads', async () => {
    const desk = await kbDesk(kind)
    const { kb } = desk.manager
    const bad = await desk.article({ title: 'Bad' })
    const worse = await desk.article({ title: 'Worse' })
    const good = await desk.article({ title: 'Good' })
    const hidden = await desk.article({
      title: 'Hidden',
      categoryId: await desk.category({ audience: { kind: 'teams', teamIds: [desk.places.teams.net] } }),
    })
    await say(desk, bad, false, ['customer'])
    await say(desk, bad, true, ['manager', 'otherCustomer'])
    await say(desk, worse, false, ['customer', 'manager'])
    await say(desk, good, true, ['customer'])
    await say(desk, hidden, false, ['agent'])
    const found = async (who: Pick<typeof desk.manager, 'kb'>) =>
      (await who.kb.unhelpful({})).items.map(({ title, helpful, unhelpful: against }) => `${title} ${helpful}:${against}`)
    expect((await found(desk.manager)).sort()).toEqual(['Bad 2:1', 'Hidden 0:1', 'Worse 0:2'])
    expect((await found(desk.manager))[0]).toBe('Worse 0:2')
    expect((await found(desk.as('otherAgent'))).sort()).toEqual(['Bad 2:1', 'Worse 0:2'])
    expect((await kb.unhelpful({ limit: 1 })).items.map(({ articleId }) => articleId)).toEqual([worse])
    await kb.write({ articleId: worse, title: 'Better', body: 'Written anew.' })
    expect((await found(desk.manager))[0]).toBe('Worse 0:2')
    await kb.publish({ articleId: worse })
    expect((await found(desk.manager)).sort()).toEqual(['Bad 2:1', 'Hidden 0:1'])
  })
})
