import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Application } from 'typedoc'
import { root, site } from './places.ts'
import { type SitePage, writePage } from './stage-pages.ts'

interface Manifest {
  readonly name: string
  readonly description?: string
  readonly private?: boolean
  readonly exports?: { readonly [entry: string]: string | { readonly types?: string } }
}

interface Entry {
  readonly name: string
  readonly file: string
  readonly about: string
}

/** What each entry of each package offers, read from the declarations that are published. Needs a build. */
export async function libraryReference(): Promise<readonly SitePage[]> {
  const entries = await publishedEntries()
  const texts = await describe(entries)
  const pathOf = ({ name }: Entry): string => `reference/library/${name.replace('@deskwright/', '').replaceAll('/', '-')}.md`
  const written: SitePage[] = []
  for (const [index, entry] of entries.entries()) written.push(await writePage(pathOf(entry), `# ${entry.name}\n${texts[index]}`))
  const rows = entries.map((entry) => `| [\`${entry.name}\`](/${pathOf(entry)}) | ${entry.about} |`)
  const list = ['| entry | |', '|---|---|', ...rows].join('\n')
  return [...written, await writePage('reference/library/index.md', `# Library\n\nWhat can be imported, entry by entry.\n\n${list}\n`)]
}

async function publishedEntries(): Promise<readonly Entry[]> {
  const found: Entry[] = []
  for (const folder of (await readdir(join(root, 'packages'))).sort()) {
    const at = join(root, 'packages', folder)
    if (!existsSync(join(at, 'package.json'))) continue
    const manifest: Manifest = JSON.parse(await readFile(join(at, 'package.json'), 'utf8'))
    if (manifest.private) continue
    for (const [entry, target] of Object.entries(manifest.exports ?? {}))
      if (typeof target === 'object' && target.types)
        found.push({
          name: manifest.name + entry.slice(1),
          file: join(at, target.types),
          about: entry === '.' ? (manifest.description ?? '') : '',
        })
  }
  return found
}

/** The text of each entry, in their order. One program reads them all, as they share most of what they name. */
async function describe(entries: readonly Entry[]): Promise<readonly string[]> {
  const out = join(site, '.typedoc')
  await rm(out, { recursive: true, force: true })
  const app = await Application.bootstrapWithPlugins({
    entryPoints: entries.map(({ file }) => file),
    tsconfig: join(site, 'tsconfig.reference.json'),
    basePath: join(root, 'packages'),
    plugin: ['typedoc-plugin-markdown'],
    out,
    readme: 'none',
    githubPages: false,
    disableGit: true,
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    skipErrorChecking: true,
    logLevel: 'Error',
    ...forMarkdown,
  })
  const project = await app.convert()
  if (!project) throw new Error('The declarations could not be read. Build the packages first.')
  await app.generateOutputs(project)
  const written = (await readdir(out, { recursive: true })).filter((file) => file.endsWith('.md'))
  return Promise.all(
    entries.map(async ({ name, file }) => {
      const at = relative(join(root, 'packages'), file)
        .replaceAll('\\', '/')
        .replace(/(\/index)?\.d\.ts$/, '')
      const page = written.find((path) => path.replaceAll('\\', '/') === `${at}.md`)
      if (!page) throw new Error(`Nothing was written of ${name}: there is no ${at}.md in site/.typedoc.`)
      const text = await readFile(join(out, page), 'utf8')
      // Links between entries lead to files of the generator.
      return text.replace(/^# .*$/m, '').replace(/\[([^\]]+)\]\((?!#)[^)]*\)/g, '$1')
    }),
  )
}

/** Options of the plugin for Markdown, which typedoc's own types do not know. */
const forMarkdown: object = {
  outputFileStrategy: 'modules',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandObjects: true,
}
