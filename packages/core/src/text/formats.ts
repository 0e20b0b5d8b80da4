import { canonicalTag } from './language.ts'

export interface FormatSettings {
  /** IANA name. */
  readonly timeZone: string
  /** Language → calendar (`persian`, `hebrew`, `gregory`, …); unless told, the one that people of the language use. */
  readonly calendars: Readonly<Record<string, string>>
}

/** Dates, numbers and lists as a language writes them, in the desk's time zone. */
export class Formats {
  readonly language: string
  readonly #settings: FormatSettings
  readonly #locale: string

  constructor(language: string, settings: FormatSettings) {
    this.language = language
    this.#settings = settings
    const base = language.split('-')[0] ?? language
    const calendar = settings.calendars[language] ?? settings.calendars[base]
    const tag = canonicalTag(language) ?? 'en'
    this.#locale = calendar === undefined ? tag : new Intl.Locale(tag, { calendar }).toString()
  }

  /** An instant (ISO 8601) as a day: `5 January 2026`, `۱۵ دی ۱۴۰۴`. */
  date(instant: string): string {
    return this.#format(instant, { dateStyle: 'long', timeZone: this.#settings.timeZone })
  }

  dateTime(instant: string): string {
    return this.#format(instant, { dateStyle: 'medium', timeStyle: 'short', timeZone: this.#settings.timeZone })
  }

  /** A calendar date (`YYYY-MM-DD`), which has no time zone. */
  day(date: string): string {
    return this.#format(`${date}T12:00:00.000Z`, { dateStyle: 'long', timeZone: 'UTC' })
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#locale).format(value)
  }

  /** `a, b and c`. */
  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.#locale, { type: 'conjunction' }).format(parts)
  }

  /** What is no date stays as it is: a value must not make a mail impossible. */
  #format(instant: string, options: Intl.DateTimeFormatOptions): string {
    const at = new Date(instant)
    return Number.isNaN(at.getTime()) ? instant : new Intl.DateTimeFormat(this.#locale, options).format(at)
  }
}
