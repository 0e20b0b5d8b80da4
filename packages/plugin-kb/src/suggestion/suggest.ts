import type { KbReading } from '../kit.ts'
import { kit } from '../kit.ts'
import { findArticles } from '../search/find-articles.ts'
import { readQuestion } from '../search/question.ts'
import { type ListedFind, listedFinds } from '../search/view.ts'
import { Suggest, Suggestions } from './schemas.ts'

const { query } = kit

const USUAL = 5
const SUBJECT_TERMS = 24
/** What is said in the text counts less than what it is called, and what kind of request it is the least. */
const BODY_SHARE = 0.3
const BODY_TERMS = 24
const BODY_LENGTH = 600
const TYPE_SHARE = 0.1
/** Next to a good one a poor one is noise. */
const BESIDE_BEST = 0.3

export interface Request {
  readonly subject: string
  readonly body?: string
  readonly type?: string
  readonly language?: string
  readonly limit?: number
}

export const suggest = query({
  route: 'GET /suggestions',
  summary: 'Articles that may answer a request while it is being written, and the way to a person.',
  permission: 'anyone',
  audience: 'public',
  input: Suggest,
  output: Suggestions,
  async run(work, request) {
    const finds = await suggestedFor(work, request)
    return {
      items: finds.map(({ listed }) => listed),
      person: { operation: 'tickets.create', method: 'POST', path: '/api/tickets' } as const,
    }
  },
})

/** The best articles for a request, as far as the caller may read them. */
export async function suggestedFor(work: KbReading, { subject, body, type, language, limit = USUAL }: Request): Promise<ListedFind[]> {
  const synonyms = work.options?.synonyms
  const terms = new Map(readQuestion(subject, synonyms, 1, SUBJECT_TERMS).map((term) => [term.token, term]))
  const besides = [
    ...readQuestion((body ?? '').slice(0, BODY_LENGTH), synonyms, BODY_SHARE, BODY_TERMS),
    ...readQuestion((type ?? '').replaceAll('_', ' '), undefined, TYPE_SHARE, 4),
  ]
  // Only what the subject says is looked up; the rest tells apart what is found.
  for (const term of besides) if (!terms.has(term.token) && !term.isStop) terms.set(term.token, { ...term, start: -1, end: -1 })
  const { articles } = await findArticles(work, {
    question: subject,
    terms: [...terms.values()],
    limit,
    ...(language === undefined ? {} : { language }),
  })
  const [best] = articles
  return listedFinds(
    work,
    articles.filter(({ score }) => score >= (best?.score ?? 0) * BESIDE_BEST),
    language,
  )
}
