import { foldedText, queryTerms } from '../analysis/analyze.ts'
import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import { type FilterName, filterName } from './filter-names.ts'

/** One of these forms has to be there; `number`: a ticket of that number will do as well. */
export interface Wanted {
  readonly forms: readonly string[]
  readonly number?: string
}
/** Words in their order: read in the text of what the index offers, as it keeps no order. `' '`: as words, `''`: as letters and digits. */
export interface Phrase {
  readonly folded: string
  readonly between: ' ' | ''
}
export interface AskedFilter {
  readonly name: FilterName
  readonly value: string
  readonly isNegated: boolean
}

/** What somebody asks for, understood but not yet resolved. */
export interface Question {
  readonly wanted: readonly Wanted[]
  readonly phrases: readonly Phrase[]
  /** None of these; each is a list of terms that would all have to be there. */
  readonly unwanted: readonly (readonly Wanted[])[]
  readonly unwantedPhrases: readonly Phrase[]
  readonly filters: readonly AskedFilter[]
}

const MOST_TERMS = 60
const MOST_FILTERS = 20
/** A sign, a filter's name, and a quoted text, a number or whatever comes before the next space. */
const item = String.raw`(-)?(?:([A-Za-z][\w.]*):)?(?:"([^"]*)"|(\S+))`
const unspacedPair = /[\u0300-\u036f\u0800-\uffff]/

/**
 * Understands `status:open assignee:me "exact phrase" -not #42 words`. Nothing is an error of grammar: what is no filter of this audience is
 * text, signs between words are spaces. Throws `search.too_long` where it is too much to look for.
 */
export function parseQuestion(text: string, acting: Acting): Question {
  const parts = {
    wanted: [] as Wanted[],
    phrases: [] as Phrase[],
    unwanted: [] as Wanted[][],
    unwantedPhrases: [] as Phrase[],
    filters: [] as AskedFilter[],
  }
  const source = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
  const items = new RegExp(item, 'y')
  let at = 0
  while (at < source.length) {
    if (/\s/.test(source[at] ?? '')) {
      at += 1
      continue
    }
    items.lastIndex = at
    const match = items.exec(source)
    if (!match) {
      at += 1
      continue
    }
    at = items.lastIndex
    const [whole, sign, name, quoted, plain] = match
    const isNegated = sign !== undefined
    const filter = name === undefined ? undefined : filterName(acting, name)
    const value = quoted ?? plain ?? ''
    if (filter && value) parts.filters.push({ name: filter, value, isNegated })
    else if (quoted !== undefined && name !== undefined) add(parts, `${name} ${quoted}`, isNegated, [])
    else if (quoted !== undefined) add(parts, quoted, isNegated, [{ folded: foldedText(quoted, ' '), between: ' ' }])
    else addWord(parts, isNegated ? whole.slice(1) : whole, isNegated)
  }
  const count = parts.wanted.length + parts.unwanted.flat().length
  if (count > MOST_TERMS || parts.filters.length > MOST_FILTERS)
    throw coreError('search.too_long', { terms: MOST_TERMS, filters: MOST_FILTERS })
  return parts
}

type Parts = {
  readonly wanted: Wanted[]
  readonly phrases: Phrase[]
  readonly unwanted: Wanted[][]
  readonly unwantedPhrases: Phrase[]
}

/** `#42` is a ticket's number, or the same said in a text. What is joined by signs or has no spaces belongs together: `sn-4711-x`, `user@example.com`. */
function addWord(parts: Parts, word: string, isNegated: boolean): void {
  const number = /^#(\d{1,9})[.,;:!?)]*$/.exec(word)?.[1]
  if (number !== undefined) {
    const wanted = queryTerms(number).map(({ forms }) => ({ forms, number: String(Number(number)) }))
    if (isNegated) parts.unwanted.push(wanted)
    else parts.wanted.push(...wanted)
    return
  }
  // `l'errore`, `user's`: the word is the longest piece, and what is written in front or behind is no condition.
  const pieces = word.split(/['’ʼ`´]/)
  const main = pieces.length > 1 ? pieces.reduce((best, piece) => (piece.length > best.length ? piece : best)) : word
  const terms = queryTerms(main)
  const isJoined =
    terms.length > 1 && (/[\p{L}\p{N}][^\p{L}\p{N}\p{M}\s]+[\p{L}\p{N}]/u.test(main) || unspacedPair.test(main) || /\d/.test(main))
  add(parts, main, isNegated, isJoined ? [{ folded: foldedText(main, ''), between: '' }] : [])
}

function add(parts: Parts, text: string, isNegated: boolean, phrases: readonly Phrase[]): void {
  const terms = queryTerms(text).map(({ forms }) => ({ forms }))
  if (!terms.length) return
  // One word is found by the index alone.
  const needed = terms.length > 1 ? phrases.filter(({ folded }) => folded) : []
  if (!isNegated) {
    parts.wanted.push(...terms)
    parts.phrases.push(...needed)
  } else if (needed.length) parts.unwantedPhrases.push(...needed)
  else parts.unwanted.push(terms)
}

export const isEmpty = ({ wanted, filters }: Question): boolean => !wanted.length && !filters.length

/** Whether the texts of something hold what the index could not tell. */
export function readsRight({ phrases, unwantedPhrases }: Question, texts: readonly string[]): boolean {
  const folded = { ' ': undefined as string[] | undefined, '': undefined as string[] | undefined }
  const holds = ({ folded: phrase, between }: Phrase) => {
    folded[between] ??= texts.map((text) => foldedText(text, between))
    return folded[between].some((text) => text.includes(phrase))
  }
  return phrases.every(holds) && !unwantedPhrases.some(holds)
}

export const needsReading = ({ phrases, unwantedPhrases }: Question): boolean => phrases.length > 0 || unwantedPhrases.length > 0
