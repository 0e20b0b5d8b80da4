import type { Token } from 'markdown-it'
import { textOfInline } from './parse.ts'

export interface Heading {
  readonly level: number
  /** Of the element in the page. Its beginning keeps it apart from all that a page or a browser names itself. */
  readonly id: string
  readonly text: string
}

const MOST = 60

/** Of the same text always the same id; the second of two equal headings gets a number. */
function headingIds(): (text: string) => string {
  const taken = new Set<string>()
  return (text) => {
    const words = headingKey(text)
    let id = `kb-${words}`
    for (let count = 2; taken.has(id); count += 1) id = `kb-${words}-${count}`
    taken.add(id)
    return id
  }
}

/** How a link in the text names a heading: `#how-to-reset`. */
export function headingKey(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return [...words].slice(0, MOST).join('') || 'part'
}

/** Writes the ids into the tokens, and lists them. */
export function numberHeadings(tokens: readonly Token[]): Heading[] {
  const idOf = headingIds()
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return []
    const text = textOfInline(tokens[index + 1])
    const id = idOf(text)
    token.attrSet('id', id)
    return [{ level: Number(token.tag.slice(1)), id, text }]
  })
}
