import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { type KbDesk, kbDesk } from './kb-desk.ts'

describeOnBothDatabases('the index of articles', (kind) => {
  const codes = async (test: KbDesk): Promise<string[]> =>
    (await test.desk.doctor()).findings.map(({ code }) => code).filter((code) => code.startsWith('kb.'))
  const open = async () => {
    const test = await kbDesk(kind)
    const words = ['lantern', 'compass', 'anchor']
    const ids: string[] = []
    for (const word of words) ids.push(await test.article({ title: `The ${word}`, body: 'Stands in the harbour.' }))
    const found = async (query: string) => (await test.as('customer').kb.search({ query })).items.map(({ id }) => id)
    const write = (change: Parameters<(typeof test.desk)['~store']['write']>[0]) => test.desk['~store'].write(change)
    return { test, ids, words, found, write }
  }

  it('is made anew by the worker when another version of the analysis has made it, and doctor says so until then', async () => {
    const { test, ids, words, found, write } = await open()
    expect(await codes(test)).toEqual([])
    // As an older version left it: what it took for words nobody asks for today.
    await write(async ({ db }) => {
      await db.updateTable('kb_search_state').set({ analysis_version: 0 }).execute()
      await db.updateTable('kb_search_text').set({ analysis_version: 0 }).execute()
      await db.deleteFrom('kb_search_posting').execute()
    })
    expect(await found('lantern')).toEqual([])
    expect(await codes(test)).toEqual(['kb.search_outdated'])
    await test.tick({ jobs: ['kb/publish'] })
    expect(await codes(test)).toEqual([])
    for (const [at, word] of words.entries()) expect(await found(word)).toEqual([ids[at]])
  })

  it('is made whole by reindex: what is missing, what is too much, and all of it', async () => {
    const { test, ids, found, write } = await open()
    const before = await rowsOf(test)
    await write(async ({ db }) => {
      await db.deleteFrom('kb_search_text').where('article_id', '=', ids[0]).execute()
    })
    expect(await codes(test)).toEqual(['kb.search_missing'])
    expect((await test.desk.reindex()).documents).toBeGreaterThanOrEqual(1)
    expect([await codes(test), await found('lantern')]).toEqual([[], [ids[0]]])
    await write(async ({ db }) => {
      await db
        .updateTable('kb_translation')
        .set({ state: 'archived', published_version_id: null, published_at: null })
        .where('article_id', '=', ids[1])
        .execute()
    })
    expect(await codes(test)).toEqual(['kb.search_stranger'])
    await test.desk.reindex()
    expect(await codes(test)).toEqual([])
    await test.desk.reindex({ fromScratch: true })
    expect([await codes(test), await found('anchor')]).toEqual([[], [ids[2]]])
    // Counts of words did not grow by it.
    const after = await rowsOf(test)
    expect(after.words).toEqual(
      before.words
        .filter(({ word }) => !word.startsWith('compas'))
        .map((row) => ({ ...row, text_count: row.text_count === 3 ? 2 : row.text_count })),
    )
  })
})

async function rowsOf(test: KbDesk) {
  return test.desk['~store'].read(async ({ db }) => ({
    words: (await db.selectFrom('kb_search_word').select(['word', 'language', 'text_count']).orderBy('word').execute()) as {
      word: string
      language: string
      text_count: number
    }[],
  }))
}
