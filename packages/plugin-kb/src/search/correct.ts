import { foldedText } from '@deskwright/core'
import type { KbReader } from '../kit.ts'
import { onOtherKeyboards } from './keyboard.ts'
import { type Alternative, type AskedTerm, isCorrectable } from './question.ts'
import { beginningsOf, distance, slackOf, variantsOf } from './variants.ts'

const MOST_TERMS = 8
const MOST_ROWS = 400
/** More than are needed: those that the reader may not read fall out in the look-up, and must not stand in the way of others. */
const MOST_WORDS = 24
const ONE_WRONG = 0.7
const TWO_WRONG = 0.45
const BEGINNING = 0.5
const KEYBOARD = 0.8
/** A word that begins like the one asked for is taken for it, from so many letters on. */
const SHORTEST_BEGINNING = 5

/**
 * What may have been meant by terms that no text has which the reader may read: words spelt nearly so, words that begin so, and what the same keys write
 * on another keyboard. What comes out is only meant; whether the reader may read any text with it, the look-up says.
 */
export async function meantWords(db: KbReader, question: string, terms: readonly AskedTerm[]): Promise<Map<string, Alternative[]>> {
  const asked = terms.filter(isCorrectable).slice(0, MOST_TERMS)
  const meant = new Map<string, Alternative[]>()
  // What is misspelt may have lost an ending that is none: as written and as read.
  const spellings = new Map(
    asked.map(({ token, start, end }) => [token, [...new Set([token, foldedText(question.slice(start, end), '')])]]),
  )
  const keys = new Map([...spellings].map(([token, words]) => [token, words.flatMap(variantsOf)]))
  const all = [...new Set([...keys.values()].flat())]
  const rows = all.length
    ? await db
        .selectFrom('kb_search_variant')
        .selectAll()
        .where('variant', 'in', all)
        .orderBy('variant', 'desc')
        .orderBy('word')
        .limit(MOST_ROWS)
        .execute()
    : []
  for (const { token } of asked) {
    const own = new Set(keys.get(token))
    const near = new Set(rows.flatMap(({ variant, word }) => (own.has(variant) ? [word] : [])))
    const words = [...near].flatMap((word) => {
      const factor = Math.max(...(spellings.get(token) ?? []).map((spelling) => likeness(spelling, word)))
      return factor === 0 ? [] : [{ token: word, factor }]
    })
    const best = words.sort((a, b) => b.factor - a.factor || a.token.length - b.token.length || (a.token < b.token ? -1 : 1))
    if (best.length) meant.set(token, best.slice(0, MOST_WORDS))
  }
  for (const [token, words] of onKeyboards(question, terms)) meant.set(token, [...(meant.get(token) ?? []), ...words])
  return meant
}

function likeness(asked: string, word: string): number {
  if (asked === word) return 0
  const away = distance(asked, word, slackOf(asked))
  if (away <= slackOf(asked)) return away === 1 ? ONE_WRONG : TWO_WRONG
  const longest = beginningsOf(asked).at(-1)?.slice(1) ?? ''
  return longest.length >= SHORTEST_BEGINNING && word.startsWith(longest) ? BEGINNING : 0
}

function onKeyboards(question: string, terms: readonly AskedTerm[]): Map<string, Alternative[]> {
  const found = new Map<string, Alternative[]>()
  for (const match of question.matchAll(/\S{3,40}/g)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const [first] = terms.filter((term) => term.start >= start && term.end <= end)
    if (!first || found.size >= MOST_TERMS) continue
    const words = onOtherKeyboards(match[0]).flat()
    found.set(
      first.token,
      [...new Set(words)].filter((token) => [...token].length >= 3).map((token) => ({ token, factor: KEYBOARD })),
    )
  }
  return found
}
