import type { Html } from '@deskwright/core'
import { html } from '../html.ts'

const address = /\bhttps?:\/\/[^\s<>"'`\u2066-\u2069]+/g

/** What people wrote, as they wrote it: each paragraph in its own direction, lines kept, addresses of pages as links. */
export function userText(text: string): Html {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
  return html`${paragraphs.map((paragraph) => html`<p dir="auto">${paragraph.split('\n').map((line, index) => [index > 0 && html`<br>`, linked(line)])}</p>`)}`
}

/** A word or a line of somebody else's inside a sentence of the page: it turns nothing around. */
export const userWord = (text: string): Html => html`<bdi>${text}</bdi>`

function linked(line: string): Html {
  const parts: (Html | string)[] = []
  let end = 0
  for (const found of line.matchAll(address)) {
    const url = withoutEnd(found[0])
    parts.push(
      line.slice(end, found.index),
      html`<a href="${url}" rel="noopener noreferrer nofollow ugc" target="_blank" dir="ltr">${url}</a>`,
    )
    end = found.index + url.length
  }
  return html`${parts}${line.slice(end)}`
}

/** Signs behind an address mostly end the sentence; a bracket belongs to it if it was opened in it. */
function withoutEnd(url: string): string {
  const bare = url.replace(/[.,;:!?»”’]+$/, '')
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare
}
