const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Values of a head, each of the type that it must have. */
export class Head {
  readonly #values: ReadonlyMap<unknown, unknown>

  constructor(values: ReadonlyMap<unknown, unknown>) {
    this.#values = values
  }

  text(key: string, most: number): string | undefined {
    const value = this.#values.get(key) ?? undefined
    if (value === undefined) return undefined
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`'${key}' is no text`)
    const text = String(value)
    if (text.length > most) throw new Error(`'${key}' has more than ${most} characters`)
    return text
  }

  id(key: string): string | undefined {
    const text = this.text(key, 36)
    if (text !== undefined && !uuid.test(text)) throw new Error(`'${key}' is no id`)
    return text
  }

  count(key: string): number | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 999_999_999)
      throw new Error(`'${key}' is no number from 1`)
    return value
  }

  /** As the desk writes it: an ISO instant in UTC, to the millisecond. */
  instant(key: string): string | undefined {
    const text = this.text(key, 40)
    if (text === undefined) return undefined
    const time = Date.parse(text)
    if (Number.isNaN(time) || new Date(time).toISOString() !== text) throw new Error(`'${key}' is no instant like 2026-01-05T09:00:00.000Z`)
    return text
  }

  flag(key: string): boolean | undefined {
    const value = this.#values.get(key)
    if (value !== undefined && typeof value !== 'boolean') throw new Error(`'${key}' is neither true nor false`)
    return value
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.text(key, 40)
    const found = allowed.find((one) => one === text)
    if (text !== undefined && found === undefined) throw new Error(`'${key}' is none of ${allowed.join(', ')}`)
    return found
  }

  days(key: string): number | null | undefined {
    const value = this.#values.get(key)
    if (value === undefined || value === null) return value
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 3650) throw new Error(`'${key}' is no number of days`)
    return value
  }

  list(key: string): readonly unknown[] {
    const value = this.#values.get(key) ?? []
    if (!Array.isArray(value) || value.length > 200) throw new Error(`'${key}' is no list`)
    return value
  }

  map(key: string): ReadonlyMap<unknown, unknown> | undefined {
    const value = this.#values.get(key)
    if (value === undefined || value === null) return undefined
    if (!(value instanceof Map)) throw new Error(`'${key}' is no list of names and values`)
    return value
  }
}
