import { createHmac, timingSafeEqual } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'

/** Where a page ended: the sort key of its last item. */
export type CursorKey = readonly (string | number | null)[]

const tagOf = (secret: string, owner: string, body: string): Buffer =>
  createHmac('sha256', secret).update(owner).update('\0').update(body).digest().subarray(0, 12)

/**
 * An opaque cursor, bound to who asked what: `owner` is the actor and the query. With another one it is refused, so that a cursor
 * of somebody else never returns rows and never reveals a sort key by being compared.
 */
export function encodeCursor(secret: string, owner: string, key: CursorKey): string {
  const body = JSON.stringify(key)
  return `${Buffer.from(body).toString('base64url')}.${tagOf(secret, owner, body).toString('base64url')}`
}

/** Throws `input.cursor_invalid` (422). */
export function decodeCursor(secret: string, owner: string, cursor: string): CursorKey {
  const [encoded = '', tag = ''] = cursor.split('.')
  const body = Buffer.from(encoded, 'base64url').toString()
  const given = Buffer.from(tag, 'base64url')
  const expected = tagOf(secret, owner, body)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw coreError('input.cursor_invalid')
  return JSON.parse(body) as CursorKey
}
