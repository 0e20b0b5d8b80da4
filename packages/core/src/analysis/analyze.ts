import { meantForms, shorterForms } from './affixes.ts'
import { foldWord } from './fold.ts'
import { stem } from './stem.ts'

/** Moves when the same text would be indexed otherwise; the index is then made anew. */
export const ANALYSIS_VERSION = 1

/** One thing to look for: found where any of `forms` is. `start` and `end` are UTF-16 offsets in the text that was analysed. */
export interface Term {
  readonly start: number
  readonly end: number
  readonly forms: readonly string[]
}

const ascii = /^[\0-\x7f]*$/
const run = /[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f\u2060\ufeff]+/gu
const letterOrNumber = /[\p{L}\p{N}]/u
/** Scripts that put no spaces between words, and Korean, which joins particles to them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\uff70]/u
/** A letter with the signs that belong to it; half-width kana have theirs as letters of their own. */
const unit = /.[\p{M}\uff9e\uff9f\u200b-\u200f\u2060\ufeff\u00ad]*/gsu
const hebrewAcronym = /(?<=[\u05d0-\u05ea])["״'׳](?=[\u05d0-\u05ea])/g
/** Most words of most desks: nothing is folded, split or left out. */
const asciiLetters = /^[A-Za-z]+$/
const letterDigitEdge = /\p{N}+|[^\p{N}]+/gu
const nonJoiner = '\u200c'
const MOST_PARTS = 4
const LONGEST = 64

const cut = (word: string): string => (word.length > LONGEST ? word.slice(0, LONGEST) : word)

/** What a text is found by: every form of each of its words. */
export function indexTokens(text: string): Set<string> {
  const tokens = new Set<string>()
  const seen = new Set<string>()
  walk(
    text,
    'index',
    ({ forms }) => {
      for (const form of forms) tokens.add(form)
    },
    seen,
  )
  return tokens
}

/** What has to be there for a question to be answered: all terms, each by one of its forms. Not unique. */
export function queryTerms(text: string): Term[] {
  const terms: Term[] = []
  walk(text, 'query', (term) => terms.push(term))
  return terms
}

/** Ranges of a text in which one of the forms stands, in order, without overlap. */
export function findForms(text: string, forms: ReadonlySet<string>): [start: number, end: number][] {
  const ranges: [number, number][] = []
  walk(text, 'index', (term) => {
    if (!term.forms.some((form) => forms.has(form))) return
    const last = ranges.at(-1)
    if (last && term.start <= last[1]) last[1] = Math.max(last[1], term.end)
    else ranges.push([term.start, term.end])
  })
  return ranges
}

/** The words of a text in their order, folded: what a phrase is compared in. */
export function foldedText(text: string, between: ' ' | ''): string {
  const words: string[] = []
  eachRun(readable(text), (word) => {
    const folded = foldWord(word)
    if (folded) words.push(folded)
  })
  return words.join(between)
}

type Mode = 'index' | 'query'
type Emit = (term: Term) => void

/** `צה"ל` is one word. Same length, so that offsets stay. */
const readable = (text: string): string => text.replace(hebrewAcronym, '\u00ad')

type Visit = (word: string, at: number) => void

/** What `run` finds. Most texts of most desks are ASCII, where it is letters and digits: found without Unicode in a quarter of the time. */
function eachRun(text: string, visit: Visit): void {
  if (!ascii.test(text)) {
    for (const match of text.matchAll(run)) visit(match[0], match.index)
    return
  }
  let start = -1
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && isAsciiWord(text.charCodeAt(at))) {
      if (start < 0) start = at
    } else if (start >= 0) {
      visit(text.slice(start, at), start)
      start = -1
    }
  }
}

const isAsciiWord = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)

/** `seen`: words that need not be emitted twice. */
function walk(text: string, mode: Mode, emit: Emit, seen?: Set<string>): void {
  const source = readable(text)
  eachRun(source, (word, start) => {
    // A letter alone may have a sign behind it the second time.
    if (seen && word.length > 1) {
      if (seen.has(word)) return
      seen.add(word)
    }
    const suffix = word.length === 1 ? signAfter(source, word, start) : ''
    if (suffix) {
      const end = start + 1 + suffix.length
      emit({ start, end, forms: [word.toLowerCase() + suffix] })
      if (mode === 'query') return
    }
    walkRun(word, start, mode, emit)
  })
}

/** `C++` and `F#` are words. */
function signAfter(text: string, letter: string, at: number): string {
  if (!/[A-Za-z]/.test(letter)) return ''
  const sign = text.startsWith('++', at + 1) ? '++' : text[at + 1] === '#' ? '#' : ''
  const next = text.codePointAt(at + 1 + sign.length)
  return sign && (next === undefined || !letterOrNumber.test(String.fromCodePoint(next))) ? sign : ''
}

/** A run of letters and digits: stretches without spaces between words by pairs of letters, the rest by words. */
function walkRun(word: string, start: number, mode: Mode, emit: Emit): void {
  if (asciiLetters.test(word)) {
    emit({ start, end: start + word.length, forms: [cut(stem(word.toLowerCase()))] })
    return
  }
  if (!unspaced.test(word)) {
    walkWord(word, start, mode, emit)
    return
  }
  let stretch: { text: string; at: number }[] = []
  let other = ''
  let otherAt = start
  let at = start
  for (const [text] of word.matchAll(unit)) {
    if (unspaced.test(text)) {
      if (other) walkWord(other, otherAt, mode, emit)
      other = ''
      const folded = foldWord(text)
      if (folded) stretch.push({ text: folded, at })
    } else {
      walkPairs(stretch, at, mode, emit)
      stretch = []
      if (!other) otherAt = at
      other += text
    }
    at += text.length
  }
  if (other) walkWord(other, otherAt, mode, emit)
  walkPairs(stretch, at, mode, emit)
}

/** Letters alone are indexed too, as many words have only one; who asks for more than one asks for pairs. */
function walkPairs(units: readonly { text: string; at: number }[], end: number, mode: Mode, emit: Emit): void {
  for (const [index, { text, at }] of units.entries()) {
    const next = units[index + 1]
    const edge = next?.at ?? end
    if (mode === 'index' || units.length === 1) emit({ start: at, end: edge, forms: [cut(text)] })
    if (next) emit({ start: at, end: units[index + 2]?.at ?? end, forms: [cut(text + next.text)] })
  }
}

function walkWord(word: string, start: number, mode: Mode, emit: Emit): void {
  const end = start + word.length
  const parts = word.includes(nonJoiner) ? word.split(nonJoiner).map(foldWord).filter(Boolean) : []
  const whole = foldWord(word)
  if (!whole || !letterOrNumber.test(whole)) return
  if (parts.length < 2) {
    walkFolded(whole, start, end, mode, emit)
    return
  }
  // Written apart, joined or with the joiner between: `می‌خواهم`, `میخواهم` and `می خواهم` find each other from the joined spelling on.
  const joined = formsOf(whole, mode)
  if (mode === 'index') emit({ start, end, forms: joined })
  for (const part of parts) emit({ start, end, forms: mode === 'index' ? formsOf(part, mode) : [...joined, ...formsOf(part, mode)] })
}

/** `sn4711` is found by `4711`: letters and digits apart. What changes more often is a key or a hash, and stays whole. */
function walkFolded(word: string, start: number, end: number, mode: Mode, emit: Emit): void {
  const parts = word.match(letterDigitEdge) ?? []
  if (parts.length < 2 || parts.length > MOST_PARTS) emit({ start, end, forms: formsOf(word, mode) })
  else for (const part of parts) emit({ start, end, forms: formsOf(part, mode) })
}

function formsOf(word: string, mode: Mode): readonly string[] {
  const others = mode === 'index' ? shorterForms(word) : meantForms(word)
  const base = cut(stem(word))
  return others.length ? [base, ...others.map(cut)] : [base]
}
