import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'

/** Where a page ended: the sort key of its last item. */
export type CursorKey = readonly (string | number | null)[]

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const IVS_AT_ONCE = 128

/**
 * Opaque cursors, bound to who asked what: `owner` is the actor and the query. With another one they are refused, so that a cursor
 * of somebody else never returns rows. Encrypted, as a sort key can tell what the page does not: how much has happened on the whole desk.
 * One for each desk: making the key anew for every page cost three times as much as the cursor.
 */
export class Cursors {
  readonly #key: KeyObject
  /** Random bytes, each used once: asking for twelve costs as much as asking for many. */
  readonly #ivs = Buffer.alloc(IV_BYTES * IVS_AT_ONCE)
  #used = IV_BYTES * IVS_AT_ONCE

  constructor(secret: string) {
    this.#key = createSecretKey(createHash('sha256').update(secret).digest())
  }

  encode(owner: string, key: CursorKey): string {
    const iv = this.#nextIv()
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(owner))
    return Buffer.concat([iv, cipher.update(JSON.stringify(key)), cipher.final(), cipher.getAuthTag()]).toString('base64url')
  }

  /** Throws `input.cursor_invalid` (422). There is one spelling of a cursor, though not of base64. */
  decode(owner: string, cursor: string): CursorKey {
    const bytes = Buffer.from(cursor, 'base64url')
    if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) throw coreError('input.cursor_invalid')
    const tagAt = bytes.length - TAG_BYTES
    const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(tagAt))
    try {
      return JSON.parse(`${decipher.update(bytes.subarray(IV_BYTES, tagAt), undefined, 'utf8')}${decipher.final('utf8')}`) as CursorKey
    } catch (cause) {
      throw coreError('input.cursor_invalid', {}, { cause })
    }
  }

  #nextIv(): Buffer {
    if (this.#used >= this.#ivs.length) {
      randomFillSync(this.#ivs)
      this.#used = 0
    }
    const iv = this.#ivs.subarray(this.#used, this.#used + IV_BYTES)
    this.#used += IV_BYTES
    return iv
  }
}
