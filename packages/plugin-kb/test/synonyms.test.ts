import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { synonyms } from '../src/index.ts'
import { kbDesk } from './kb-desk.ts'

describeOnBothDatabases('synonyms', (kind) => {
  it('find articles by each other, in other languages too, behind those that have the word itself', async () => {
    const desk = await kbDesk(kind, { synonyms: synonyms(['wifi', 'wlan', 'вайфай'], ['laptop', 'notebook', 'מחשב']) })
    const wlan = await desk.article({ title: 'WLAN in the canteen', body: 'Choose the network.' })
    const wifi = await desk.article({ title: 'Wifi in the hall', body: 'Choose the network.' })
    const notebooks = await desk.article({ title: 'Ordering notebooks', body: 'One each.' })
    const customer = desk.as('customer')
    const found = async (query: string) => (await customer.kb.search({ query })).items.map(({ id }) => id)
    expect(await found('wifi')).toEqual([wifi, wlan])
    expect(await found('wlan')).toEqual([wlan, wifi])
    expect((await found('вайфай')).sort()).toEqual([wlan, wifi].sort())
    expect(await found('my laptops are broken')).toEqual([notebooks])
    expect(await found('מחשב')).toEqual([notebooks])
    expect((await customer.kb.suggest({ subject: 'laptop' })).items.map(({ id }) => id)).toEqual([notebooks])
    // What was found by another word is no misspelling of it.
    expect((await customer.kb.search({ query: 'laptop' })).didYouMean).toBeNull()
  })
})

it('are single words, and not without end', () => {
  for (const groups of [[['two words', 'one']], [['']], [Array.from({ length: 21 }, (_, n) => `word${String.fromCharCode(97 + n)}`)]])
    expect(() => synonyms(...groups)).toThrow(/synonyms/)
  expect(() => synonyms(...Array.from({ length: 1001 }, () => ['a', 'b']))).toThrow(/1000/)
})
