import type { Token } from 'markdown-it'
import { attributeOf, parseMarkdown, textOfInline } from './parse.ts'
import { targetOf } from './safe-link.ts'

/** What stands in a text, without its marks. */
export interface ReadText {
  readonly headings: readonly string[]
  /** All other words, a line for each block. */
  readonly text: string
  /** Files that it shows or leads to. */
  readonly fileIds: readonly string[]
  readonly articleIds: readonly string[]
}

export function readMarkdown(body: string): ReadText {
  const { tokens } = parseMarkdown(body)
  const headings: string[] = []
  const lines: string[] = []
  const fileIds = new Set<string>()
  const articleIds = new Set<string>()
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'inline') {
      const line = textOfInline(token).trim()
      if (tokens[index - 1]?.type === 'heading_open') headings.push(line)
      else if (line) lines.push(line)
      for (const address of addressesIn(token)) {
        const target = targetOf(address)
        if (target?.kind === 'file') fileIds.add(target.id)
        if (target?.kind === 'article') articleIds.add(target.id)
      }
    } else if (token.type === 'fence' || token.type === 'code_block') lines.push(token.content.trim())
  }
  return { headings, text: lines.join('\n'), fileIds: [...fileIds], articleIds: [...articleIds] }
}

const addressesIn = (token: Token): string[] =>
  (token.children ?? []).flatMap((child) => {
    const name = child.type === 'image' ? 'src' : child.type === 'link_open' ? 'href' : undefined
    return [...(name === undefined ? [] : [attributeOf(child, name)]), ...addressesIn(child)]
  })
