import { sample, stringMatching } from 'fast-check'

/** JSON Schema as core hands it out: one audience's, without typebox's marks. */
export interface Schema {
  readonly [keyword: string]: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

/** `least`: only what is required. `full`: everything. `mixed`: by chance. */
export type Style = 'least' | 'full' | 'mixed'

/** Where values come from that a schema cannot know. */
export interface Sources {
  /** An id that fits the key: `ticketId`, `personId`, or one that an operation gave before. */
  id(key: string): string
  /** A text that no other place has, of at most this length. */
  text(maxLength: number): string
  /** An instant in the near future, ISO 8601. */
  instant(): string
}

const isRecord = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)
const isIdKey = (key: string): boolean => /(?:^id|Id|Ids)$/.test(key)
const A_UUID = '01900000-0000-7000-8000-000000000000'

/** Makes values that fit a schema, the same for the same seed. */
export class ValueMaker {
  readonly #sources: Sources
  #state: number

  constructor(sources: Sources, seed: number) {
    this.#sources = sources
    this.#state = seed >>> 0
  }

  /** `key`: the property that the value is for. */
  make(schema: Schema, style: Style, key = ''): unknown {
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return this.#pick(schema['enum'] as readonly unknown[])
    for (const union of [schema['anyOf'], schema['oneOf']])
      if (Array.isArray(union)) return this.make(this.#branch(union as readonly Schema[], style), style, key)
    if (Array.isArray(schema['allOf'])) return this.#merged(schema['allOf'] as readonly Schema[], style, key)
    switch (schema['type']) {
      case 'object':
        return this.#object(schema, style)
      case 'array':
        return this.#array(schema, style, key)
      case 'string':
        return this.#string(schema, key)
      case 'integer':
      case 'number':
        return this.#number(schema)
      case 'boolean':
        return this.#chance()
      case 'null':
        return null
      default:
        return isRecord(schema.properties) ? this.#object(schema, style) : {}
    }
  }

  #object(schema: Schema, style: Style): Record<string, unknown> {
    const required = new Set(schema.required ?? [])
    const value: Record<string, unknown> = {}
    for (const [key, property] of Object.entries(schema.properties ?? {}))
      if (required.has(key) || style === 'full' || (style === 'mixed' && this.#chance())) value[key] = this.make(property, style, key)
    return value
  }

  #array(schema: Schema, style: Style, key: string): unknown[] {
    const places = schema['prefixItems'] ?? schema['items']
    if (Array.isArray(places)) return places.map((place: Schema) => this.make(place, style, key))
    const least = numberOr(schema['minItems'], 0)
    const most = Math.min(numberOr(schema['maxItems'], least + 2), least + 2)
    const length = style === 'least' ? least : Math.max(least, Math.min(most, 1))
    const items = isRecord(schema['items']) ? schema['items'] : {}
    return Array.from({ length }, () => this.make(items, style, key))
  }

  #merged(parts: readonly Schema[], style: Style, key: string): unknown {
    const values = parts.map((part) => this.make(part, style, key))
    return values.every(isRecord) ? Object.assign({}, ...values) : values[0]
  }

  /** Null is the answer of those who have nothing to say. */
  #branch(branches: readonly Schema[], style: Style): Schema {
    const telling = branches.filter((branch) => branch['type'] !== 'null')
    return style === 'least' ? (branches[0] ?? {}) : this.#pick(telling.length ? telling : branches)
  }

  #number(schema: Schema): number {
    const step = numberOr(schema['multipleOf'], schema['type'] === 'integer' ? 1 : 0.5)
    const isAfter = typeof schema['exclusiveMinimum'] === 'number'
    const low = numberOr(schema['exclusiveMinimum'] ?? schema['minimum'], 1)
    const high = numberOr(schema['exclusiveMaximum'] ?? schema['maximum'], low + 100 * step)
    const first = Math.ceil(low / step) * step + (isAfter && Math.ceil(low / step) * step <= low ? step : 0)
    const count = Math.max(0, Math.floor((Math.min(high, first + 50 * step) - first) / step))
    const value = first + step * Math.floor(this.#random() * (count + 1))
    return value >= high && typeof schema['exclusiveMaximum'] === 'number' ? first : value
  }

  #string(schema: Schema, key: string): string {
    const least = numberOr(schema['minLength'], 0)
    const most = numberOr(schema['maxLength'], 80)
    const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : undefined
    const fits = (text: string): boolean => text.length >= least && text.length <= most && (pattern?.test(text) ?? true)
    if ((isIdKey(key) || schema['format'] === 'uuid') && fits(A_UUID)) return this.#sources.id(key)
    const { format } = schema
    const instant = this.#sources.instant()
    const known: readonly (readonly [unknown, () => string])[] = [
      ['date-time', () => instant],
      ['date', () => instant.slice(0, 10)],
      ['email', () => `${this.#sources.text(20).toLowerCase()}@example.com`],
      ['uri', () => `https://example.com/${this.#sources.text(20)}`],
    ]
    for (const [name, make] of known) if (format === name) return make()
    const text = this.#sources.text(Math.min(most, 80)).padEnd(least, '.')
    for (const candidate of [text, instant, instant.slice(0, 10), text.toLowerCase().replaceAll('-', '_'), A_UUID, `${text}@example.com`])
      if (fits(candidate)) return candidate === A_UUID ? this.#sources.id(key) : candidate
    return pattern ? this.#matching(pattern, fits) : text.slice(0, most)
  }

  #matching(pattern: RegExp, fits: (text: string) => boolean): string {
    const made = sample(stringMatching(pattern), { seed: this.#next(), numRuns: 200 })
    return made.find(fits) ?? made[0] ?? ''
  }

  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T
  }

  #chance(): boolean {
    return this.#random() < 0.5
  }

  #random(): number {
    return this.#next() / 4_294_967_296
  }

  /** Mulberry32: enough to be different, and the same everywhere. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)
