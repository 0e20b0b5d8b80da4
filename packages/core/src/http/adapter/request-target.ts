import { coreError } from '../../error/core-errors.ts'

const authority = /^https?:\/\/[^/?#]*/i
/** Backslash, space, control characters, and bytes above ASCII, which Node would give as Latin-1. */
const forbidden = /[^!-[\]-~]/
const dotSegment = /\/(?:\.|%2e){1,2}(?=\/|$)/i

/** Path and query of a request line. */
export interface RequestTarget {
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
}

/**
 * Splits and checks a request line's target. Throws `http.bad_target` for what the URL parser would quietly turn into another path
 * (`/a/../b`, `\`): the framework routed the path as it was sent, and its guards must have seen the same path as the desk.
 */
export const requestTarget = (target: string): RequestTarget => {
  // RFC 9112, 3.2.2: the absolute form must be understood; its host is ignored in favour of the Host header, which frameworks use too.
  const relative = target.replace(authority, '').split('#', 1)[0] ?? ''
  const mark = relative.indexOf('?')
  const path = mark === -1 ? relative : relative.slice(0, mark)
  const query = mark === -1 ? '' : relative.slice(mark)
  if (authority.test(target) && path === '') return { path: '/', query }
  if (!path.startsWith('/') || forbidden.test(path) || dotSegment.test(path)) throw coreError('http.bad_target')
  return { path, query }
}
