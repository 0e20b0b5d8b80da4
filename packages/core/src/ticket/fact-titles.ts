import type { Machine } from '../machine/machine.ts'
import type { Titles } from '../machine/ticket-type.ts'
import { titleIn, titlesOf } from '../machine/titles.ts'
import { isTombstone, tombstones } from '../machine/tombstone.ts'
import type { Acting } from '../operation/audience.ts'
import type { TextBook } from '../text/text-book.ts'

/** What somebody reads instead of the names and codes of a ticket's facts. */
export class FactTitles {
  readonly #machine: Machine | undefined
  readonly #texts: TextBook
  readonly #languages: readonly string[]
  readonly #acting: Acting
  /** A page says the same few words on every line. */
  readonly #known = new Map<string, Map<string, string | null>>()

  constructor(machine: Machine | undefined, texts: TextBook, languages: readonly string[], acting: Acting) {
    this.#machine = machine
    this.#texts = texts
    this.#languages = languages
    this.#acting = acting
  }

  /** `subject` or `fields.serial_number`; a name that nobody has a word for stays as it is. */
  field(name: string): string {
    const custom = this.#customField(name)
    if (custom) return titleIn(custom.title, this.#languages)
    const key = `core.field.${name}`
    return this.#texts.has(key, 'en') ? this.#texts.text(key, {}, this.#languages) : name
  }

  /** The words for a code; null for a value that is no code. */
  value(name: string, code: string | null): string | null {
    if (code === null) return null
    let words = this.#known.get(name)
    if (!words) {
      words = new Map()
      this.#known.set(name, words)
    }
    let word = words.get(code)
    if (word === undefined) {
      word = this.#wordFor(name, code)
      words.set(code, word)
    }
    return word
  }

  #wordFor(name: string, code: string): string | null {
    const titles = this.#titlesOfValue(name, code)
    if (titles) return titleIn(titles, this.#languages)
    const key = name === 'priority' || name === 'category' || name === 'channel' || name === 'mode' ? `core.${name}.${code}` : undefined
    return key !== undefined && this.#texts.has(key, 'en') ? this.#texts.text(key, {}, this.#languages) : null
  }

  #titlesOfValue(name: string, code: string): Titles | undefined {
    const machine = this.#machine
    const ofCode = (codes: Readonly<Record<string, Titles>> | undefined) => (codes && Object.hasOwn(codes, code) ? codes[code] : undefined)
    if (name === 'status') {
      if (isTombstone(code)) return tombstones[code].title
      const status = machine?.status(code)
      return this.#acting === 'staff' ? status?.title : status?.customerTitle
    }
    if (name === 'type') return machine?.typeId === code ? machine.title : undefined
    if (name === 'resolution') return ofCode(machine?.resolutions)
    if (name === 'waitingOn') return ofCode(machine?.waitingFor)
    const levels =
      name === 'impact' ? machine?.priority.matrix?.impacts : name === 'urgency' ? machine?.priority.matrix?.urgencies : this.#options(name)
    const level = levels && Object.hasOwn(levels, code) ? levels[code] : undefined
    return level === undefined ? undefined : titlesOf(level)
  }

  #options(name: string) {
    const spec = this.#customField(name)?.spec
    return spec?.kind === 'choice' ? spec.options : undefined
  }

  #customField(name: string) {
    return name.startsWith('fields.') ? this.#machine?.fields.find((field) => `fields.${field.name}` === name) : undefined
  }
}
