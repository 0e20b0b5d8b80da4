import { describe, expect, it } from 'vitest'
import { firstParagraph, siteLinks } from './page-text.ts'
import { inCell, typeWords } from './schema-words.ts'

describe('links of a page', () => {
  const has = (path: string): boolean => ['guide/embed.md', 'errors/index.md', 'errors/a.b.md'].includes(path)
  const linked = (text: string): string => siteLinks(text, 'guide', has)

  it('lead to pages of the site', () => {
    expect(linked('[one](./embed.md#the-server) [two](../errors) [three](../errors/README.md) [four](../errors/a.b.md)')).toBe(
      '[one](/guide/embed.md#the-server) [two](/errors/index.md) [three](/errors/index.md) [four](/errors/a.b.md)',
    )
  })

  it('become words where the site has no such page', () => {
    expect(linked('See [the examples](../../examples) and [the source](../../packages/core/src/x.ts).')).toBe(
      'See the examples and the source.',
    )
  })

  it('stay as they are in code, outside of the site and on the page itself', () => {
    const text = 'An image is `![](file:<id>)`, [here](#images), [there](https://example.com/a)\n\n```md\n[one](./embed.md)\n```\n'
    expect(linked(text)).toBe(text)
  })
})

it('says what a page is about in its first sentence, not in a table or a program', () => {
  expect(firstParagraph('# Title\n\n```sh\nnpm test\n```\n\n| a |\n|---|\n\nIt is\nabout this.\n\nAnd that.')).toBe('It is about this.')
})

it('names types without what a page would read as its own', () => {
  expect(typeWords({ anyOf: [{ type: 'string', maxLength: 80 }, { type: 'null' }] }, String)).toBe('string, 0–80 characters or null')
  expect(typeWords({ type: 'array', items: { $ref: '#/components/schemas/Ticket' } }, (name) => `#${name}`)).toBe(
    'list of [Ticket](#Ticket)',
  )
  expect(inCell('a | b <c> {{d}}')).toBe('a \\| b &lt;c> &#123;&#123;d}}')
})
