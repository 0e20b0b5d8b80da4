import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../src/folder/front-matter.ts'
import { readFile } from '../src/folder/read-file.ts'
import { type KbDesk, kbDesk, refusal } from './kb-desk.ts'

const exported = async ({ manager }: KbDesk) => {
  const files: { path: string; text: string }[] = []
  let cursor: string | null = null
  do {
    const page: { items: typeof files; nextCursor: string | null } = await manager.kb.exportArticles({
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    })
    files.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

describeOnBothDatabases('a folder of Markdown', (kind) => {
  it('comes out of another desk as it came out of this one', async () => {
    const one = await kbDesk(kind)
    const top = await one.category({
      texts: [
        { language: 'en', title: 'Top: "all"' },
        { language: 'fa', title: 'بالا', description: 'توضیح' },
      ],
      approval: 'none',
      reviewDays: 90,
    })
    const inner = await one.category({ parentId: top, audience: { kind: 'staff' } })
    const { kb } = one.manager
    const body = '---\nnot: a head\n---\n\n# שלום\n\n```yaml\n---\n- a\n```\n\n  spaces  \n\ttab\n'
    const { id } = await kb.create({ categoryId: top, language: 'he', title: '- "x": #1 | yes', summary: 'a\nb', body })
    await kb.write({ articleId: id, language: 'fa', title: 'null', body: '…', slug: 'راهنما' })
    await kb.write({ articleId: id, language: 'ja', title: '2026-01-05', body: '' })
    await kb.publish({ articleId: id })
    await kb.publish({ articleId: id, language: 'fa' })
    const { id: second } = await kb.create({ categoryId: inner, language: 'en', title: 'Inner', body: 'no newline at the end' })
    await kb.publish({ articleId: second })
    const { id: third } = await kb.create({ categoryId: inner, language: 'ru', title: 'Архив', body: '\n\n' })
    await kb.archive({ articleId: third })
    const files = await exported(one)
    expect(files).toHaveLength(7)

    const two = await kbDesk(kind)
    const dry = await two.manager.kb.importArticles({ files, dryRun: true })
    expect(dry).toMatchObject({ isApplied: false, categories: 2, created: 3, updated: 2, published: 3, faults: [] })
    expect(await exported(two)).toEqual([])
    expect((await two.manager.kb.importArticles({ files })).faults).toEqual([])
    expect(await exported(two)).toEqual(files)
    const again = await two.manager.kb.importArticles({ files })
    expect(again).toMatchObject({ isApplied: true, categories: 0, created: 0, updated: 0, unchanged: 5, published: 0 })
    expect((await two.as('customer').kb.findBySlug({ language: 'fa', slug: 'راهنما' })).html).toContain('…')
  })

  it('is taken whole or not at all, and every bad file is named', async () => {
    const test = await kbDesk(kind)
    const good = { path: 'guides/vpn.md', text: '# VPN\n\nText.' }
    const bad: readonly (readonly [string, string])[] = [
      ['../../etc/passwd.md', 'x'],
      ['/etc/x.md', 'x'],
      ['guides/../x.md', 'x'],
      ['guides/./x.md', 'x'],
      ['guides//x.md', 'x'],
      ['guides\\x.md', 'x'],
      ['C:/x.md', 'x'],
      ['guides/\u0007.md', 'x'],
      ['guides/\u202egpj.md', 'x'],
      ['guides/con.md', 'x'],
      ['guides/x.exe', 'x'],
      ['x.md', 'x'],
      [`${'a/'.repeat(12)}x.md`, 'x'],
      [`guides/${'a'.repeat(200)}.md`, 'x'],
      ['guides/a.md', '---\ntitle: a'],
      ['guides/b.md', '---\ntitle: &a x\nsummary: *a\n---\n'],
      ['guides/c.md', '---\ntitle: !!js/function "x"\n---\n'],
      ['guides/d.md', '---\n__proto__: {x: 1}\n---\n'],
      ['guides/e.md', '---\ntitle: [a]\n---\n'],
      ['guides/f.md', '---\ntitle: a\ntitle: b\n---\n'],
      ['guides/g.md', '---\nid: x\n---\n'],
      ['guides/h.md', '---\nstate: root\n---\n'],
      ['guides/i.md', '---\n- a\n---\n'],
      ['guides/j.md', '---\naudience: {kind: everybody}\n---\n'],
      ['guides/k.md', '---\nslug: ../x\n---\n'],
      ['guides/l.md', `---\naudience: {kind: companies, companyIds: [${test.ids.missing(1)}]}\n---\n`],
      ['guides/m.md', '---\ntitle: "a\\nb"\n---\n'],
      ['guides/vpn.en.md', '# VPN again'],
      ['Zu/_category.md', '---\nkey: A B\n---\n'],
    ]
    const report = await test.manager.kb.importArticles({ files: [good, ...bad.map(([path, text]) => ({ path, text }))] })
    expect(report.faults.map(({ path }) => path).sort()).toEqual(bad.map(([path]) => path).sort())
    expect(report.isApplied).toBe(false)
    expect((await test.manager.kb.sheets({})).items).toEqual([])
    expect((await test.manager.kb.categories()).items).toEqual([])
    expect(({} as { x?: number }).x).toBeUndefined()

    const plain = await test.manager.kb.importArticles({
      files: [good, { path: 'راهنما/وی‌پی‌ان.fa.md', text: '---\nstate: published\n---\nمتن' }],
    })
    expect(plain).toMatchObject({ isApplied: true, categories: 2, created: 2, published: 1 })
    expect((await test.as('customer').kb.list({})).items.map(({ title }) => title)).toEqual(['وی‌پی‌ان'])
    expect(await refusal(test.as('agent').kb.importArticles({ files: [good] }))).toBe('access.denied')
    const approved = { path: 'strict/_category.md', text: '---\napproval: other\n---\n' }
    const waiting = { path: 'strict/a.md', text: '---\nstate: published\n---\nA' }
    expect((await test.manager.kb.importArticles({ files: [approved, waiting] })).awaitingApproval).toEqual(['strict/a.md'])
  })
})

describe('a head', () => {
  it('that would grow without end is refused before it does', () => {
    const bomb = `---\na: &a [x,x]\n${Array.from({ length: 20 }, (_, n) => `k${n}: &k${n} [*a,*a]`).join('\n')}\n---\n`
    const begun = performance.now()
    expect(() => readFrontMatter(bomb)).toThrow(/anchors|aliases/)
    expect(() => readFrontMatter(`---\n${'['.repeat(19_000)}\n---\n`)).toThrow()
    expect(() => readFrontMatter(`---\n${'a: x\n'.repeat(6000)}---\n`)).toThrow('characters')
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('keeps what follows it to the letter', () => {
    expect(readFrontMatter('\ufeff---\r\ntitle: x\r\n---\r\n\r\n a\r\n')).toEqual({ values: new Map([['title', 'x']]), body: '\n a\n' })
    expect(readFile({ path: 'a/b.md', text: '' }, 'en')).toMatchObject({ article: { title: 'b', language: 'en', state: 'draft' } })
  })
})
