import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it, onTestFinished } from 'vitest'
import { exportFolder, importFolder } from '../src/index.ts'
import { type KbDesk, kbDesk, refusal } from './kb-desk.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-kb-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Every file with its bytes. */
async function everything(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), (await readFile(path)).toString('base64')] as const),
  )
  return Object.fromEntries(read.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const stored = async ({ desk }: KbDesk, articleId: string, language: string) => {
  const kb = desk.system('test').kb
  const { items } = await kb.versions({ articleId, language, limit: 200 })
  return Promise.all(items.map(async ({ id }) => kb.version({ articleId, versionId: id })))
}

/** Articles in two languages with older versions, a newer draft, a version written again, and files that old and new texts show. */
async function written(test: KbDesk) {
  const { manager, editor, second } = test
  const categoryId = await test.category({ reviewDays: 90 })
  const { id } = await editor.kb.create({ categoryId, language: 'en', title: 'Printer', body: 'First.', note: 'How it began' })
  const stage = async (name: string, body: Uint8Array) => (await manager.files.stage({ name, body })).id
  const picture = (await manager.kb.attachFile({ articleId: id, fileId: await stage('../a:"b".png', png) })).id
  const old = (await manager.kb.attachFile({ articleId: id, fileId: await stage('_file.md', new TextEncoder().encode('# old')) })).id
  test.clock.advance('1h')
  await second.kb.write({ articleId: id, title: 'Printer', body: `Second ![a](file:${picture}) [old](file:${old})`, note: 'ציור' })
  const { translations } = await manager.kb.sheet({ articleId: id })
  const source = translations[0]?.latestVersionId ?? ''
  await manager.kb.publish({ articleId: id })
  test.clock.advance('1h')
  await editor.kb.write({ articleId: id, title: 'Printer, again', body: `Third ![a](file:${picture})` })
  await manager.kb.publish({ articleId: id })
  await manager.kb.write({ articleId: id, language: 'fa', title: 'چاپگر', body: 'متن', sourceVersionId: source })
  await manager.kb.publish({ articleId: id, language: 'fa' })
  const first = (await stored(test, id, 'en')).at(-1)?.id ?? ''
  await second.kb.restore({ articleId: id, versionId: first, note: 'It was better' })
  await second.kb.write({ articleId: id, title: 'Printer', body: 'A draft' })
  const { id: other } = await editor.kb.create({ categoryId, language: 'it', title: 'Archiviato', body: '1' })
  await editor.kb.write({ articleId: other, title: 'Archiviato', body: '2' })
  await manager.kb.archive({ articleId: other })
  return { id, other, picture, old }
}

describeOnBothDatabases('a folder on the disk', (kind) => {
  it('gives an empty desk the same articles, versions and files, and comes out of it as it came in', async () => {
    const one = await kbDesk(kind)
    const { id, picture, old } = await written(one)
    const [out, again] = [await newFolder(), await newFolder()]
    expect(await exportFolder(one.manager, out)).toEqual({ articles: 2, versions: 5, files: 2 })

    const two = await kbDesk(kind)
    const dry = await importFolder(two.manager, out, { dryRun: true })
    expect(dry).toMatchObject({ isApplied: false, created: 2, updated: 1, versions: 5, attachments: 2, faults: [] })
    expect((await two.manager.kb.sheets({})).items).toEqual([])
    expect(await importFolder(two.manager, out)).toMatchObject({ isApplied: true, versions: 5, attachments: 2, faults: [] })
    await exportFolder(two.manager, again)
    expect(await everything(again)).toEqual(await everything(out))

    const plain = (rows: Awaited<ReturnType<typeof stored>>) =>
      // The slug that readers have is asked for by its text there; what was decided about it stays behind.
      rows.map(({ html: _html, slug: _slug, reviews: _reviews, author, ...row }) => ({ ...row, author: author?.id ?? null }))
    for (const language of ['en', 'fa']) expect(plain(await stored(two, id, language))).toEqual(plain(await stored(one, id, language)))
    const bytes: Uint8Array[] = []
    for await (const piece of (await two.as('customer').kb.file({ articleId: id, fileId: picture })).body) bytes.push(Buffer.from(piece))
    expect(Buffer.concat(bytes).equals(png)).toBe(true)
    // It is shown by an old version alone: nobody but those who write has it.
    expect(await refusal(two.as('customer').kb.file({ articleId: id, fileId: old }))).toBe('kb.file_not_found')
    const html = (await two.as('customer').kb.read({ articleId: id })).html
    expect(html).toContain('<img')

    expect(await importFolder(two.manager, out)).toMatchObject({
      isApplied: true,
      created: 0,
      updated: 0,
      versions: 0,
      attachments: 0,
      published: 0,
    })
    const { translations } = await two.manager.kb.sheet({ articleId: id })
    expect(translations.map(({ language, state, isOutdated }) => [language, state, isOutdated])).toEqual(
      (await one.manager.kb.sheet({ articleId: id })).translations.map(({ language, state, isOutdated }) => [language, state, isOutdated]),
    )
    // Files go as they came: by the desk's own, not by the id that texts know.
    await two.manager.kb.archive({ articleId: id })
    await two.manager.kb.removeFile({ articleId: id, fileId: picture })
    expect(await refusal(two.manager.kb.file({ articleId: id, fileId: picture }))).toBe('kb.file_not_found')
    await two.manager.kb.remove({ articleId: id })
  })

  it('is refused whole where it is hostile, and nothing outside of it is read', async () => {
    const test = await kbDesk(kind)
    const outside = await newFolder()
    await writeFile(join(outside, 'secret.md'), 'SECRET')
    const cases: [string, (folder: string) => Promise<unknown>][] = [
      ['link to a file', (folder) => symlink(join(outside, 'secret.md'), join(folder, 'guides/b.md'))],
      ['link to a folder', (folder) => symlink(outside, join(folder, 'more'))],
      ['huge text', (folder) => writeFile(join(folder, 'guides/b.md'), '').then(() => truncate(join(folder, 'guides/b.md'), 5e9))],
      ['too deep', async (folder) => mkdir(join(folder, ...Array.from({ length: 14 }, () => 'a')), { recursive: true })],
      ['odd name', (folder) => writeFile(join(folder, 'guides/a\\..\\b.md'), 'x')],
      ['turned name', (folder) => writeFile(join(folder, 'guides/\u202egpj.md'), 'x')],
      [
        'no id',
        async (folder) => {
          await mkdir(join(folder, 'guides/_files/a/no-id'), { recursive: true })
          await writeFile(join(folder, 'guides/_files/a/no-id/a'), 'x')
        },
      ],
      [
        'bytes without a sheet',
        async (folder) => {
          const place = join(folder, 'guides/_files/a', test.ids.missing(1))
          await mkdir(place, { recursive: true })
          await writeFile(join(place, 'a.png'), png)
        },
      ],
      [
        'sheet without bytes',
        async (folder) => {
          const place = join(folder, 'guides/_files/a', test.ids.missing(1))
          await mkdir(place, { recursive: true })
          await writeFile(join(place, '_file.md'), `---\narticle: ${test.ids.missing(2)}\nname: a\n---\n`)
        },
      ],
      [
        'version of nothing',
        async (folder) => {
          await mkdir(join(folder, 'guides/_versions'))
          const version = `version: { id: ${test.ids.missing(3)}, number: 1, at: 2026-01-05T09:00:00.000Z }`
          await writeFile(join(folder, 'guides/_versions/a.en.1.md'), `---\narticle: ${test.ids.missing(2)}\ntitle: x\n${version}\n---\n`)
        },
      ],
      [
        'version from the future',
        (folder) =>
          writeFile(
            join(folder, 'guides/b.md'),
            `---\nversion: { id: ${test.ids.missing(3)}, number: 1, at: 2999-01-05T09:00:00.000Z }\n---\n`,
          ),
      ],
    ]
    for (const [name, spoil] of cases) {
      const folder = await newFolder()
      await mkdir(join(folder, 'guides'))
      await writeFile(join(folder, 'guides/a.md'), '# A')
      await spoil(folder)
      const report = await importFolder(test.manager, folder)
      expect([name, report.isApplied, report.faults.length]).toEqual([name, false, 1])
    }
    expect((await test.manager.kb.sheets({})).items).toEqual([])
    const full = await newFolder()
    await writeFile(join(full, 'mine.txt'), 'x')
    expect(await refusal(exportFolder(test.manager, full))).toBe('kb.folder_invalid')
    const folder = await newFolder()
    await mkdir(join(folder, 'guides'))
    await writeFile(join(folder, 'guides/a.md'), '# A')
    expect(await refusal(importFolder(test.as('agent'), folder))).toBe('access.denied')
  })

  it('that brings texts of others makes nobody an approver of their own', async () => {
    const test = await kbDesk(kind)
    const folder = await newFolder()
    await mkdir(join(folder, 'strict'))
    await writeFile(join(folder, 'strict/_category.md'), '---\nkey: strict\napproval: other\n---\n')
    const author = `author: { id: ${test.actors.agent.id}, name: Somebody }`
    const version = `version: { id: ${test.ids.missing(3)}, number: 4, at: 2026-01-05T09:00:00.000Z, ${author} }`
    await writeFile(join(folder, 'strict/a.md'), `---\nstate: published\n${version}\n---\nA`)
    const report = await importFolder(test.manager, folder)
    expect(report).toMatchObject({ isApplied: true, awaitingApproval: ['strict/a.md'] })
    const articleId = (await test.manager.kb.sheets({})).items[0]?.id ?? ''
    await test.manager.kb.submit({ articleId })
    expect(await refusal(test.manager.kb.approve({ articleId }))).toBe('kb.own_text')
    await test.second.kb.approve({ articleId })
  })

  it('comes in parts where it is large, also a text of many versions', async () => {
    const one = await kbDesk(kind)
    const categoryId = await one.category()
    const { id } = await one.manager.kb.create({ categoryId, language: 'en', title: 'Long', body: '1' })
    for (let n = 2; n <= 170; n += 1) await one.manager.kb.write({ articleId: id, title: 'Long', body: String(n) })
    await one.manager.kb.publish({ articleId: id })
    await one.article({ categoryId })
    await one.category()
    const [out, again] = [await newFolder(), await newFolder()]
    await exportFolder(one.manager, out)
    const two = await kbDesk(kind)
    expect(await importFolder(two.manager, out)).toMatchObject({ isApplied: true, categories: 2, created: 2, versions: 169 })
    await exportFolder(two.manager, again)
    expect(await everything(again)).toEqual(await everything(out))
  })
})
