import type { NamedFile } from '../operation/operation.ts'
import { fileHeaders } from './answer.ts'
import { requestedRange } from './byte-range.ts'
import { attachmentDisposition } from './content-disposition.ts'
import { bytesOf, type StreamEnd } from './stream-answer.ts'

/**
 * A named file, or the part of it that was asked for. It may be kept by the caller's browser, which has to ask each time whether it may still
 * show it: then the answer is 304 without the bytes. Throws `http.range_unsatisfiable`.
 */
export function fileAnswer(file: NamedFile, request: Request, end: StreamEnd): Response {
  const { name, contentType, size, tag } = file
  const etag = tag === undefined ? undefined : `"${tag}"`
  const headers = {
    ...fileHeaders,
    'content-type': contentType,
    'content-disposition': attachmentDisposition(name),
    ...(etag !== undefined && { etag }),
    ...(size !== undefined && { 'accept-ranges': 'bytes' }),
  }
  if (etag !== undefined && isKnown(request.headers, etag)) return new Response(null, { status: 304, headers })
  if (size === undefined) return new Response(request.method === 'HEAD' ? null : bytesOf(file.open(), end), { headers })
  const range = requestedRange(request.headers, size, etag)
  const length = range ? range.end - range.start + 1 : size
  const body = request.method === 'HEAD' ? null : bytesOf(file.open(range), end)
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(length),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
    },
  })
}

const isKnown = (headers: Headers, etag: string): boolean =>
  headers
    .get('if-none-match')
    ?.split(',')
    .some((known) => known.trim() === '*' || known.trim().replace(/^W\//, '') === etag) ?? false
