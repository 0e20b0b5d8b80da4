import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileMarkdown } from './hostile.fixture.ts'
import { renderMarkdown } from './render.ts'

const file = '01900000-0000-7000-8000-000000000001'
const foreign = '01900000-0000-7000-8000-000000000002'
const context = {
  direction: 'ltr' as const,
  files: new Map([[file, { isImage: true }]]),
  fileUrl: (id: string) => `/files/${id}`,
  articleUrl: (id: string) => `/kb/${id}`,
}
const html = (body: string, direction: 'ltr' | 'rtl' = 'ltr') => renderMarkdown(body, { ...context, direction }).html

const tags = /^(?:p|h[1-6]|ul|ol|li|blockquote|pre|code|em|strong|s|a|img|br|hr|table|thead|tbody|tr|th|td)$/
const attributes = /^(?:id|dir|href|rel|src|alt|title|loading|class|start|style)$/

/** Reads the page as a browser's tokenizer does: every `<` begins a tag, as text is escaped. */
function expectInert(page: string): void {
  for (const [, close, name = '', rest = ''] of page.matchAll(/<(\/?)([^\s>/]*)([^>]*)>/g)) {
    expect(name).toMatch(tags)
    if (close) expect(rest).toBe('')
    const left = rest.replace(/\s+([a-z-]+)(?:="([^"]*)")?/g, (_whole, attribute: string, value: string | undefined) => {
      expect(attribute).toMatch(attributes)
      if (attribute === 'style') expect(value).toMatch(/^text-align:(?:left|right|center)$/)
      if (attribute === 'class') expect(name).toBe('code')
      if (attribute === 'src') expect(value).toBe(`/files/${file}`)
      if (attribute === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:|#kb-|\/kb\/|\/(?!\/|\\))/i)
      return ''
    })
    expect(left.trim().replace(/^\/$/, '')).toBe('')
  }
  expect(page.replace(/<\/?[a-z][^<>]*>/g, '')).not.toMatch(/[<>]/)
}

describe('an article as a page', () => {
  it.each(hostileMarkdown(file, foreign))('has nothing that runs or tells: %j', (body) => {
    expectInert(html(body))
    expectInert(html(`# ${body}\n\n- ${body}\n\n> ${body}\n\n| a |\n|---|\n| ${body} |`))
  })

  it('has nothing that runs, whatever is written', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(...hostileMarkdown(file, foreign)),
      fc.constantFrom('[', '](', ')', '![', '<', '>', '`', '"', "'", '&#', ';', 'javascript:', 'data:', '\n', '\t', '\\', '//', ' on', '='),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => expectInert(html(parts.join('')))),
      { numRuns: 2000 },
    )
  })

  it('shows its own images, leads where it may, and keeps the words of what it may not', () => {
    expect(html(`![A ✓](file:${file})`)).toBe(`<p dir="ltr"><img src="/files/${file}" alt="A ✓" loading="lazy"></p>\n`)
    expect(html(`![A](file:${foreign})`)).toBe('<p dir="ltr">A</p>\n')
    expect(html('![A](https://x.test/a.png)')).toBe('<p dir="ltr">A</p>\n')
    expect(html(`[get](file:${file}) [not](file:${foreign})`)).toBe(`<p dir="ltr"><a href="/files/${file}">get</a> <a>not</a></p>\n`)
    expect(html(`[other](article:${foreign})`)).toContain(`href="/kb/${foreign}"`)
    expect(html('[site](https://x.test/?a=1&b=2)')).toContain('href="https://x.test/?a=1&amp;b=2" rel="noopener noreferrer nofollow"')
    expect(html('[x](javascript:alert(1))')).toBe('<p dir="ltr">[x](javascript:alert(1))</p>\n')
  })

  it('turns each block by its own first letter', () => {
    expect(html('Hello\n\nשלום Hello\n\n- سلام\n- Hi\n\n```\nשלום\n```\n\n42')).toBe(
      '<p dir="ltr">Hello</p>\n<p dir="rtl">שלום Hello</p>\n<ul dir="rtl">\n<li dir="rtl">سلام</li>\n<li dir="ltr">Hi</li>\n</ul>\n<pre><code dir="ltr">שלום\n</code></pre>\n<p dir="ltr">42</p>\n',
    )
    expect(html('42', 'rtl')).toBe('<p dir="rtl">42</p>\n')
  })

  it('lists its headings under ids that stay', () => {
    const { contents, html: page } = renderMarkdown(
      '# *How* to `reset`\n\n## שלום עולם\n\n## שלום עולם\n\n# !\n\n[up](#How-to-reset)',
      context,
    )
    expect(contents).toEqual([
      { level: 1, id: 'kb-how-to-reset', text: 'How to reset' },
      { level: 2, id: 'kb-שלום-עולם', text: 'שלום עולם' },
      { level: 2, id: 'kb-שלום-עולם-2', text: 'שלום עולם' },
      { level: 1, id: 'kb-part', text: '!' },
    ])
    for (const { id } of contents) expect(page).toContain(`id="${id}"`)
    expect(page).toContain('href="#kb-how-to-reset"')
  })

  it('takes no longer for what is made to take long', () => {
    const long = [
      '['.repeat(50_000),
      '*a_'.repeat(50_000),
      '> '.repeat(5_000),
      `${'`'.repeat(3)}a`.repeat(20_000),
      '![['.repeat(30_000),
      `${'- '.repeat(2_000)}x`,
      '|a'.repeat(20_000),
      '&#x'.repeat(40_000),
      '<a '.repeat(30_000),
      '\\'.repeat(200_000),
    ]
    for (const body of long) {
      const begun = performance.now()
      expectInert(html(body.slice(0, 200_000)))
      // What grows with the square takes minutes.
      expect(performance.now() - begun, body.slice(0, 20)).toBeLessThan(10_000)
    }
  })
})
