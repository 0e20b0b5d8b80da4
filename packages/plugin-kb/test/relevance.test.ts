import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { kbDesk } from './kb-desk.ts'
import { freshQuestions, languages, measureRecall, sampleArticles } from './relevance/relevance.ts'

/** Of twenty, in each half: what was reached. Losing one is losing something that people ask. */
const reached: Readonly<Record<string, readonly [tuned: number, heldOut: number]>> = {
  en: [20, 20],
  he: [20, 20],
  fa: [20, 20],
  ja: [20, 20],
  it: [20, 20],
  ru: [20, 20],
}

/** Of the twenty that were written afterwards. */
const fresh: Readonly<Record<string, number>> = { en: 13, he: 17, fa: 18, ja: 18, it: 16, ru: 18 }

/** Of all 240: those of which the article was the very first. */
const FIRST = 228

describeOnBothDatabases('relevance', (kind) => {
  it('has the right article among the first five as often as it ever had', { timeout: 300_000 }, async () => {
    const desk = await kbDesk(kind)
    const categoryId = await desk.category()
    const keys = new Map<string, string>()
    const ids = new Map<string, string>()
    for (const language of languages)
      for (const { key, title, body } of sampleArticles(language)) {
        const articleId = ids.get(key)
        const sheet = articleId
          ? await desk.manager.kb.write({ articleId, language, title, body })
          : await desk.manager.kb.create({ categoryId, language, title, body })
        ids.set(key, sheet.id)
        keys.set(sheet.id, key)
        await desk.manager.kb.publish({ articleId: sheet.id, language })
      }
    const customer = desk.as('customer')
    const search = async (query: string, language: string) =>
      (await customer.kb.search({ query, language, limit: 5 })).items.map(({ id }) => keys.get(id) ?? '')
    const recall = await measureRecall(search)
    for (const { language, isHeldOut, found, missed } of recall)
      expect(found, `${language}: ${missed.join('; ')}`).toBeGreaterThanOrEqual(reached[language]?.[isHeldOut ? 1 : 0] ?? 20)
    expect(recall.reduce((sum, { first }) => sum + first, 0)).toBeGreaterThanOrEqual(FIRST)
    const afterwards = await measureRecall(search, freshQuestions())
    const lost = afterwards.filter(({ language, found }) => found < (fresh[language] ?? 20))
    expect(lost.map(({ language, found, missed }) => [language, found, ...missed])).toEqual([])
  })
})
