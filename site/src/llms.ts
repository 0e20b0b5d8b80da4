import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { guideGroups } from './guides.ts'
import { dist } from './places.ts'
import type { SitePage } from './stage-pages.ts'

/** The site for programs that read: `llms.txt` names every page and what it is about, each page is there as Markdown, `llms-full.txt` holds the guides. */
export async function writeForPrograms(pages: readonly SitePage[]): Promise<void> {
  const at = new Map(pages.map((page) => [page.path, page]))
  const line = ({ path, title, about }: SitePage): string => `- [${title}](/${path})${about ? `: ${about}` : ''}`
  const inFolder = (folder: string): SitePage[] => pages.filter(({ path }) => path.startsWith(folder))
  const guides = guideGroups.flatMap((group) => group.pages.flatMap((name) => at.get(`guide/${name}.md`) ?? []))
  const sections = [
    ['Guides', guides],
    ['REST API', inFolder('reference/http/')],
    ['Library', inFolder('reference/library/')],
    ['Decisions', inFolder('adr/')],
    ['Errors', inFolder('errors/')],
  ] as const
  const summary =
    'A help desk to build into your own Node application: tickets, roles, a state machine, hooks and plugins, over SQLite or PostgreSQL.'
  const text = ['# Deskwright', `> ${summary}`, ...sections.map(([title, some]) => `## ${title}\n\n${some.map(line).join('\n')}`), ''].join(
    '\n\n',
  )
  await writeFile(join(dist, 'llms.txt'), text)
  await writeFile(join(dist, 'llms-full.txt'), guides.map((page) => page.text).join('\n\n'))
  for (const { path, text: page } of pages) {
    await mkdir(dirname(join(dist, path)), { recursive: true })
    await writeFile(join(dist, path), page)
  }
}
