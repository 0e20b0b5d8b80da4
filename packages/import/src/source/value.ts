import { Unreadable } from './shapes.ts'

export type Value = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Value => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Ids are numbers or texts; beyond what a number can hold they have lost digits already. */
export function idIn(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 300) return value.trim()
  return undefined
}

export function owedId(record: Value, key = 'id'): string {
  const id = idIn(record[key])
  if (id === undefined) throw new Unreadable(`'${key}' is not there, or no id`)
  return id
}

export const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap((item: unknown) => idIn(item) ?? []) : [])

export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined

/** Text that says something. */
export const wordIn = (value: unknown): string | undefined => textIn(value)?.trim() || undefined

export const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap((item: unknown) => wordIn(item) ?? []) : [])

const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/

/** An instant as the desk writes it; what has no zone is UTC, as the public APIs have it. */
export function instantIn(value: unknown): string | undefined {
  const found = typeof value === 'string' ? written.exec(value.trim()) : null
  if (!found) return undefined
  const [, day = '', minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = found
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = Date.parse(`${day}T${minutes}:${seconds}${fraction.slice(0, 4)}${offset}`)
  if (Number.isNaN(at)) return undefined
  // A day that there is not would have become the next one.
  const midnight = new Date(`${day}T00:00:00.000Z`)
  const isThere = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
  const instant = new Date(at).toISOString()
  return isThere && /^\d{4}-/.test(instant) ? instant : undefined
}

export function owedInstant(record: Value, key: string): string {
  const instant = instantIn(record[key])
  if (instant === undefined) throw new Unreadable(`'${key}' is not there, or no instant`)
  return instant
}

/** Leaves out what is undefined, as optional keys are left out. */
export const known = <T extends object>(facts: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T

/** Values that say something. */
export const filled = (fields: Value): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length),
    ),
  )
