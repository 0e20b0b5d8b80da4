import type { Texts } from '@deskwright/core'
import type { Direction } from './direction.ts'
import type { MailTextKey } from './texts/en.ts'
import type { MailTextParams } from './texts/mail-texts.ts'

/** The texts of one mail, in the recipient's language. */
export class Words {
  readonly language: string
  readonly direction: Direction
  readonly #texts: Texts
  readonly #languages: readonly string[]

  /** `languages`: those that the recipient reads, best first; the desk's, if there is none. */
  constructor(texts: Texts, languages: readonly string[]) {
    this.#texts = texts
    this.#languages = languages
    // Where the mail's own words are found: a language of the desk that they are not in would turn English around.
    this.language = texts.languageOf('mail.open_ticket', languages)
    this.direction = texts.directionOf(this.language)
  }

  say<K extends MailTextKey>(key: K, params: MailTextParams[K]): string {
    return this.#texts.textOf(key, { ...params }, this.#languages)
  }

  core(key: 'core.author.staff' | 'core.author.system'): string {
    return this.#texts.text(key, {}, this.#languages)
  }

  dateTime(instant: string): string {
    return this.#texts.formats(this.language).dateTime(instant)
  }

  size(bytes: number): string {
    const [unit, divisor] = bytes < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const)
    const value = Math.max(bytes / divisor, 0.1)
    return new Intl.NumberFormat(this.language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
  }
}
