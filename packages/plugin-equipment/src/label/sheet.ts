import { encode } from 'uqr'

export interface Label {
  /** What the code opens. */
  readonly address: string
  readonly inventoryNumber: string
  readonly name: string
  readonly code: string
}

// Millimetres of an A4 sheet of 24 labels, as shops sell it.
const page = { width: 210, height: 297 } as const
const cell = { width: 70, height: 37 } as const
const columns = 3
const qr = { left: 4, top: 4.5, size: 28 } as const
const text = { left: 35, right: 67, top: 11, step: 6 } as const
const LONGEST = 22

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (value: string): string =>
  value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '').replaceAll(/[\p{Cc}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu, ' ')

/** Whole characters as people count them; no half of one at the end. */
function shortened(value: string): string {
  const characters = [...new Intl.Segmenter().segment(value)].map(({ segment }) => segment)
  return characters.length <= LONGEST ? value : `${characters.slice(0, LONGEST - 1).join('')}…`
}

const firstLetter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]|\p{L}/u
const isRightToLeft = (value: string): boolean =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(firstLetter.exec(value)?.[0] ?? '')

/** A printable sheet: shapes and text, nothing that could run, load or link. */
export function labelSheet(labels: readonly Label[]): string {
  const drawn = labels.map((label, index) => {
    const left = (index % columns) * cell.width
    const top = Math.floor(index / columns) * cell.height
    return `<g transform="translate(${left} ${top})">${codeOf(label.address)}${linesOf(label)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}mm" height="${page.height}mm" viewBox="0 0 ${page.width} ${page.height}"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>`
}

function codeOf(address: string): string {
  // A quarter of the code may be dirty and it still reads; four modules of white around it are asked for by ISO/IEC 18004.
  const { data, size } = encode(address, { ecc: 'Q', border: 4 })
  const step = qr.size / size
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return `<path transform="translate(${qr.left} ${qr.top}) scale(${step.toFixed(5)})" d="${squares.join('')}" fill="#000" shape-rendering="crispEdges"/>`
}

function linesOf({ inventoryNumber, name, code }: Label): string {
  const line = (value: string, row: number, style: string): string => {
    const shown = shortened(value)
    const [x, direction] = isRightToLeft(shown) ? [text.right, 'rtl'] : [text.left, 'ltr']
    return `<text x="${x}" y="${text.top + row * text.step}" direction="${direction}" font-family="sans-serif" ${style}>${escaped(shown)}</text>`
  }
  return line(inventoryNumber, 0, 'font-size="4.2" font-weight="bold"') + line(name, 1, 'font-size="3.2"') + line(code, 3, 'font-size="3"')
}
