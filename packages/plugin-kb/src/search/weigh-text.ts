import { analysisVersion, indexTokens } from '@deskwright/core'

/** Moves when the same text would be weighed otherwise. */
const WEIGHT_VERSION = 1
/** Moves when the same text would be indexed otherwise: by its weights here, or by core's reading of its words. */
export const INDEX_VERSION = (WEIGHT_VERSION - 1) * 1000 + analysisVersion

/** Stands in every text: what the number of texts is counted under. */
export const ANY_WORD = ''

export interface TextToWeigh {
  readonly title: string
  readonly summary: string
  readonly headings: readonly string[]
  /** A line for each block. */
  readonly text: string
}

/** A word of the title says as much as one that stands in six blocks of the text. */
const TITLE = 6
const HEADING = 3
const SUMMARY = 2
const LINE = 1
/** BM25: how soon more of the same says nothing more, how much length counts, and the length that counts as usual. */
const SATURATION = 2
const LENGTH_SHARE = 0.5
const USUAL_LENGTH = 120
const FULL = 1000

/** How much a text is about each of its words, from 1 to 1000. */
export function weighText({ title, summary, headings, text }: TextToWeigh): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (line: string, worth: number): void => {
    for (const token of indexTokens(line)) counts.set(token, (counts.get(token) ?? 0) + worth)
  }
  add(title, TITLE)
  for (const heading of headings) add(heading, HEADING)
  add(summary, SUMMARY)
  for (const line of text.split('\n')) add(line, LINE)
  const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * counts.size) / USUAL_LENGTH)
  return new Map([...counts].map(([token, count]) => [token, Math.max(1, Math.round((FULL * count) / (count + norm)))]))
}
