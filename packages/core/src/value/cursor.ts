import { createHmac, timingSafeEqual } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'

/** Where a page ended: the sort key of its last item. */
export type CursorKey = readonly (string | number | null)[]

const tagOf = (secret: string, owner: string, encoded: string): string =>
  createHmac('sha256', secret).update(owner).update('\0').update(encoded).digest().subarray(0, 12).toString('base64url')

/**
 * An opaque cursor, bound to who asked what: `owner` is the actor and the query. With another one it is refused, so that a cursor
 * of somebody else never returns rows and never reveals a sort key by being compared.
 */
export function encodeCursor(secret: string, owner: string, key: CursorKey): string {
  const encoded = Buffer.from(JSON.stringify(key)).toString('base64url')
  return `${encoded}.${tagOf(secret, owner, encoded)}`
}

/** Throws `input.cursor_invalid` (422). Compared as it is written: there is one spelling of a cursor, though not of base64. */
export function decodeCursor(secret: string, owner: string, cursor: string): CursorKey {
  const [encoded = ''] = cursor.split('.', 1)
  const given = Buffer.from(cursor)
  const expected = Buffer.from(`${encoded}.${tagOf(secret, owner, encoded)}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw coreError('input.cursor_invalid')
  return JSON.parse(Buffer.from(encoded, 'base64url').toString()) as CursorKey
}
