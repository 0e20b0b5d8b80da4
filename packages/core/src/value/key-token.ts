import { createHash, randomBytes } from 'node:crypto'

/** By which a token is known for one of the desk's, in a header and by whoever looks for leaked ones. */
const MARK = 'dskey_'
const SHOWN = MARK.length + 6
const pattern = /^Bearer +(dskey_[A-Za-z0-9_-]{1,200})$/i

export interface NewToken {
  readonly token: string
  /** The beginning, which may be shown. */
  readonly prefix: string
  readonly hash: string
}

const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** 256 bits. */
export function newToken(): NewToken {
  const token = `${MARK}${randomBytes(32).toString('base64url')}`
  return { token, prefix: token.slice(0, SHOWN), hash: hashOfToken(token) }
}

/** Digest of the desk's key in an `Authorization` header; undefined where there is none, or another's. */
export function tokenHashIn(authorization: string | null): string | undefined {
  const token = authorization === null ? undefined : pattern.exec(authorization.trim())?.[1]
  return token === undefined ? undefined : hashOfToken(token)
}
