import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../markdown/render.ts'
import { placedLinks } from './placed-links.ts'

const one = '01900000-0000-7000-8000-00000000000a'
const file = '01900000-0000-7000-8000-00000000000b'
const rendered = (body: string): string =>
  renderMarkdown(body, {
    direction: 'ltr',
    files: new Map([[file, { isImage: true }]]),
    fileUrl: (id) => `/api/kb/articles/${one}/files/${id}`,
    articleUrl: (id) => `/api/kb/articles/${id}`,
  }).html

describe('links of an article on its page', () => {
  it('lead to pages below the mount, and files to where they are', () => {
    const html = placedLinks(rendered(`[next](article:${one}) ![a](file:${file})`), (path) => `/support${path}`)
    expect(html).toContain(`href="/support/kb/${one}"`)
    expect(html).toContain(`src="/support/api/kb/articles/${one}/files/${file}"`)
    expect(html).not.toContain('"/api/')
  })

  it('leave everything else as it is, and bring nothing in', () => {
    for (const body of [`\` href="/api/kb/articles/${one}"\``, '[x](https://x.test/api/kb/articles/1)', `"> href="/api/kb/articles/${one}`])
      expect(placedLinks(rendered(body), () => '/x')).toBe(rendered(body))
    expect(placedLinks(rendered(`[x](article:${one})`), () => '/"><script>')).not.toContain('<script>')
  })
})
