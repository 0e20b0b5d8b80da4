import { coreError } from '../error/core-errors.ts'
import type { ByteRange } from '../file/storage.ts'

/**
 * The part of a file that a request asks for; undefined for the whole, which is also the answer to several parts at once and to what is not
 * understood (RFC 9110). A part of another version than the one there is (`If-Range`) is of no use: then it is the whole as well.
 * Throws `http.range_unsatisfiable`.
 */
export function requestedRange(headers: Headers, size: number, etag: string | undefined): ByteRange | undefined {
  const [, first, last] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(headers.get('range') ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const ifRange = headers.get('if-range')
  if (ifRange !== null && ifRange !== etag) return undefined
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  if (range.start >= size || range.start > range.end) throw coreError('http.range_unsatisfiable', { size })
  return range
}
