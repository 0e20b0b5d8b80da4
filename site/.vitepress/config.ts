import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { defineConfig, type MarkdownRenderer } from 'vitepress'
import { guideGroups } from '../src/guides.ts'
import { titleOf } from '../src/page-text.ts'
import { pages } from '../src/places.ts'

const item = (path: string) => ({ text: titleOf(readFileSync(join(pages, path), 'utf8')), link: `/${path.replace(/\.md$/, '')}` })
const inFolder = (folder: string) =>
  readdirSync(join(pages, folder))
    .filter((file) => file !== 'index.md')
    .sort()
    .map((file) => item(`${folder}/${file}`))

const reference = [
  { text: 'REST API', link: '/reference/http/', items: inFolder('reference/http') },
  { text: 'Library', link: '/reference/library/', items: inFolder('reference/library') },
]

/** `{{ticket.number}}` is a name in our texts, and no value of the page. */
function keepBraces({ renderer }: MarkdownRenderer): void {
  for (const rule of ['text', 'code_inline'] as const) {
    const render = renderer.rules[rule]
    renderer.rules[rule] = (tokens, at, options, env, self) =>
      (render?.(tokens, at, options, env, self) ?? '').replaceAll('{{', '&#123;&#123;')
  }
}

export default defineConfig({
  title: 'Deskwright',
  description: 'A help desk to build into your own Node application',
  lang: 'en',
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: 'pages',
  outDir: 'dist',
  head: [['meta', { name: 'theme-color', content: '#2f6f5e' }]],
  markdown: { attrs: { disable: true }, config: keepBraces },
  vite: { logLevel: 'warn', build: { chunkSizeWarningLimit: 5_000 } },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guide/embed', activeMatch: '/guide/' },
      { text: 'Reference', link: '/reference/http/', activeMatch: '/reference/' },
      { text: 'Errors', link: '/errors/', activeMatch: '/errors/' },
      { text: 'Decisions', link: '/adr/', activeMatch: '/adr/' },
    ],
    sidebar: {
      '/guide/': guideGroups.map(({ title, pages: names }) => ({ text: title, items: names.map((name) => item(`guide/${name}.md`)) })),
      '/reference/': reference,
      '/adr/': [{ text: 'Decisions', link: '/adr/', items: inFolder('adr') }],
    },
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    footer: { message: 'MIT' },
  },
})
