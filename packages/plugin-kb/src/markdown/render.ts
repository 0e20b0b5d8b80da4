import type { Token } from 'markdown-it'
import { type Direction, directionOfText } from './direction.ts'
import { type Heading, headingKey, numberHeadings } from './headings.ts'
import { attributeOf, parseMarkdown, textOfInline } from './parse.ts'
import { targetOf } from './safe-link.ts'

export interface RenderContext {
  /** Of the language: of blocks without letters. */
  readonly direction: Direction
  /** Files of the article, by id; nothing else is ever shown or led to by `file:`. */
  readonly files: ReadonlyMap<string, { readonly isImage: boolean }>
  fileUrl(fileId: string): string
  articleUrl(articleId: string): string
}

const turned = new Set([
  'paragraph_open',
  'heading_open',
  'blockquote_open',
  'bullet_list_open',
  'ordered_list_open',
  'list_item_open',
  'table_open',
  'th_open',
  'td_open',
])

/**
 * Markdown as a page can take it: no HTML of the author's, no address that is not on the list of `targetOf`, no image but the article's own files. Every
 * block says which way it goes, and headings have ids that stay while their text does.
 */
export function renderMarkdown(body: string, context: RenderContext): { readonly html: string; readonly contents: Heading[] } {
  const { parser, tokens } = parseMarkdown(body)
  const contents = numberHeadings(tokens)
  turnBlocks(tokens, context.direction)
  for (const token of tokens) if (token.children) token.children = token.children.flatMap((child) => withImage(child, context))
  leadLinks(tokens, context)
  return { html: parser.renderer.render(tokens, parser.options, {}), contents }
}

function turnBlocks(tokens: readonly Token[], around: Direction): void {
  let text = ''
  // From the end: what a block begins with is the last line that was met.
  for (const token of [...tokens].reverse()) {
    if (token.type === 'inline') text = textOfInline(token)
    else if (token.type === 'fence' || token.type === 'code_block') {
      text = token.content
      token.attrSet('dir', 'ltr')
    } else if (turned.has(token.type)) token.attrSet('dir', directionOfText(text, around))
  }
}

/** An image of another place would tell that place who reads; it stays as its words. */
function withImage(token: Token, { files, fileUrl }: RenderContext): Token[] {
  if (token.type !== 'image') return [token]
  const target = targetOf(attributeOf(token, 'src'))
  if (target?.kind === 'file' && files.get(target.id)?.isImage) {
    token.attrSet('src', fileUrl(target.id))
    token.attrSet('loading', 'lazy')
    return [token]
  }
  return token.children ?? []
}

function leadLinks(tokens: readonly Token[], context: RenderContext): void {
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      if (token.type !== 'link_open') continue
      const href = hrefOf(attributeOf(token, 'href'), context)
      // Its words stay, as a link that leads nowhere.
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'href')
      if (href === undefined) continue
      token.attrSet('href', href)
      if (/^https?:/i.test(href)) token.attrSet('rel', 'noopener noreferrer nofollow')
    }
  }
}

function hrefOf(address: string, { files, fileUrl, articleUrl }: RenderContext): string | undefined {
  const target = targetOf(address)
  if (!target) return undefined
  if (target.kind === 'page') return target.href
  if (target.kind === 'heading') return `#kb-${encodeURIComponent(headingKey(target.id.replace(/^kb-/, '')))}`
  if (target.kind === 'article') return articleUrl(target.id)
  return files.has(target.id) ? fileUrl(target.id) : undefined
}
