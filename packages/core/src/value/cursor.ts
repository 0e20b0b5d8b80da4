import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'

/** Where a page ended: the sort key of its last item. */
export type CursorKey = readonly (string | number | null)[]

const IV_BYTES = 12
const TAG_BYTES = 16

const keyOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/**
 * An opaque cursor, bound to who asked what: `owner` is the actor and the query. With another one it is refused, so that a cursor
 * of somebody else never returns rows. Encrypted, as a sort key can tell what the page does not: how much has happened on the whole desk.
 */
export function encodeCursor(secret: string, owner: string, key: CursorKey): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(owner))
  return Buffer.concat([iv, cipher.update(JSON.stringify(key)), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Throws `input.cursor_invalid` (422). There is one spelling of a cursor, though not of base64. */
export function decodeCursor(secret: string, owner: string, cursor: string): CursorKey {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) throw coreError('input.cursor_invalid')
  const tagAt = bytes.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(tagAt))
  try {
    return JSON.parse(`${decipher.update(bytes.subarray(IV_BYTES, tagAt), undefined, 'utf8')}${decipher.final('utf8')}`) as CursorKey
  } catch (cause) {
    throw coreError('input.cursor_invalid', {}, { cause })
  }
}
