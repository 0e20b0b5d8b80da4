import { coreError } from '../error/core-errors.ts'

export interface TrustedOrigins {
  /** May send mutations with a cookie. */
  readonly cookieOrigins: ReadonlySet<string>
  /** May send them without one. */
  readonly corsOrigins: ReadonlySet<string>
}

/** Schemes that a browser fills in by itself, for pages of any site. */
const ambient = /^(?:basic|digest|negotiate|ntlm)\b/i

/**
 * Refuses a mutation that a page of another site sends with what the browser adds by itself: cookies, and passwords it remembers. A token in
 * `Authorization` is nothing that it adds, so whoever has one is let through. Throws `http.bad_origin`.
 *
 * `Sec-Fetch-Site` decides where it is sent: no page can forge it, and it is right behind every proxy. Older browsers and plain http have
 * `Origin`, whose host must be the one that was asked; not its scheme, as a desk behind a proxy that ends TLS need not know of it.
 * A client that sends neither is no browser, unless it has a cookie: then it must say where it comes from.
 */
export function expectOwnOrigin(request: Request, host: string, { cookieOrigins, corsOrigins }: TrustedOrigins): void {
  const { headers } = request
  const authorization = headers.get('authorization')
  if (authorization !== null && !ambient.test(authorization)) return
  const isAmbient = authorization !== null || headers.has('cookie')
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  const origin = headers.get('origin')
  if (origin === null && site === null && !isAmbient) return
  if (origin !== null && cookieOrigins.has(origin)) return
  if (origin !== null && !isAmbient && corsOrigins.has(origin)) return
  if (site === null && origin !== null && URL.parse(origin)?.host === host) return
  throw coreError('http.bad_origin')
}
