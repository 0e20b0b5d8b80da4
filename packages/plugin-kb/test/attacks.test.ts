import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { Forbidden } from '../../core/test/attacks/canary.ts'
import { InputGenerator, type Pools, randomFrom } from '../../core/test/attacks/generated-input.ts'
import { requestOf } from '../../core/test/attacks/request-of.ts'
import { type KbDesk, kbDesk } from './kb-desk.ts'

const ROUNDS = process.env['DESK_FULL'] === '1' ? 200 : 10
const [ACME, STAFF, FIN, DRAFT] = ['CANARY-ACME-41d0', 'CANARY-STAFF-9e7c', 'CANARY-FIN-2b65', 'CANARY-DRAFT-c813']
const hostile = [
  '<img src=x onerror=alert(1)>',
  "'; drop table kb_article; --",
  '\u0000',
  '../../etc/passwd',
  '=HYPERLINK("http://x.test")',
  '__proto__',
  '\u202e\r\nBcc: x@x.test',
  'a'.repeat(5000),
]
const lettingOut = ['arrange', 'updateCategory', 'moveCategory', 'publish', 'approve', 'createFromTicket'].map((name) => `kb.${name}`)
type Caller = 'anonymous' | 'stranger' | 'otherCustomer' | 'customer' | 'otherAgent' | 'agent'
/** What each of them must never receive. Editors see drafts, but nothing of a team that is not theirs. */
const forbidden: Readonly<Record<Caller, readonly string[]>> = {
  anonymous: [ACME, STAFF, FIN, DRAFT],
  stranger: [ACME, STAFF, FIN, DRAFT],
  otherCustomer: [ACME, STAFF, FIN, DRAFT],
  customer: [STAFF, FIN, DRAFT],
  otherAgent: [FIN],
  agent: [FIN],
}
const tables = ['kb_article', 'kb_translation', 'kb_version', 'kb_category', 'kb_category_text', 'kb_file', 'kb_link', 'kb_slug', 'kb_vote']

describeOnBothDatabases('every operation of the knowledge base, called with everything there is', (kind) => {
  it('tells nobody what is not theirs, changes nothing of it, and never breaks', { timeout: 240_000 }, async () => {
    const test = await kbDesk(kind)
    const { places, actors, manager } = test
    // A team that neither of the editors is in.
    const { id: secret } = await test.as('admin').teams.create({ key: 'vault', title: 'Vault' })
    const upload = async (name: string) => (await manager.files.stage({ name, body: new TextEncoder().encode(`${name} text`) })).id
    const canaryArticle = async (canary: string, audience: object, isPublished: boolean) => {
      const categoryId = await test.category({ texts: [{ language: 'en', title: isPublished ? canary : 'Drafts' }], audience })
      const { id } = await manager.kb.create({
        categoryId,
        language: 'en',
        title: canary,
        summary: canary,
        body: `# ${canary}\n\n${canary} lantern`,
      })
      const { id: fileId } = await manager.kb.attachFile({ articleId: id, fileId: await upload(`${canary}.txt`) })
      await manager.kb.write({
        articleId: id,
        title: canary,
        summary: canary,
        body: `${canary} lantern [file](file:${fileId})`,
        note: canary,
      })
      if (isPublished) await manager.kb.publish({ articleId: id })
      return id
    }
    const secrets = [
      await canaryArticle(ACME, { kind: 'companies', companyIds: [places.companies.acme] }, true),
      await canaryArticle(STAFF, { kind: 'staff' }, true),
      await canaryArticle(FIN, { kind: 'teams', teamIds: [secret] }, true),
      await canaryArticle(FIN, { kind: 'teams', teamIds: [secret] }, false),
    ]
    await canaryArticle(DRAFT, { kind: 'public' }, false)
    const open = await test.article({ title: 'The lantern', body: 'Open to all.' })
    for (const articleId of [...secrets.slice(0, 3), open]) {
      const { versionId } = await manager.kb.read({ articleId })
      await manager.kb.vote({ articleId, versionId, isHelpful: false, reason: 'wrong', comment: articleId === secrets[2] ? FIN : STAFF })
    }
    const ticket = await test.as('customer').tickets.create({ subject: ACME, body: ACME, type: 'incident' })
    await manager.kb.link({ ticketId: ticket.id, articleId: secrets[1] ?? '' })

    const rowsOf = (table: string): Promise<Record<string, unknown>[]> =>
      test.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
    const all = new Map<string, Record<string, unknown>[]>()
    for (const table of tables) all.set(table, await rowsOf(table))
    const ids = [...all.values()].flat().flatMap((row) => ['id', 'file_id'].flatMap((key) => (row[key] ? [String(row[key])] : [])))
    const slugs = (all.get('kb_slug') ?? []).map(({ slug }) => String(slug))
    const pools = poolsOf(
      [...ids, ticket.id],
      Object.values(actors).map(({ id }) => id),
      [...Object.values(places.companies), secret],
      slugs,
    )
    const eyes = Object.fromEntries(Object.entries(forbidden).map(([name, texts]) => [name, new Forbidden(texts)])) as Record<
      Caller,
      Forbidden
    >
    const operations = test.desk.operations.filter(({ id }) => id.startsWith('kb.'))
    const generator = new InputGenerator(randomFrom(11), pools)
    const kept = await keptRows(test, [FIN])
    for (let round = 0; round < ROUNDS; round += 1)
      for (const operation of operations)
        for (const name of Object.keys(forbidden) as Caller[]) {
          const input = generator.input(operation.spec.input)
          for (const key of Object.keys(input)) {
            if (typeof input[key] === 'string' && generator.chance(0.1)) input[key] = generator.oneOf(hostile)
            if (['query', 'subject'].includes(key) && generator.chance(0.6))
              input[key] = generator.oneOf(['lantern', 'lantenr', 'canary', 'fin draft'])
            if (key === 'slug' && generator.chance(0.8)) input[key] = generator.oneOf(slugs)
          }
          // What editors let out is no leak: here they let nothing out.
          if (name.endsWith('gent') && lettingOut.includes(operation.id)) continue
          const request = requestOf(operation, input)
          if (!request) continue
          const [method, path = '/'] = request.target.split(' ')
          const init = request.body === undefined ? {} : { body: request.body as object }
          const response = await test.fetch(name === 'anonymous' ? null : name, `${method} ${path}`, init.body)
          const text = await response.text()
          expect(response.status, `${name} ${operation.id} ${JSON.stringify(input)}: ${text}`).toBeLessThan(500)
          eyes[name].receive(`${operation.id} ${response.status} ${JSON.stringify([...response.headers])} ${text}`, input)
        }
    for (const [name, seen] of Object.entries(eyes)) {
      expect(seen.sightings, name).toEqual([])
      expect(seen.bytes, name).toBeGreaterThan(5_000)
    }
    expect(await keptRows(test, [FIN])).toEqual(kept)
    // The canaries are there, or all this would prove nothing.
    const answer = JSON.stringify([
      await manager.kb.list({ limit: 200 }),
      await manager.kb.search({ query: 'lantern' }),
      await manager.kb.sheets({ limit: 200 }),
      await manager.kb.unhelpful({}),
    ])
    for (const canary of [ACME, STAFF, FIN, DRAFT]) expect(answer).toContain(canary)
    await test.tick()
    expect((await test.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('answers for a hidden article as for one that is not there, whatever is asked of it, and as fast', { timeout: 60_000 }, async () => {
    const test = await kbDesk(kind)
    const { manager, ids, places } = test
    const categoryId = await test.category()
    const open = await test.article({ categoryId, title: 'Open' })
    const hidden = await test.article({ categoryId, title: 'Hidden', audience: { kind: 'teams', teamIds: [places.teams.fin] } })
    const { id: staged } = await manager.files.stage({ name: 'a.txt', body: new TextEncoder().encode('a') })
    const { id: hiddenFile } = await manager.kb.attachFile({ articleId: hidden, fileId: staged })
    await manager.kb.write({ articleId: hidden, title: 'Hidden', body: `[a](file:${hiddenFile})` })
    await manager.kb.publish({ articleId: hidden })
    const { versionId, slug } = await manager.kb.read({ articleId: hidden })
    const missing = ids.missing(77)
    const medians: string[] = []
    for (const who of ['customer', 'otherCustomer', 'agent'] as const) {
      const pairs: [string, string, string, object | undefined][] = [
        ['read', `GET /api/kb/articles/${hidden}`, `GET /api/kb/articles/${missing}`, undefined],
        ['slug', `GET /api/kb/slugs/en/${slug}`, 'GET /api/kb/slugs/en/no-such-slug', undefined],
        [
          'vote',
          `PUT /api/kb/articles/${hidden}/vote`,
          `PUT /api/kb/articles/${missing}/vote`,
          { versionId, isHelpful: true, comment: 'x' },
        ],
        ['file', `GET /api/kb/articles/${hidden}/files/${hiddenFile}`, `GET /api/kb/articles/${missing}/files/${hiddenFile}`, undefined],
        ['solved', 'POST /api/kb/solved', 'POST /api/kb/solved', undefined],
        ['feed', 'GET /api/kb/feed', 'GET /api/kb/feed', undefined],
        ['search', 'GET /api/kb/search?query=hidden', 'GET /api/kb/search?query=nosuch', undefined],
      ]
      for (const [what, one, other, body] of pairs) {
        const times: Record<'hidden' | 'missing', number[]> = { hidden: [], missing: [] }
        const answers: string[] = []
        for (let round = 0; round < 15; round += 1)
          for (const [which, target] of [
            ['hidden', one],
            ['missing', other],
          ] as const) {
            const given = what === 'solved' ? { articleId: which === 'hidden' ? hidden : missing, draftId: ids.missing(88) } : body
            const start = performance.now()
            const response = await test.fetch(who, target, given)
            const text = await response.text()
            times[which].push(performance.now() - start)
            const plain = text
              .replaceAll(hidden, 'ID')
              .replaceAll(missing, 'ID')
              .replaceAll(slug, 'SLUG')
              .replaceAll('no-such-slug', 'SLUG')
            if (round === 0)
              answers.push(`${response.status} ${plain.replaceAll(/"(?:instance|at)":"[^"]*"/g, '').replaceAll(/<updated>[^<]*/g, '')}`)
          }
        expect(answers[0], `${who} ${what}`).toBe(answers[1])
        expect(answers[0], `${who} ${what}`).not.toContain('Hidden')
        medians.push(`${who} ${what} ${median(times.hidden)} / ${median(times.missing)} µs`)
      }
    }
    // Reported, as a busy machine measures itself.
    console.log(`${kind}: hidden / missing: ${medians.join('; ')}`)
    expect((await test.fetch('otherAgent', `GET /api/kb/articles/${hidden}`)).status).toBe(200)
    expect((await test.fetch('customer', `GET /api/kb/articles/${open}`)).status).toBe(200)
  })
})

const median = (values: readonly number[]): string =>
  ((values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0) * 1000).toFixed(0)

/** Everything with a canary in it that none of the callers may change. */
async function keptRows(test: KbDesk, canaries: readonly string[]): Promise<string[]> {
  const kept: string[] = []
  for (const table of tables) {
    const rows = await test.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
    kept.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`).filter((row) => canaries.some((canary) => row.includes(canary))))
  }
  return kept.sort()
}

/** Ids of everything, by whatever name an input calls them. */
const poolsOf = (ids: readonly string[], people: readonly string[], companies: readonly string[], words: readonly string[]): Pools => ({
  ticket: ids,
  person: people,
  company: companies,
  team: companies,
  view: ids,
  rule: ids,
  bulk: ids,
  macro: ids,
  catalogue: ids,
  grant: ids,
  message: ids,
  link: ids,
  delivery: ids,
  approval: ids,
  checklist: ids,
  hashes: ['x'],
  roles: ['kb.manager'],
  types: ['question', 'incident'],
  commands: ['close'],
  permissions: ['kb.manage'],
  fields: ['x'],
  codes: [...words, 'en'],
})
