import { readerOf } from '../audience/policy.ts'
import type { KbReading } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { meantWords } from './correct.ts'
import { findPostings, type Posting, postingsAt, textCount, type Where, wordCounts } from './postings.ts'
import type { Alternative, AskedTerm } from './question.ts'
import { type RankedArticle, rank } from './rank.ts'
import { ANY_WORD } from './weigh-text.ts'

export interface Asked {
  readonly question: string
  readonly terms: readonly AskedTerm[]
  /** Before the reader's own languages. */
  readonly language?: string
  /** Path of a category. */
  readonly branch?: string
  readonly limit: number
}
export interface FoundArticles {
  readonly articles: readonly RankedArticle[]
  /** Terms that were taken for other words, by the term. */
  readonly meant: ReadonlyMap<string, readonly Alternative[]>
}

/** Texts that are looked at with all their words: so many for each article that is asked for. */
const CLOSER = 8
const LEAST_CLOSER = 64
/** An article that is about less than this of what was asked is no answer to it. */
const LEAST_COVERAGE = 0.22

/** Articles that the caller may read, by how much they are about what is asked. Who may read is part of every look-up, and so of everything that comes out. */
export async function findArticles(work: KbReading, { question, terms, language, branch, limit }: Asked): Promise<FoundArticles> {
  const nothing = { articles: [], meant: new Map() }
  if (!terms.some(({ share }) => share === 1)) return nothing
  const { db } = work
  const where: Where = { reader: readerOf(work), ...(branch === undefined ? {} : { branch }) }
  const tokens = [...new Set(terms.flatMap(({ alternatives }) => alternatives.map(({ token }) => token)))]
  const counts = new Map(await wordCounts(db, [...tokens, ANY_WORD]))
  const languages = counts.get(ANY_WORD) ?? new Map<string, number>()
  const first = await findPostings(db, where, tellingTokens(terms), counts)
  const texts = [...first.postings]
  const seen = new Set(texts.map(({ token }) => token))
  const missing = terms.filter(
    ({ alternatives }) => !alternatives.some(({ token }) => seen.has(token) || (!first.asked.has(token) && textCount(counts, token) > 0)),
  )
  const meant = missing.length ? await meantWords(db, question, missing) : new Map<string, Alternative[]>()
  if (meant.size) {
    const words = [...new Set([...meant.values()].flat().map(({ token }) => token))].filter((token) => !counts.has(token))
    for (const [word, count] of await wordCounts(db, words)) counts.set(word, count)
    const second = await findPostings(db, where, words, counts)
    texts.push(...second.postings)
    for (const { token } of second.postings) seen.add(token)
  }
  const all = terms.map((term) => ({
    ...term,
    alternatives: [...term.alternatives, ...(meant.get(term.token) ?? [])].filter(
      // What only texts have that the caller may not read is as unknown as what nobody wrote.
      ({ token }) => seen.has(token) || (textCount(counts, token) > 0 && !first.asked.has(token) && !meant.has(term.token)),
    ),
  }))
  const wanted = [...(language === undefined ? [] : [canonicalLanguage(language)]), ...work.caller.languages]
  const ranking = { terms: all, counts, languages, wanted }
  const closer = rank([], texts, ranking).slice(0, Math.max(LEAST_CLOSER, limit * CLOSER))
  const positions = closer.map(({ position }) => position)
  const others = [...new Set(all.flatMap(({ alternatives }) => alternatives.map(({ token }) => token)))].filter((token) => !seen.has(token))
  const postings = await postingsAt(db, positions, others)
  const looked = new Set(positions)
  const articles = rank(
    postings,
    texts.filter((text: Posting) => looked.has(text.position)),
    ranking,
  ).filter(({ coverage }) => coverage >= LEAST_COVERAGE)
  return { articles: articles.slice(0, limit), meant }
}

/** What a question is looked up by: all its words, or the common ones where it has no others. */
function tellingTokens(terms: readonly AskedTerm[]): string[] {
  const asked = terms.filter(({ share }) => share === 1)
  const telling = asked.some(({ isStop }) => !isStop) ? asked.filter(({ isStop }) => !isStop) : asked
  return [...new Set(telling.flatMap(({ alternatives }) => alternatives.map(({ token }) => token)))]
}
