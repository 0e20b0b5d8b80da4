import { canonicalTag } from './language.ts'

export interface FormatSettings {
  /** IANA name. */
  readonly timeZone: string
  /** Language → calendar (`persian`, `hebrew`, `gregory`, …); unless told, the one that people of the language use. */
  readonly calendars: Readonly<Record<string, string>>
}

const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeZone: 'UTC' }

/** Dates, numbers and lists as a language writes them, in the desk's time zone. */
export class Formats {
  readonly language: string
  readonly #locale: string
  /** Making one takes longer than everything else of a line of a page, and a page has hundreds of dates. */
  readonly #dates = new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>()
  readonly #date: Intl.DateTimeFormatOptions
  readonly #dateTime: Intl.DateTimeFormatOptions

  constructor(language: string, settings: FormatSettings) {
    this.language = language
    this.#date = { dateStyle: 'long', timeZone: settings.timeZone }
    this.#dateTime = { dateStyle: 'medium', timeStyle: 'short', timeZone: settings.timeZone }
    const base = language.split('-')[0] ?? language
    const calendar = settings.calendars[language] ?? settings.calendars[base]
    const tag = canonicalTag(language) ?? 'en'
    this.#locale = calendar === undefined ? tag : new Intl.Locale(tag, { calendar }).toString()
  }

  /** An instant (ISO 8601) as a day: `5 January 2026`, `۱۵ دی ۱۴۰۴`. */
  date(instant: string): string {
    return this.#format(instant, this.#date)
  }

  dateTime(instant: string): string {
    return this.#format(instant, this.#dateTime)
  }

  /** A calendar date (`YYYY-MM-DD`), which has no time zone. */
  day(date: string): string {
    return this.#format(`${date}T12:00:00.000Z`, DAY)
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
    if (Number.isNaN(at.getTime())) return instant
    let format = this.#dates.get(options)
    if (!format) {
      format = new Intl.DateTimeFormat(this.#locale, options)
      this.#dates.set(options, format)
    }
    return format.format(at)
  }
}
