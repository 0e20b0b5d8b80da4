import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { guideGroups } from './guides.ts'
import { firstParagraph, siteLinks, titleOf } from './page-text.ts'
import { docs, pages, root, site } from './places.ts'

export interface SitePage {
  /** Below the site, with slashes: `guide/embed.md`. */
  readonly path: string
  readonly title: string
  readonly about: string
  readonly text: string
}

/** Copies the pages of the repository to where the site is built, with links that lead to pages of the site. */
export async function stagePages(): Promise<readonly SitePage[]> {
  const sources = new Map<string, string>()
  for (const folder of ['guide', 'errors', 'adr'])
    for (const name of (await readdir(join(docs, folder))).filter((file) => file.endsWith('.md')).sort())
      sources.set(`${folder}/${name.replace('README.md', 'index.md')}`, join(docs, folder, name))
  sources.set('figures.md', join(root, 'bench', 'RESULTS.md'))
  expectEveryGuide([...sources.keys()])
  const staged: SitePage[] = []
  for (const [path, source] of sources) {
    const text = siteLinks(await readFile(source, 'utf8'), dirname(path), (one) => sources.has(one) || one === 'adr/index.md')
    staged.push(await writePage(path, text))
  }
  const decisions = staged.filter(({ path }) => path.startsWith('adr/'))
  const list = decisions.map(({ path, title }) => `- [${title}](/${path})`).join('\n')
  staged.push(await writePage('adr/index.md', `# Decisions\n\nWhy things are as they are, one page each.\n\n${list}\n`))
  await writeFile(join(pages, 'index.md'), await readFile(join(site, 'home.md'), 'utf8'))
  return staged
}

export async function writePage(path: string, text: string): Promise<SitePage> {
  const file = join(pages, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  return { path, title: titleOf(text), about: firstParagraph(text), text }
}

function expectEveryGuide(paths: readonly string[]): void {
  const named = guideGroups.flatMap((group) => group.pages.map((page) => `guide/${page}.md`))
  const present = paths.filter((path) => path.startsWith('guide/'))
  const left = present.filter((path) => !named.includes(path))
  const missing = named.filter((path) => !present.includes(path))
  if (left.length) throw new Error(`site/src/guides.ts has no place for ${left.join(', ')}.`)
  if (missing.length)
    throw new Error(`site/src/guides.ts names ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not there.`)
}
