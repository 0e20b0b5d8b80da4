import MarkdownIt, { type Token } from 'markdown-it'
import { targetOf } from './safe-link.ts'

/** Deeper than any text that somebody reads; deeper ones are text. */
const MAX_NESTING = 30

/** CommonMark with tables and strikethrough. HTML is text, and a link that leads nowhere allowed is text as well. */
export function parseMarkdown(body: string): { readonly parser: InstanceType<typeof MarkdownIt>; readonly tokens: Token[] } {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: MAX_NESTING })
  parser.validateLink = (address) => targetOf(address) !== undefined
  return { parser, tokens: parser.parse(body, {}) }
}

/** What a reader sees of a line: its text, with what images are called. */
export function textOfInline(token: Token | undefined): string {
  return (token?.children ?? [])
    .map((child) => (child.type === 'image' ? textOfInline(child) : isText(child) ? child.content : breakOf(child)))
    .join('')
}

const isText = ({ type }: Token): boolean => type === 'text' || type === 'code_inline' || type === 'text_special'
const breakOf = ({ type }: Token): string => (type === 'softbreak' || type === 'hardbreak' ? ' ' : '')

/** An attribute of a token, as text. */
export const attributeOf = (token: Token, name: string): string => String(token.attrGet(name) ?? '')
