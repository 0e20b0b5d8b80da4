import { findForms } from '../analysis/analyze.ts'
import type { MatchRange } from './contract.ts'

const BEFORE = 60
const LENGTH = 220
/** Of a very long text only the beginning is looked through for a place to show. */
const LOOKED_AT = 20_000

export const matchesIn = (text: string, forms: ReadonlySet<string>): MatchRange[] =>
  findForms(text, forms).map(([start, end]) => ({ start, end }))

export interface Cutting {
  readonly text: string
  readonly matches: MatchRange[]
  /** How many different places match in what was looked at. */
  readonly weight: number
}

/** The piece around the first match, in whole words and whole characters; undefined when nothing matches. */
export function excerptOf(whole: string, forms: ReadonlySet<string>): Cutting | undefined {
  const text = whole.slice(0, LOOKED_AT)
  const ranges = findForms(text, forms)
  const [first] = ranges
  if (!first) return undefined
  const start = wordStart(text, Math.max(0, first[0] - BEFORE), first[0])
  const end = wordEnd(text, Math.min(text.length, Math.max(start + LENGTH, first[1])), first[1])
  const matches = ranges.flatMap(([from, to]) => (from >= start && to <= end ? [{ start: from - start, end: to - start }] : []))
  return { text: text.slice(start, end), matches, weight: ranges.length }
}

function wordStart(text: string, from: number, latest: number): number {
  if (from === 0) return 0
  const space = text.slice(from, latest).search(/\s/)
  if (space >= 0) return from + space + 1
  return isLowSurrogate(text, from) ? from + 1 : from
}

function wordEnd(text: string, to: number, earliest: number): number {
  if (to === text.length) return to
  const space = text.slice(earliest, to).search(/\s\S*$/)
  if (space >= 0) return earliest + space
  return isLowSurrogate(text, to) ? to - 1 : to
}

const isLowSurrogate = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '')
