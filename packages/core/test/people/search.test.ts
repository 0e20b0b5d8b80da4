import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { nameKey } from '../../src/value/name-key.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

const names = [
  'Élodie Müller',
  'eLODIE b',
  'Straße GmbH',
  'ΣΟΦΟΣ Ελένη',
  'שָׂרָה כהן',
  'علي رضایی',
  'کاوه آهنگر',
  'Ёлкина Мария',
  '田中さくら',
  'İstanbul Ofis',
  '100% sure',
  '100 unsure',
  'under_score',
  'underXscore',
  'O\'Hara \\ "quoted"',
  '😀 smile',
]

/** [what is typed, what is found], whatever the script and the case. */
const searches: [string, string[]][] = [
  ['elodie', ['eLODIE b', 'Élodie Müller']],
  ['ÉLODIE M', ['Élodie Müller']],
  ['strasse', ['Straße GmbH']],
  ['STRASSE', ['Straße GmbH']],
  ['σοφος', ['ΣΟΦΟΣ Ελένη']],
  ['Σοφό', ['ΣΟΦΟΣ Ελένη']],
  ['שרה', ['שָׂרָה כהן']],
  ['علی', ['علي رضایی']],
  ['كاوه', ['کاوه آهنگر']],
  ['елкина', ['Ёлкина Мария']],
  ['田', ['田中さくら']],
  ['istanbul', ['İstanbul Ofis']],
  ['100%', ['100% sure']],
  ['100', ['100 unsure', '100% sure']],
  ['under_', ['under_score']],
  ["o'hara \\", ['O\'Hara \\ "quoted"']],
  ['😀', ['😀 smile']],
  ['%', []],
  ['_', []],
  ['MAIL.of', ['eLODIE b']],
]

const hostile = [
  '"',
  "'",
  "' or 1=1 --",
  'NEAR(a b',
  '50%',
  '*',
  '-x',
  'col:val',
  '{x}',
  '^a',
  '('.repeat(300),
  '\\',
  '\ud800',
  '\u0301',
  '\u200f',
  '\uffff',
  '𐀀',
  'ﷺ'.repeat(300),
]

forEachDatabase((kind) => {
  describe('search for people and companies', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      for (const name of names)
        await cast.as('ad').people.create({ name, ...(name === 'eLODIE b' ? { email: 'Mail.Of@Example.com' } : {}) })
      for (const name of names) await cast.as('ad').companies.create({ name })
    })

    it.each(searches)('finds %s by its beginning', async (query, expected) => {
      expect((await cast.as('n1').people.list({ query })).items.map(({ name }) => name)).toEqual(expected)
      const companies = expected.filter(() => query !== 'MAIL.of')
      expect((await cast.as('n1').companies.list({ query })).items.map(({ name }) => name)).toEqual(companies)
    })

    it.each(hostile)('answers %j', async (query) => {
      for (const name of ['n1', 'am'] as const)
        for (const group of ['people', 'companies'] as const) {
          const answer = await answerOf(cast.as(name)[group].list({ query }))
          expect(answer).toSatisfy((value: object) => 'items' in value || ('status' in value && value.status === 422))
        }
    })

    it('refuses NUL and too much', async () => {
      expect(await refusal(cast.as('n1').people.list({ query: 'a\0b' }))).toBe('input.invalid')
      expect(await refusal(cast.as('n1').people.list({ query: 'x'.repeat(200_000) }))).toBe('input.invalid')
    })

    it('takes names whose key is longer than any index allows', async () => {
      const name = 'ﷺ'.repeat(200)
      const { id } = await cast.as('ad').people.create({ name })
      expect((await cast.as('ad').people.list({ query: 'ﷺ'.repeat(150) })).items.map((person) => person.id)).toEqual([id])
    })

    it.each([1, 2, 7, 200])('pages through all by name, %i at a time, each once', async (limit) => {
      const found: { id: string; name: string }[] = []
      let cursor: string | null = null
      do {
        const page: { items: { id: string; name: string }[]; nextCursor: string | null } = await cast
          .as('n1')
          .people.list({ limit, ...(cursor === null ? {} : { cursor }) })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        found.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      const sorted = found.toSorted((a, b) => Buffer.compare(nameKey(a.name), nameKey(b.name)) || (a.id < b.id ? -1 : 1))
      expect(found.map(({ name }) => name)).toEqual(sorted.map(({ name }) => name))
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
      expect(found.length).toBeGreaterThanOrEqual(names.length + 9)
    })

    it('pages through those found by name or by address, each once', async () => {
      for (let index = 0; index < 9; index += 1)
        await cast
          .as('ad')
          .people.create({ name: index % 2 ? `zed ${index}` : `other ${index}`, email: index % 3 ? 'zed@example.com' : 'x@example.com' })
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page: { items: { name: string }[]; nextCursor: string | null } = await cast
          .as('n1')
          .people.list({ query: 'zed', limit: 2, ...(cursor === null ? {} : { cursor }) })
        found.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(found).toEqual(['other 2', 'other 4', 'other 8', 'zed 1', 'zed 3', 'zed 5', 'zed 7'])
    })

    it('refuses cursors of others, of other queries, altered ones, and limits out of bounds', async () => {
      const { nextCursor } = await cast.as('n1').people.list({ limit: 1 })
      const cursor = nextCursor ?? ''
      expect(await refusal(cast.as('f1').people.list({ limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('n1').people.list({ limit: 1, cursor, isActive: true }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('n1').companies.list({ limit: 1, cursor }))).toBe('input.cursor_invalid')
      expect(await refusal(cast.as('n1').people.list({ limit: 1, cursor: `x${cursor}` }))).toBe('input.cursor_invalid')
      for (const limit of [-1, 0, 1e9, 1.5, '1 union' as never])
        expect(await refusal(cast.as('n1').people.list({ limit }))).toBe('input.invalid')
    })
  })
})
