import { indexTokens, queryTerms } from '@deskwright/core'
import { stopTokens } from './stop-words.ts'
import type { Synonyms } from './synonyms.ts'
import { isSpelt } from './variants.ts'

/** One thing that is asked for: a text is about it as far as it is about one of the alternatives. */
export interface AskedTerm {
  /** Where it stands in the question, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly token: string
  readonly alternatives: readonly Alternative[]
  /** Stands in any question. */
  readonly isStop: boolean
  /** How much it counts beside others: what is only said besides counts less. */
  readonly share: number
}
export interface Alternative {
  readonly token: string
  /** How far it is what was asked for: 1 is the word itself. */
  readonly factor: number
}

const MOST_TERMS = 40
/** A Hebrew or Arabic word without what is written in front of it. */
const SHORTER = 0.8
/** The same by another word: what has the word itself comes first. */
const SYNONYM = 0.9
/** What is left is so short that it may be another word. */
const SHORTEST = 0.6
const spaced = /^[\p{Script=Hebrew}\p{Script=Arabic}]+$/u

/** The terms of a question, each once; the first forty. With their synonyms, of which each is nearly as good. */
export function readQuestion(question: string, synonyms: Synonyms | undefined, share = 1, most = MOST_TERMS): AskedTerm[] {
  const terms = new Map<string, AskedTerm>()
  for (const { start, end, forms } of queryTerms(question)) {
    const [token] = forms
    if (token === undefined || terms.has(token)) continue
    if (terms.size >= most) break
    const factors = new Map(forms.map((form) => [form, 1]))
    const word = question.slice(start, end)
    if (spaced.test(word))
      for (const form of indexTokens(word)) if (!factors.has(form)) factors.set(form, form.length > 2 ? SHORTER : SHORTEST)
    for (const form of forms) for (const other of synonyms?.['~words'].get(form) ?? []) if (!factors.has(other)) factors.set(other, SYNONYM)
    const alternatives = [...factors].map(([form, factor]) => ({ token: form, factor }))
    terms.set(token, { start, end, token, alternatives, isStop: stopTokens.has(token), share })
  }
  return [...terms.values()]
}

/** Terms of which a misspelling can be looked for. */
export const isCorrectable = ({ token, isStop }: AskedTerm): boolean => !isStop && isSpelt(token)
