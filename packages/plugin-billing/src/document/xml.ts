/** An element, or nothing. Only `tag` makes one, so that no text is left as it was given. */
export type Xml = string & { readonly xml?: never }

/** An element with text or with elements inside; where there is nothing to say there is none, as empty ones are faults of EN 16931. */
export function tag(name: string, inside: string | readonly Xml[] | null, attributes: Readonly<Record<string, string>> = {}): Xml {
  if (inside === null) return ''
  const content = typeof inside === 'string' ? (name.startsWith('cbc:') ? escaped(inside) : inside) : inside.join('')
  if (content === '') return ''
  const more = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${more.join('')}>${content}</${name}>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** What XML 1.0 can't hold is left out. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
    .trim()
