import Type, { type TSchema } from 'typebox'
import { languagePattern } from './schema.ts'

const languageKey = Type.String({ pattern: languagePattern })

/** Language (BCP 47) → text, at least one. */
export const byLanguage = <T extends TSchema>(text: T) =>
  Type.Record(languageKey, text, { additionalProperties: false, minProperties: 1, maxProperties: 50 })

/** The text for a reader: the first language of the chain that there is one in, else the first there is. With the language it is in. */
export function inLanguage(texts: Readonly<Record<string, string>>, chain: readonly string[]): { text: string; language: string } {
  const found = chain.find((language) => Object.hasOwn(texts, language)) ?? Object.keys(texts)[0]
  return found === undefined ? { text: '', language: 'en' } : { text: texts[found] ?? '', language: found }
}
