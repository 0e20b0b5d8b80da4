import type { Printed } from './printed.ts'

type Line = Printed['lines'][number]

const HEIGHT = 842 - 42 - 56
const [TEXT, SMALL] = [12.6, 11.2]
/** How many letters fit side by side; those of Chinese characters' width count twice. */
const [LETTERS_OF_LINE, LETTERS_OF_PARTY, LETTERS_OF_DAY] = [34, 44, 14] as const

const rows = (text: string, letters: number): number => {
  const wide = text.match(/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/gu)?.length ?? 0
  return Math.max(1, Math.ceil((text.length + wide) / letters))
}
const heightOf = ({ values: [description = '', days = ''], note }: Line): number =>
  Math.max(rows(description, LETTERS_OF_LINE), rows(days, LETTERS_OF_DAY)) * TEXT + (note === null ? 0 : SMALL) + 6.5

/**
 * Lines by page, as high as they will be at the most. Whoever lays out does it for everything that is left at each new page: of a thousand lines that is
 * minutes, and in the end a fault. What is higher than thought goes on on a page more.
 */
export function pagesOf({ parties, facts, lines }: Pick<Printed, 'parties' | 'facts' | 'lines'>): Line[][] {
  const above = parties.map(
    ({ name, lines: more }) => SMALL + TEXT * [name, ...more].reduce((sum, one) => sum + rows(one, LETTERS_OF_PARTY), 0),
  )
  const head = 20
  let left = HEIGHT - head - 60 - Math.max(...above) - facts.length * TEXT
  let page: Line[] = []
  const pages = [page]
  for (const line of lines) {
    const height = heightOf(line)
    if (height > left && page.length) {
      page = []
      pages.push(page)
      left = HEIGHT - head
    }
    page.push(line)
    left -= height
  }
  return pages
}
