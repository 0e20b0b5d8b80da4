import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Audience, audienceKinds, isWithin, narrowed } from '../src/audience/audience.ts'
import { mayRead, type Reader } from '../src/audience/policy.ts'
import { kbDesk, refusal } from './kb-desk.ts'

describeOnBothDatabases('the readers of an article', (kind) => {
  it('are those whom its audience and every category above let in, wherever they ask', { timeout: 120_000 }, async () => {
    const test = await kbDesk(kind)
    const { companies, teams } = test.places
    const audiences = [
      { kind: 'public' as const },
      { kind: 'contacts' as const },
      { kind: 'companies' as const, companyIds: [companies.acme] },
      { kind: 'companies' as const, companyIds: [companies.acme, companies.beta] },
      { kind: 'staff' as const },
      { kind: 'teams' as const, teamIds: [teams.net] },
      { kind: 'teams' as const, teamIds: [teams.net, teams.fin] },
    ]
    const plain = (audience: { kind: Audience['kind']; companyIds?: string[]; teamIds?: string[] }): Audience => ({
      kind: audience.kind,
      places: audience.companyIds ?? audience.teamIds ?? [],
    })
    const articles: { id: string; slug: string; effective: Audience }[] = []
    for (const above of audiences) {
      const categoryId = await test.category({ audience: above })
      for (const own of audiences) {
        const input = { categoryId, language: 'en', title: `T ${articles.length}`, body: 'x', audience: own }
        if (!isWithin(plain(own), plain(above))) {
          expect(await refusal(test.manager.kb.create(input))).toBe('kb.audience_wider')
          continue
        }
        const id = await test.article(input)
        const { slug } = await test.manager.kb.read({ articleId: id })
        articles.push({ id, slug, effective: narrowed(plain(own), plain(above)) })
      }
    }
    const readers: readonly [string, Reader, ReturnType<typeof test.as> | null][] = [
      ['nobody', { acting: 'customer', isKnown: false, companyId: null, teams: [] }, null],
      ['stranger', { acting: 'customer', isKnown: true, companyId: null, teams: [] }, test.as('stranger')],
      ['customer', { acting: 'customer', isKnown: true, companyId: companies.acme, teams: [] }, test.as('customer')],
      ['otherCustomer', { acting: 'customer', isKnown: true, companyId: companies.beta, teams: [] }, test.as('otherCustomer')],
      ['agent', { acting: 'staff', isKnown: true, companyId: null, teams: [teams.net] }, test.as('agent')],
      ['otherAgent', { acting: 'staff', isKnown: true, companyId: null, teams: [teams.fin] }, test.as('otherAgent')],
      ['admin', { acting: 'staff', isKnown: true, companyId: null, teams: 'all' }, test.as('admin')],
    ]
    const ask = async (path: string) =>
      (await test.fetch(null, `GET /api/kb${path}`)).json() as Promise<{ items: { id: string }[]; code?: string }>
    for (const [name, reader, desk] of readers) {
      const may = new Set(articles.filter(({ effective }) => mayRead(reader, effective)).map(({ id }) => id))
      const listed = desk ? await desk.kb.list({ limit: 200 }) : await ask('/articles?limit=200')
      expect(new Set(listed.items.map(({ id }) => id)), name).toEqual(may)
      for (const { id, slug } of articles) {
        const expected = may.has(id) ? 'none' : 'kb.article_not_found'
        expect(desk ? await refusal(desk.kb.read({ articleId: id })) : ((await ask(`/articles/${id}`)).code ?? 'none'), name).toBe(expected)
        expect(
          desk ? await refusal(desk.kb.findBySlug({ language: 'en', slug })) : ((await ask(`/slugs/en/${slug}`)).code ?? 'none'),
          name,
        ).toBe(expected)
      }
    }
    // What is hidden answers like what never was: the same text but for the id that was asked for.
    const hidden = articles.find(({ effective }) => effective.kind === 'staff')?.id ?? ''
    const answer = async (id: string) => {
      const response = await test.fetch('customer', `GET /api/kb/articles/${id}`)
      return `${response.status} ${(await response.text()).replaceAll(id, '')} ${response.headers.get('etag')}`
    }
    expect(await answer(hidden)).toBe(await answer(test.ids.missing(1)))
  })

  it('read with one team here and another there, wherever they ask', async () => {
    const test = await kbDesk(kind)
    const { teams } = test.places
    const top = await test.category()
    const below = await test.category({ parentId: top, audience: { kind: 'teams', teamIds: [teams.net] } })
    const articleId = await test.article({ categoryId: below, title: 'Rotate the lantern key' })
    // Narrowed later to the other team: who is in both still reads.
    await test.manager.kb.updateCategory({ categoryId: top, audience: { kind: 'teams', teamIds: [teams.fin] } })
    const { otherAgent } = test.actors
    expect(await refusal(test.as('otherAgent').kb.read({ articleId }))).toBe('kb.article_not_found')
    await test.as('admin').access.grant({ personId: otherAgent.id, roleId: 'agent', scope: 'team', scopeId: teams.net })
    const both = test.as('otherAgent')
    for (const [reader, may] of [
      [both, true],
      [test.as('admin'), true],
      [test.as('agent'), false],
      [test.as('customer'), false],
    ] as const) {
      expect((await refusal(reader.kb.read({ articleId }))) === 'none').toBe(may)
      const { items } = await reader.kb.search({ query: 'lantern' })
      expect(items.map(({ id }) => id)).toEqual(may ? [articleId] : [])
      expect((await reader.kb.list({ limit: 200 })).items.some(({ id }) => id === articleId)).toBe(may)
      expect((await reader.kb.categories()).items.some(({ id }) => id === below)).toBe(may)
    }
    const { effectiveAudience } = await test.manager.kb.sheet({ articleId })
    expect([effectiveAudience.teamIds, effectiveAudience.furtherTeamIds?.flat()].flat().sort()).toEqual([teams.net, teams.fin].sort())
    // What is new in there has the same readers, and can be arranged as before.
    const fresh = await test.article({ categoryId: below, title: 'Second' })
    expect(await refusal(both.kb.read({ articleId: fresh }))).toBe('none')
    expect(await refusal(test.as('agent').kb.read({ articleId: fresh }))).toBe('kb.article_not_found')
    expect(await refusal(test.manager.kb.arrange({ articleId: fresh, reviewAt: null }))).toBe('none')
    await test.manager.kb.updateCategory({ categoryId: top, audience: { kind: 'public' } })
    expect(await refusal(test.as('agent').kb.read({ articleId }))).toBe('none')
    expect((await test.manager.kb.sheet({ articleId })).effectiveAudience.furtherTeamIds).toBeUndefined()
  })

  it('lose it at once when a category above is narrowed or the article moves under one', async () => {
    const test = await kbDesk(kind)
    const { companies, teams } = test.places
    const top = await test.category()
    const inner = await test.category({ parentId: top, audience: { kind: 'contacts' } })
    const articleId = await test.article({ categoryId: inner })
    const mayRead = async (name: 'customer' | 'otherCustomer' | 'agent' | 'otherAgent') =>
      (await refusal(test.as(name).kb.read({ articleId }))) === 'none'
    const all = async () =>
      [await mayRead('customer'), await mayRead('otherCustomer'), await mayRead('agent'), await mayRead('otherAgent')].map(Number).join('')
    expect(await all()).toBe('1111')
    await test.manager.kb.updateCategory({ categoryId: top, audience: { kind: 'companies', companyIds: [companies.acme] } })
    expect(await all()).toBe('1011')
    const narrow = await test.category({ audience: { kind: 'teams', teamIds: [teams.fin] } })
    await test.manager.kb.moveCategory({ categoryId: inner, parentId: narrow })
    expect(await all()).toBe('0001')
    expect((await test.as('agent').kb.categories()).items.map(({ id }) => id)).not.toContain(inner)
    await test.manager.kb.moveCategory({ categoryId: inner, parentId: null })
    expect(await all()).toBe('1111')
    await test.manager.kb.arrange({ articleId, audience: { kind: 'staff' } })
    expect(await all()).toBe('0011')
    expect(await refusal(test.manager.kb.moveCategory({ categoryId: top, parentId: top }))).toBe('kb.tree_cycle')
    expect(await refusal(test.as('otherAgent').kb.sheet({ articleId }))).toBe('none')
    await test.manager.kb.arrange({ articleId, audience: { kind: 'teams', teamIds: [teams.net] } })
    expect(await refusal(test.as('otherAgent').kb.sheet({ articleId }))).toBe('kb.article_not_found')
    expect(await refusal(test.as('otherAgent').kb.write({ articleId, title: 'x', body: '' }))).toBe('kb.article_not_found')
  })
})

const audience = fc.record({ kind: fc.constantFrom(...audienceKinds), places: fc.subarray(['a', 'b', 'c']) }).map(({ kind, places }) => ({
  kind,
  places: kind === 'companies' || kind === 'teams' ? places : [],
}))
const anyReader: fc.Arbitrary<Reader> = fc.oneof(
  fc.constant({ acting: 'customer' as const, isKnown: false, companyId: null, teams: [] }),
  fc.record({
    acting: fc.constant('customer' as const),
    isKnown: fc.constant(true),
    companyId: fc.constantFrom(null, 'a', 'b', 'c'),
    teams: fc.constant([]),
  }),
  fc.record({
    acting: fc.constant('staff' as const),
    isKnown: fc.constant(true),
    companyId: fc.constant(null),
    teams: fc.oneof(fc.constant('all' as const), fc.subarray(['a', 'b', 'c'])),
  }),
)

it('narrowing lets in nobody whom one of the two would keep out, and nobody is lost whom both let in', () => {
  fc.assert(
    fc.property(audience, audience, anyReader, (one, other, reader) => {
      const both = mayRead(reader, one) && mayRead(reader, other)
      const left = mayRead(reader, narrowed(one, other))
      if (left) expect(both).toBe(true)
      // Also of several teams: somebody may be let in by one of them here and by another there.
      if (both) expect(left).toBe(true)
    }),
    { numRuns: 5000 },
  )
})

it('of three, in whatever order they are narrowed, the same readers are left, and what is within another lets in no one else', () => {
  fc.assert(
    fc.property(audience, audience, audience, anyReader, (one, two, three, reader) => {
      const left = mayRead(reader, narrowed(narrowed(one, two), three))
      expect(mayRead(reader, narrowed(one, narrowed(three, two)))).toBe(left)
      expect(left).toBe([one, two, three].every((each) => mayRead(reader, each)))
      const both = narrowed(one, two)
      expect(isWithin(both, one) && isWithin(both, two)).toBe(true)
      if (isWithin(both, three) && mayRead(reader, both)) expect(mayRead(reader, three)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})
