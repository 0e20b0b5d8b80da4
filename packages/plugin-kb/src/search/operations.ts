import { findForms } from '@deskwright/core'
import { findCategory } from '../category/find-category.ts'
import { kit } from '../kit.ts'
import { type FoundArticles, findArticles } from './find-articles.ts'
import { type AskedTerm, readQuestion } from './question.ts'
import { type FoundArticle, SearchAnswer, SearchArticles } from './schemas.ts'
import { foundViews, listedFinds } from './view.ts'

const { query } = kit

const USUAL = 20

export const search = query({
  route: 'GET /search',
  summary: 'Published articles that the caller may read, by how much they are about the question.',
  permission: 'anyone',
  audience: 'public',
  input: SearchArticles,
  output: SearchAnswer,
  async run(work, { query: question, language, categoryId, limit = USUAL }) {
    const terms = readQuestion(question, work.options?.synonyms)
    const branch = categoryId === undefined ? undefined : (await findCategory(work, categoryId)).row.path
    const found = await findArticles(work, {
      question,
      terms,
      limit,
      ...(language === undefined ? {} : { language }),
      ...(branch === undefined ? {} : { branch }),
    })
    // A question of nothing but common words says nothing of what is missing.
    if (!found.articles.length && branch === undefined && terms.some(({ isStop }) => !isStop))
      work.later('recordMiss', {
        acting: work.actor.capacity.acting,
        language: language ?? work.caller.languages[0] ?? work.caller.deskLanguage,
        question,
      })
    const items = await foundViews(work, await listedFinds(work, found.articles, language))
    return { items, didYouMean: understoodAs(question, terms, found, items) }
  },
})

/** The question with every word in place of which another one was found, as that one stands in the best article. */
function understoodAs(
  question: string,
  terms: readonly AskedTerm[],
  { articles, meant }: FoundArticles,
  items: readonly FoundArticle[],
): string | null {
  const [best] = articles
  const [shown] = items
  if (!best || !shown) return null
  const text = `${shown.title}\n${shown.summary}\n${shown.excerpt?.text ?? ''}`
  let understood = ''
  let at = 0
  for (const { token, start, end } of terms) {
    const word = best.found.get(token)
    if (word === undefined || !meant.get(token)?.some((one) => one.token === word)) continue
    const [place] = findForms(text, new Set([word]))
    if (!place || start < at) continue
    understood += question.slice(at, start) + text.slice(place[0], place[1])
    at = end
  }
  return at === 0 ? null : understood + question.slice(at)
}
