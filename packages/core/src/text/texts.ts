import type { CoreTexts } from './core/en.ts'
import type { Formats } from './formats.ts'
import { type Direction, directionOf } from './language.ts'
import type { ParamsOf, TextParams } from './message-params.ts'
import type { TextBook } from './text-book.ts'

export type CoreTextKey = keyof CoreTexts
export type CoreTextParams<K extends CoreTextKey> = ParamsOf<CoreTexts[K]>

/** Core's texts, and everybody else's by key, for a reader: `desk.texts`. */
export interface Texts {
  /** Keys that catalogues can give a text for, in their order. */
  readonly keys: readonly string[]
  /** Languages that there is any text in. */
  readonly languages: readonly string[]
  /**
   * A text in the first of the reader's languages that has it (`pt-BR` → `pt`), else in the desk's, else in English. Values are isolated, so
   * that a Hebrew name in an English sentence turns nothing around.
   */
  text<K extends CoreTextKey>(key: K, params: CoreTextParams<K>, languages: string | readonly string[] | null): string
  /** The same for the text of a plugin, or the title of something declared. */
  textOf(key: string, params: TextParams, languages: string | readonly string[] | null): string
  /** In which of these languages `textOf` finds the text, else the desk's or English: for `lang`, and for `directionOf`. */
  languageOf(key: string, languages: string | readonly string[] | null): string
  /** Dates, numbers and lists as the language writes them. */
  formats(languages: string | readonly string[] | null): Formats
  /** For `dir`. */
  directionOf(language: string): Direction
}

const tagsOf = (languages: string | readonly string[] | null): readonly string[] =>
  languages === null ? [] : typeof languages === 'string' ? [languages] : languages

export const textsOf = (book: TextBook, keys: ReadonlySet<string>): Texts =>
  Object.freeze({
    keys: Object.freeze([...keys].sort()),
    languages: Object.freeze([...book.languages]),
    text: (key: CoreTextKey, params: TextParams, languages: string | readonly string[] | null) =>
      book.text(key, params, book.chain(tagsOf(languages))),
    textOf: (key: string, params: TextParams, languages: string | readonly string[] | null) =>
      book.text(key, params, book.chain(tagsOf(languages))),
    languageOf: (key: string, languages: string | readonly string[] | null) => book.languageOf(key, book.chain(tagsOf(languages))),
    formats: (languages: string | readonly string[] | null) => book.formats(book.chain(tagsOf(languages))),
    directionOf,
  })
