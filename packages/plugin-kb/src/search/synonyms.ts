import { foldedText, queryTerms } from '@deskwright/core'
import { kbError } from '../errors.ts'

/** Words that are asked for by each other, as they are read. Made by `synonyms`. */
export interface Synonyms {
  readonly '~words': ReadonlyMap<string, readonly string[]>
}

const MOST_GROUPS = 1000
const MOST_WORDS = 20

/**
 * Words of which each finds the others, one list for each meaning: `synonyms(['wifi', 'wlan', 'wireless'], ['laptop', 'notebook'])`. In any languages and
 * scripts; single words only. Throws `kb.bad_options`.
 */
export function synonyms(...groups: readonly (readonly string[])[]): Synonyms {
  if (groups.length > MOST_GROUPS)
    throw kbError('kb.bad_options', { option: 'synonyms', fault: `there are more than ${MOST_GROUPS} lists` })
  const words = new Map<string, Set<string>>()
  for (const group of groups) {
    if (group.length > MOST_WORDS)
      throw kbError('kb.bad_options', { option: 'synonyms', fault: `a list has more than ${MOST_WORDS} words` })
    const tokens = group.map(tokenOf)
    for (const token of tokens) {
      const others = words.get(token) ?? new Set()
      for (const other of tokens) if (other !== token) others.add(other)
      words.set(token, others)
    }
  }
  return { '~words': new Map([...words].map(([token, others]) => [token, [...others]])) }
}

/** The form by which a question asks for a word. */
function tokenOf(word: string): string {
  const [term, ...more] = queryTerms(word)
  const [form] = term?.forms ?? []
  if (form === undefined || more.length) {
    const fault = `'${foldedText(word, ' ').slice(0, 40)}' is not one word`
    throw kbError('kb.bad_options', { option: 'synonyms', fault })
  }
  return form
}
