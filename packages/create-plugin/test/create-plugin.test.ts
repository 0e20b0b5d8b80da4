import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { CannotCreate, createPlugin } from '../src/index.ts'

// Where the workspace's packages are found. The suite makes its tests while files are collected, so the plugin is written before that.
const made = join(import.meta.dirname, '.made')
await mkdir(made, { recursive: true })
const folder = await mkdtemp(join(made, 'plugin-'))
const { files } = await createPlugin({ id: 'spare_parts', folder })
afterAll(() => rm(folder, { recursive: true, force: true }))

it('writes a whole package, with nothing left to fill in', async () => {
  expect(files).toContain('test/spare_parts.test.ts')
  const all = await readdir(folder, { recursive: true })
  for (const file of files) {
    expect(all).toContain(file)
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/__\w+__|__version/)
  }
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string }
  expect(manifest.name).toBe('deskwright-plugin-spare-parts')
})

it('names versions that the workspace is tested with', async () => {
  const catalog = await readFile(join(import.meta.dirname, '..', '..', '..', 'pnpm-workspace.yaml'), 'utf8')
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (name.startsWith('@deskwright/')) continue
    expect(catalog, name).toMatch(new RegExp(`^ {2}'?${name}'?: ${range.replace('^', '').replaceAll('.', '\\.')}$`, 'm'))
  }
})

it('writes nothing over what is there, and nothing outside of its folder', async () => {
  const refused = async (options: Parameters<typeof createPlugin>[0]) =>
    createPlugin(options).then(
      () => expect.unreachable('it was written'),
      (error: unknown) => expect(error).toBeInstanceOf(CannotCreate),
    )
  await refused({ id: 'loans', folder })
  for (const id of ['../evil', 'a-b', 'Loans', '', 'tickets', 'desk', "x';alert(1)", 'a'.repeat(40)])
    await refused({ id, folder: join(made, 'never') })
  await writeFile(join(folder, 'a-file'), 'x')
  await refused({ id: 'loans', folder: join(folder, 'a-file') })
  expect((await readdir(made)).includes('never')).toBe(false)
})

await import(/* @vite-ignore */ pathToFileURL(join(folder, 'test', 'conformance.test.ts')).href)
await import(/* @vite-ignore */ pathToFileURL(join(folder, 'test', 'spare_parts.test.ts')).href)
