import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { type Cast, openCast } from '../access/cast.ts'

const everyday = [
  '"',
  '""',
  '"""',
  'AND',
  'OR',
  'NOT',
  'NEAR(a b',
  'NEAR(a, b, 3)',
  'C++',
  'ticket #42',
  'user@example.com',
  '50%',
  "it's",
  'a*',
  '-x',
  '-',
  '--',
  '- x',
]
const hostile = [
  'col:val',
  'tokens:x',
  '{x}',
  '{tokens}:x',
  '^a',
  '(',
  ')',
  '('.repeat(300),
  `a${')'.repeat(300)}`,
  'a\u0000b',
  '\u0000',
  '%',
  '_',
  '\\',
  "' or 1=1 --",
  '"; drop table ticket; --',
  ':*',
  '&',
  '|',
  '!',
  '<->',
  'a:*',
  "a' & 'b",
  '\ud800',
  '\udfff\ud800',
  '😀',
  '\u202e',
  '\u200c',
  'x'.repeat(1000),
  'א'.repeat(1000),
  'status:',
  'status:""',
  'from:"',
  'tag:%',
  'from:\u0000',
  'number:99999999999999999999',
  '#99999999999',
  '#0',
  '#-1',
  'created:>',
  'created:9999-99-99',
  'created:0000-00-00',
  'created:>9999-12-31',
  'created:2026-01-31..2026-01-01',
  'assignee:(',
  "team:'",
  'is:',
  'priority:1',
  '-"',
  '-status:open',
  '-created:2026-01-01',
  '"a" "b" -"c"',
  ' ',
  '\t\n',
  '__proto__',
  'constructor:x',
  'toString:1',
  '{ngram}',
  'é'.normalize('NFD'),
  '\ufdfa',
  '⑴',
  'ß',
  'ﬁ',
  '١٢٣',
]

forEachDatabase((kind) => {
  describe('hostile questions', () => {
    let cast: Cast
    let finish: () => Promise<void>

    beforeAll(async () => {
      const identify = (request: Request) => ({ externalId: request.headers.get('x-test') ?? 'nobody' })
      cast = await openCast(kind, { identify }, (cleanUp) => {
        finish = cleanUp
      })
      for (const body of ['We use C++ here', 'see ticket #42', 'write to user@example.com', 'disk at 50%', "it's broken"])
        await cast.as('a1').tickets.create({ subject: 'Request', body })
    })
    afterAll(() => finish())

    const ask = async (name: 'a1' | 'n1' | 'ad', query: string): Promise<number> => {
      const url = `http://desk.test/api/search?query=${encodeURIComponent(query.toWellFormed())}`
      const response = await cast.desk.fetch(new Request(url, { headers: { 'x-test': name } }))
      expect(response.status).toBeLessThan(500)
      try {
        return (await cast.as(name).search.find({ query })).items.length
      } catch (error) {
        if (isDeskError(error) && error.status === 422) return -1
        throw error
      }
    }

    it.each([...everyday, ...hostile])('%j', async (query) => {
      for (const name of ['a1', 'n1', 'ad'] as const) await ask(name, query)
    })

    it('finds what holds signs', async () => {
      for (const query of ['C++', 'ticket #42', 'user@example.com', '50%', "it's"])
        for (const name of ['a1', 'ad'] as const) expect([query, await ask(name, query)]).toEqual([query, 1])
    })

    it('refuses 200 kB', async () => {
      expect(await ask('a1', 'a '.repeat(100_000))).toBe(-1)
      expect(await ask('ad', 'a'.repeat(200_000))).toBe(-1)
    })

    it('anything at all', async () => {
      const query = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.stringMatching(/^[-a-c:"#() *^{}'%>.0-9]{0,40}$/),
        fc
          .tuple(
            fc.constantFrom(
              'status',
              'is',
              'type',
              'from',
              'created',
              'number',
              'tag',
              'team',
              'assignee',
              'company',
              'channel',
              'priority',
            ),
            fc.string({ unit: 'binary', maxLength: 20 }),
          )
          .map(([name, value]) => `${name}:${value}`),
      )
      await fc.assert(
        fc.asyncProperty(query, fc.constantFrom('a1' as const, 'ad' as const), async (text, name) => {
          await ask(name, text)
        }),
        { numRuns: 300 },
      )
    })

    it('says how a filter is written', async () => {
      const answer = async (query: string, name: 'a1' | 'ad' = 'ad') => {
        try {
          await cast.as(name).search.find({ query })
          return 'found'
        } catch (error) {
          return isDeskError(error) ? error.code : 'thrown'
        }
      }
      expect(await answer('created:yesterday')).toBe('search.filter_invalid')
      expect(await answer('priority:highest')).toBe('search.filter_invalid')
      expect(await answer('status:Öffen')).toBe('search.filter_invalid')
      expect(await answer('colour:red')).toBe('found')
      // To a customer the filters of staff do not exist.
      expect(await answer('assignee:(', 'a1')).toBe('found')
      expect(
        await answer(Array.from({ length: 61 }, (_, index) => `w${String.fromCharCode(97 + (index % 26))}${'x'.repeat(index)}`).join(' ')),
      ).toMatch(/search.too_long|input.invalid/)
    })
  })
})
