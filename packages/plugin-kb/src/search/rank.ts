import type { Posting, WordCounts } from './postings.ts'
import type { AskedTerm } from './question.ts'

/** An article with its text that fits best. */
export interface RankedArticle {
  readonly articleId: string
  readonly language: string
  readonly position: number
  readonly score: number
  /** How much of what was asked the text is about, from 0 to 1. */
  readonly coverage: number
  /** Which of the terms it has, by the words that it has them by. */
  readonly found: ReadonlyMap<string, string>
}
export interface Ranking {
  readonly terms: readonly AskedTerm[]
  readonly counts: WordCounts
  /** Texts by language. */
  readonly languages: ReadonlyMap<string, number>
  /** The reader's, best first. */
  readonly wanted: readonly string[]
}

const STOP = 0.08
/** What nobody has written about counts as a word of middling weight. */
const UNKNOWN = 1.5
const OWN_LANGUAGE = 1.35
const OTHER_LANGUAGE_READ = 1.1

/** Articles by how much their best text is about what was asked, best first. */
export function rank(
  postings: readonly Pick<Posting, 'token' | 'position' | 'weight'>[],
  texts: readonly Posting[],
  ranking: Ranking,
): RankedArticle[] {
  const { terms, wanted } = ranking
  const byText = new Map<number, Map<string, number>>()
  for (const { token, position, weight } of [...texts, ...postings]) {
    const own = byText.get(position) ?? new Map<string, number>()
    own.set(token, weight)
    byText.set(position, own)
  }
  const weights = terms.map((term) => termWeight(term, ranking))
  const total = terms.reduce((sum, { share }, index) => sum + (share === 1 ? (weights[index] ?? 0) : 0), 0)
  const best = new Map<string, RankedArticle>()
  for (const text of new Map(texts.map((one) => [one.position, one])).values()) {
    const own = byText.get(text.position)
    if (!own) continue
    const found = new Map<string, string>()
    let sum = 0
    let covered = 0
    for (const [index, term] of terms.entries()) {
      let most = 0
      for (const { token, factor } of term.alternatives) {
        const value = ((own.get(token) ?? 0) / 1000) * factor * rarity(token, ranking)
        if (value <= most) continue
        most = value
        found.set(term.token, token)
      }
      if (most === 0) continue
      sum += most * term.share * (term.isStop ? STOP : 1)
      if (term.share === 1) covered += weights[index] ?? 0
    }
    const coverage = total === 0 ? 0 : covered / total
    const score = sum * (0.35 + 0.65 * coverage) * languageFactor(text.language, wanted)
    const before = best.get(text.articleId)
    if (!before || before.score < score)
      best.set(text.articleId, { articleId: text.articleId, language: text.language, position: text.position, score, coverage, found })
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.articleId < b.articleId ? -1 : 1))
}

function termWeight(term: AskedTerm, ranking: Ranking): number {
  const known = term.alternatives.filter(({ token }) => ranking.counts.has(token)).map(({ token }) => rarity(token, ranking))
  return (known.length ? Math.max(...known) : UNKNOWN) * (term.isStop ? STOP : 1)
}

/**
 * How much a word says: more the fewer texts of its language have it. Counted over all texts, and in steps, so that what others may read moves
 * nothing that could be read out of an order.
 */
function rarity(token: string, { counts, languages }: Pick<Ranking, 'counts' | 'languages'>): number {
  let least = Number.POSITIVE_INFINITY
  for (const [language, count] of counts.get(token) ?? []) {
    const all = Math.max(languages.get(language) ?? 0, count)
    const step = 2 ** Math.round(Math.log2(count))
    least = Math.min(least, Math.log(1 + (all + 1) / (step + 0.5)))
  }
  return Number.isFinite(least) ? least : UNKNOWN
}

function languageFactor(language: string, wanted: readonly string[]): number {
  const short = language.split('-')[0]
  const at = wanted.findIndex((one) => one === language || one.split('-')[0] === short)
  return at === 0 ? OWN_LANGUAGE : at > 0 ? OTHER_LANGUAGE_READ : 1
}
