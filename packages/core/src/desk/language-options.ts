import type { TextOptions } from '../composition/collect-texts.ts'
import type { Catalogue } from '../text/text-book.ts'

/** In which languages the desk speaks, and how it writes dates. */
export interface LanguageOptions {
  /** BCP 47: for readers whose language is not known, and where a text is missing in theirs; `en` unless told. */
  readonly language?: string
  /** IANA name, in which dates are written; `UTC` unless told. */
  readonly timeZone?: string
  /** Calendar of a language, such as `{ he: 'hebrew', fa: 'gregory' }`; unless told, the one that people of the language use. */
  readonly dateCalendars?: Readonly<Record<string, string>>
  /** Other words for any text, and further languages: `{ de: { 'core.priority.high': 'Hoch' } }`. `desk.texts.keys` lists what there is. */
  readonly texts?: Catalogue
}

export const textOptions = ({ language = 'en', timeZone = 'UTC', dateCalendars = {}, texts = {} }: LanguageOptions): TextOptions => ({
  language,
  timeZone,
  calendars: dateCalendars,
  texts,
})
