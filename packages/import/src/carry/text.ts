import { convert } from 'html-to-text'
import type { SourceMessage } from '../source/shapes.ts'

const MAX_TEXT = 200_000
/** HTML of which more is not looked at: a message is never so long. */
const MAX_HTML = 4_000_000

/** Without what no database takes. */
export const textOf = (text: string): string => text.toWellFormed().replaceAll('\u0000', '').replaceAll('\r\n', '\n').replaceAll('\r', '\n')

/** One line for people, no longer than a column takes. */
export function lineOf(text: string, most: number): string {
  const line = textOf(text)
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
}

/** Messages are plain text here, as they are in mails. Scripts, styles and pictures say nothing; addresses of links are kept. */
const fromHtml = (html: string): string =>
  convert(html.slice(0, MAX_HTML), {
    wordwrap: false,
    limits: { maxInputLength: MAX_HTML, maxDepth: 200, ellipsis: '' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'script', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  })

export interface MessageText {
  /** Empty: it says nothing. */
  readonly body: string
  readonly isCut: boolean
}

export function messageText({ text, html }: Pick<SourceMessage, 'text' | 'html'>): MessageText {
  const said = text !== undefined && text.trim() !== '' ? text : html === undefined ? '' : fromHtml(html)
  const body = textOf(said).trim()
  const isCut = body.length > MAX_TEXT || (html !== undefined && text === undefined && html.length > MAX_HTML)
  return { body: isCut ? body.slice(0, MAX_TEXT).toWellFormed() : body, isCut }
}

const channels: Readonly<Record<string, string>> = {
  email: 'mail',
  web: 'portal',
  voice: 'phone',
  native_messaging: 'chat',
  note: 'system',
}

/** How something came in, in the desk's words. */
export function channelOf(channel: string | undefined): string | undefined {
  if (channel === undefined) return undefined
  const code = channel
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 80)
  return code === '' ? undefined : (channels[code] ?? code)
}

/** A language of which texts can be told to be (BCP 47). */
export const languageOf = (language: string | undefined): string | undefined =>
  language !== undefined && language.length <= 35 && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(language) ? language : undefined
