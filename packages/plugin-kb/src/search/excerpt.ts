import { findForms } from '@deskwright/core'

export interface Excerpt {
  text: string
  matches: { start: number; end: number }[]
}

const BEFORE = 60
const LENGTH = 220
/** Of a very long text only the beginning is looked through for a place to show. */
const LOOKED_AT = 20_000

export const matchesIn = (text: string, forms: ReadonlySet<string>): { start: number; end: number }[] =>
  findForms(text, forms).map(([start, end]) => ({ start, end }))

/** The piece of a text around the first thing that was found, in whole words; null where there is nothing. */
export function excerptOf(whole: string, forms: ReadonlySet<string>): Excerpt | null {
  const text = whole.slice(0, LOOKED_AT)
  const ranges = matchesIn(text, forms)
  const [first] = ranges
  if (!first) return null
  const from = Math.max(0, first.start - BEFORE)
  const space = from === 0 ? -1 : text.slice(from, first.start).search(/\s/)
  const start = from === 0 ? 0 : space >= 0 ? from + space + 1 : wholeLetter(text, from)
  const to = Math.min(text.length, Math.max(start + LENGTH, first.end))
  const end = to === text.length ? to : Math.max(first.end, lastSpace(text, to, first.end))
  return {
    text: text.slice(start, end),
    matches: ranges.flatMap((range) =>
      range.start >= start && range.end <= end ? [{ start: range.start - start, end: range.end - start }] : [],
    ),
  }
}

const wholeLetter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at)

function lastSpace(text: string, to: number, earliest: number): number {
  const space = text.slice(earliest, to).search(/\s\S*$/)
  return space >= 0 ? earliest + space : /[\udc00-\udfff]/.test(text[to] ?? '') ? to - 1 : to
}
