import { kbError } from './errors.ts'
import type { Synonyms } from './search/synonyms.ts'

export interface KbOptions {
  /** Words that find each other, of `synonyms(['wifi', 'wlan'], …)`; none unless told. */
  readonly synonyms?: Synonyms
  /** Where pages and files of articles are on the host's site; the desk's own routes under `/api/kb` unless told. */
  readonly links?: {
    /** Of links between articles, with `{articleId}`. */
    readonly article?: string
    /** Of images and files in articles, with `{articleId}` and `{fileId}`. */
    readonly file?: string
  }
}

export interface KbLinks {
  article(articleId: string): string
  file(articleId: string, fileId: string): string
}

/** Throws `kb.bad_options`. */
export function linksOf({ links = {} }: KbOptions = {}): KbLinks {
  const article = links.article ?? '/api/kb/articles/{articleId}'
  const file = links.file ?? '/api/kb/articles/{articleId}/files/{fileId}'
  expectLink('links.article', article, ['{articleId}'])
  expectLink('links.file', file, ['{articleId}', '{fileId}'])
  return {
    article: (articleId) => article.replaceAll('{articleId}', articleId),
    file: (articleId, fileId) => file.replaceAll('{articleId}', articleId).replaceAll('{fileId}', fileId),
  }
}

function expectLink(option: string, link: string, owed: readonly string[]): void {
  const missing = owed.find((part) => !link.includes(part))
  if (missing !== undefined) throw kbError('kb.bad_options', { option, fault: `it has no ${missing}` })
  if (!/^(https?:\/\/[^/\s]+|)\/(?![/\\])[^\s"'<>\\]*$/.test(link))
    throw kbError('kb.bad_options', { option, fault: 'it is no path and no address of a page (http, https)' })
}
