import type { HttpSettings } from './http-options.ts'

const methods = 'GET, POST, PUT, PATCH, DELETE'
const requestHeaders =
  'Authorization, Content-Type, Desk-Acting, Desk-Company, Idempotency-Key, If-None-Match, If-Range, Last-Event-ID, Range'

/** Lets pages of the listed origins read the answer; nobody else, and without a list nobody at all. */
export function allowReading(request: Request, headers: Headers, { corsOrigins, hasCorsCredentials }: HttpSettings): void {
  if (corsOrigins.size === 0) return
  headers.append('vary', 'Origin')
  const origin = request.headers.get('origin')
  if (origin === null || !corsOrigins.has(origin)) return
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', 'Accept-Ranges, Content-Disposition, Content-Range, ETag, Retry-After')
  // an answer for another origin is no longer one for this origin only
  headers.set('cross-origin-resource-policy', 'cross-origin')
  if (hasCorsCredentials) headers.set('access-control-allow-credentials', 'true')
  if (request.method !== 'OPTIONS') return
  headers.set('access-control-allow-methods', methods)
  headers.set('access-control-allow-headers', requestHeaders)
  headers.set('access-control-max-age', '600')
}
