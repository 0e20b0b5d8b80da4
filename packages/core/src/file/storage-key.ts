import { randomBytes } from 'node:crypto'

const keyPattern = /^(\d{4}-\d{2}-\d{2})\/([0-9a-z]{9})-[0-9a-f]{32}$/

/** `2026-11-22/<time>-<random>`: 128 bits that nobody can guess, and when it was made, as file systems and machines disagree about time. */
export const storageKey = (now: number): string => `${dayOf(now)}/${now.toString(36).padStart(9, '0')}-${randomBytes(16).toString('hex')}`

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** When a key was made, in ms since 1970; undefined for what is no key of ours. */
export function keyTime(key: string): number | undefined {
  const [, day, time] = keyPattern.exec(key) ?? []
  const ms = time === undefined ? Number.NaN : Number.parseInt(time, 36)
  return Number.isSafeInteger(ms) && dayOf(ms) === day ? ms : undefined
}

/** Whoever calls with something else has mixed up two texts: it must not become a path. */
export function expectKey(key: string): void {
  if (!keyPattern.test(key)) throw new TypeError(`'${key}' is no key of a stored file.`)
}
