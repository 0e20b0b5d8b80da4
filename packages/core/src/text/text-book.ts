import { MessageFormat } from 'messageformat'
import type { DeskError } from '../error/desk-error.ts'
import type { Title, Titles } from '../machine/ticket-type.ts'
import { titlesOf } from '../machine/titles.ts'
import type { InputFault } from '../operation/input-check.ts'
import { type FormatSettings, Formats } from './formats.ts'
import { balanced } from './isolate.ts'
import { canonicalTag, withShorter } from './language.ts'
import type { TextParams } from './message-params.ts'

const MOST_CHAINS = 200

/** Language → key → message. */
export interface Catalogue {
  readonly [language: string]: { readonly [key: string]: string }
}

export interface TextSettings extends FormatSettings {
  /** The desk's own language: read by whoever has said none, and where a text is missing in theirs. */
  readonly language: string
}

/**
 * All texts of a desk: core's, those of plugins and those of the host, the later ones before the earlier. Messages are written in
 * MessageFormat 2 (plurals by CLDR, values isolated from the sentence around them); titles are plain. Immutable; what was parsed is kept.
 */
export class TextBook {
  readonly settings: TextSettings
  readonly #texts: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Parsed messages: as many as there are texts, whatever readers ask for. */
  readonly #parsed = new Map<string, MessageFormat>()
  /** What messages without a placeholder say. */
  readonly #constant = new Map<string, string>()
  /** Chains of the readers that were here last: every call asks for one, and reading a tag takes a tenth of a short call. */
  readonly #chains = new Map<string, readonly string[]>()

  constructor(catalogues: readonly Catalogue[], settings: TextSettings) {
    const texts = new Map<string, Map<string, string>>()
    for (const catalogue of catalogues)
      for (const [language, messages] of Object.entries(catalogue)) {
        const known = texts.get(language) ?? new Map<string, string>()
        for (const [key, message] of Object.entries(messages)) known.set(key, message)
        texts.set(language, known)
      }
    this.#texts = texts
    this.settings = settings
  }

  /** Languages that there is any text in. */
  get languages(): readonly string[] {
    return [...this.#texts.keys()]
  }

  /** Tags as they are looked up, best first and each with its shorter forms, then the desk's language, then English. */
  chain(tags: readonly string[]): readonly string[] {
    const key = tags.join('\0')
    const known = this.#chains.get(key)
    if (known) return known
    const chain = Object.freeze([
      ...new Set([...tags, this.settings.language, 'en'].flatMap((tag) => withShorter(canonicalTag(tag) ?? ''))),
    ])
    // Browsers send what they like: as many as there are readers of a kind, and no more.
    if (this.#chains.size >= MOST_CHAINS) this.#chains.clear()
    this.#chains.set(key, chain)
    return chain
  }

  /** The message in the first language of a `chain` that has it. A key that nobody has is a fault of the program. */
  text(key: string, params: TextParams, chain: readonly string[]): string {
    for (const language of chain) {
      const message = this.#texts.get(language)?.get(key)
      if (message !== undefined) return this.#format(language, key, message, params)
    }
    throw new TypeError(`There is no text '${key}' in English.`)
  }

  /** In which language of the chain `text` finds it. */
  languageOf(key: string, chain: readonly string[]): string {
    return chain.find((language) => this.has(key, language)) ?? 'en'
  }

  has(key: string, language: string): boolean {
    return this.#texts.get(language)?.has(key) ?? false
  }

  /** Declared titles with what catalogues add under the key; a text of a plugin or the host takes the place of a declared one. */
  titles(key: string, declared: Title): Titles {
    const found = [...this.#texts].flatMap(([language, texts]) => {
      const text = texts.get(key)
      return text === undefined ? [] : [[language, text] as const]
    })
    return found.length ? { ...titlesOf(declared), ...Object.fromEntries(found) } : titlesOf(declared)
  }

  /** What an error says to people, and in which language. English is the registry's own sentence. */
  error(error: Pick<DeskError, 'code' | 'message' | 'params' | 'details'>, chain: readonly string[]): { text: string; language: string } {
    const key = `error:${error.code}`
    for (const language of chain) {
      const message = this.#texts.get(language)?.get(key)
      if (message !== undefined) return { text: this.#format(language, key, message, this.#paramsOf(error, language)), language }
      if (language === 'en') break
    }
    return { text: error.message, language: 'en' }
  }

  /** The faults of an input in the language in which the error is told. */
  fault({ code, kind, message }: Pick<InputFault, 'code' | 'kind' | 'message'>, language: string): string {
    if (language === 'en') return message
    const texts = this.#texts.get(language)
    return (kind === undefined ? undefined : texts?.get(`fault:${kind}`)) ?? texts?.get(`fault:${code}`) ?? message
  }

  formats(chain: readonly string[]): Formats {
    return new Formats(chain[0] ?? 'en', this.settings)
  }

  /** As text: a ticket's number is a name and has no thousands; the faults of an input are told anew. */
  #paramsOf({ params, details }: Pick<DeskError, 'params' | 'details'>, language: string): TextParams {
    const all: Record<string, string> = {}
    for (const [name, value] of Object.entries(params)) all[name] = String(value)
    const faults = typeof details === 'object' && details !== null && 'faults' in details ? details.faults : undefined
    if (Array.isArray(faults) && 'faults' in params)
      all.faults = (faults as readonly InputFault[])
        .map((fault) => [fault.pointer, this.fault(fault, language)].filter(Boolean).join(' '))
        .join('; ')
    return all
  }

  #format(language: string, key: string, message: string, params: TextParams): string {
    const id = `${language} ${key}`
    // Titles of states and kinds say the same to everybody: such a line is worth as much as reading several rows.
    const constant = this.#constant.get(id)
    if (constant !== undefined) return constant
    let parsed = this.#parsed.get(id)
    if (!parsed) {
      parsed = new MessageFormat(language, message)
      this.#parsed.set(id, parsed)
    }
    const values: Record<string, string | number> = {}
    for (const [name, value] of Object.entries(params)) values[name] = typeof value === 'string' ? balanced(value) : value
    const text = parsed.format(values, () => {})
    if (!message.includes('{')) this.#constant.set(id, text)
    return text
  }
}
