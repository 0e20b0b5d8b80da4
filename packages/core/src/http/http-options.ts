import { coreError } from '../error/core-errors.ts'
import { type LimitOptions, type LimitSettings, limitSettings } from './limits/limit-options.ts'

/** What a host can say about the desk's way over HTTP: `createDesk({ http: … })`. */
export interface HttpOptions {
  /** Largest body of a request in bytes; 1 MiB unless told. */
  readonly maxBodyBytes?: number
  /** Time for the whole body of a request to arrive, in milliseconds; 30 000 unless told. */
  readonly bodyTimeoutMs?: number
  /** Who may read the description of the API under `/api/docs` and `/api/openapi.json`; everybody unless told. */
  readonly docs?: 'public' | 'signed_in' | 'off'
  /** Base of the `type` of problem documents: `<docsUrl>/errors/<code>`. Unless told, the desk's own pages. */
  readonly docsUrl?: string
  /** Name and version of the API in its description. */
  readonly title?: string
  readonly version?: string
  /** Other origins whose pages may change things with the caller's cookie, such as `https://app.example.com`. */
  readonly allowedOrigins?: readonly string[]
  /** How many requests somebody may send in a minute, counted for all processes together; unlimited unless told. */
  readonly limits?: LimitOptions
  /** Lets pages of other origins read answers. `credentials`: with the caller's cookie, which includes what `allowedOrigins` allows. */
  readonly cors?: { readonly origins: readonly string[]; readonly credentials?: boolean }
}

/** The options with everything filled in and checked. */
export interface HttpSettings {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly docs: 'public' | 'signed_in' | 'off'
  /** Without a slash at the end; undefined for the desk's own pages. */
  readonly docsUrl: string | undefined
  readonly title: string
  readonly version: string
  /** Origins that may send mutations with a cookie. */
  readonly cookieOrigins: ReadonlySet<string>
  readonly corsOrigins: ReadonlySet<string>
  readonly hasCorsCredentials: boolean
  readonly limits: LimitSettings | undefined
}

/** Throws `http.bad_option`. */
export function httpSettings(options: HttpOptions = {}): HttpSettings {
  const { cors, docs = 'public', docsUrl, title = 'Desk', version = '1', allowedOrigins = [] } = options
  if (!['public', 'signed_in', 'off'].includes(docs)) throw badOption('docs', docs, "'public', 'signed_in' or 'off'")
  if (docsUrl !== undefined && !/^https?:$/.test(URL.parse(docsUrl)?.protocol ?? ''))
    throw badOption('docsUrl', docsUrl, "a whole address, such as 'https://example.com/docs'")
  const hasCorsCredentials = cors?.credentials === true
  const corsOrigins = origins('cors.origins', cors?.origins ?? [])
  return {
    maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes ?? 1_048_576),
    bodyTimeoutMs: positive('bodyTimeoutMs', options.bodyTimeoutMs ?? 30_000),
    docs,
    docsUrl: docsUrl?.replace(/\/+$/, ''),
    title,
    version,
    cookieOrigins: new Set([...origins('allowedOrigins', allowedOrigins), ...(hasCorsCredentials ? corsOrigins : [])]),
    corsOrigins,
    hasCorsCredentials,
    limits: limitSettings(options.limits),
  }
}

const badOption = (option: string, value: unknown, expected: string) =>
  coreError('http.bad_option', { option: `http.${option}`, value: typeof value === 'string' ? `'${value}'` : String(value), expected })

function positive(option: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1 || value > 2_147_483_647)
    throw badOption(option, value, 'a whole number from 1 to 2147483647')
  return value
}

/** As browsers write them in `Origin`: a list that is compared with something else never matches, and nobody would notice. */
function origins(option: string, list: readonly string[]): ReadonlySet<string> {
  for (const origin of list)
    if (URL.parse(origin)?.origin !== origin || origin === 'null')
      throw badOption(option, origin, "origins such as 'https://app.example.com', without a path and without '*'")
  return new Set(list)
}
