import { randomBytes, timingSafeEqual } from 'node:crypto'

const LENGTH = 24

/** The second lock of every form: what stands in it must be what stands in the browser's cookie. No page of another site can read or set that. */
export const newToken = (): string => randomBytes(LENGTH).toString('base64url')
export const isToken = (text: string | undefined): text is string => text !== undefined && /^[\w-]{32}$/.test(text)

/** As it stands in a page: other bytes each time, so that compressing answers tells nothing of it. */
export function masked(token: string): string {
  const mask = randomBytes(LENGTH)
  return Buffer.concat([mask, crossed(Buffer.from(token, 'base64url'), mask)]).toString('base64url')
}

export function fits(given: string | undefined, token: string | undefined): boolean {
  if (!isToken(token) || given === undefined || !/^[\w-]{64}$/.test(given)) return false
  const bytes = Buffer.from(given, 'base64url')
  return timingSafeEqual(crossed(bytes.subarray(LENGTH), bytes.subarray(0, LENGTH)), Buffer.from(token, 'base64url'))
}

const crossed = (one: Buffer, other: Buffer): Buffer => Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)))
