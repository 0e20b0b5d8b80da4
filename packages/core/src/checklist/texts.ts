import Type from 'typebox'
import type { Titles } from '../machine/ticket-type.ts'
import { about, Line, languagePattern } from '../value/schema.ts'

/** One line per language (BCP 47 tag → text); `en` is the last resort and must be there. */
export const Texts = Type.Unsafe<Titles>(
  Type.Object(
    { en: about(Line, 'In English: the last resort') },
    { additionalProperties: Line, propertyNames: { pattern: languagePattern }, maxProperties: 50 },
  ),
)
/** The same as it comes back: an answer keeps the keys that its schema does not name only where it says so. */
export const TextsView = Type.Unsafe<Titles>(
  Type.Object({ en: Type.String({ description: 'In English: the last resort' }) }, { additionalProperties: true, title: 'Texts' }),
)

/** What a column of texts holds. */
export function textsOf(value: unknown): Titles {
  const texts: { en: string; [language: string]: string } = { en: '' }
  if (typeof value === 'object' && value !== null)
    for (const [language, text] of Object.entries(value)) if (typeof text === 'string') texts[language] = text
  return texts
}

/** What somebody wrote by hand, in whatever language: the same for every reader. */
export const inOneLanguage = (text: string): Titles => ({ en: text })
