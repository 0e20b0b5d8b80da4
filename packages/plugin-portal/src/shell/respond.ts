import { createHash } from 'node:crypto'
import type { PortalOptions } from '../options.ts'

const guarded = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
} as const

/** Nothing inline, nothing from elsewhere: what a page of the portal may do. */
export const pagePolicy = ({ frameOrigins = [] }: PortalOptions): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameOrigins.length ? frameOrigins.join(' ') : "'none'"}`,
  ].join('; ')

/** What stands in the address lets somebody in: pages of the same site and their logs must not get it either. */
const secretAddress = /^\/(?:enter|t)\//

interface PageAnswer {
  readonly text: string
  readonly status: number
  readonly policy: string
  readonly cookies: readonly string[]
  readonly language: string
  readonly path: string
}

/** A page is for one reader: nobody on the way keeps it. */
export function pageResponse({ text, status, policy, cookies, language, path }: PageAnswer): Response {
  const headers = new Headers({
    ...guarded,
    // Not `no-referrer`: with that browsers say of a form that it comes from nowhere.
    ...(secretAddress.test(path) ? { 'referrer-policy': 'strict-origin' } : {}),
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    vary: 'cookie, accept-language',
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(text, { status, headers })
}

/** 303: whatever was sent, what follows is read. */
export function turnResponse(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ ...guarded, location, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

export interface Asset {
  readonly path: `/${string}`
  readonly text: string
  readonly type: string
  /** For browsers: how long. */
  readonly keep: string
}
const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const
/** The name changes with the text, so that browsers may keep it for ever. */
export function asset(name: string, ending: keyof typeof types, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12)
  return { path: `/-/${name}.${hash}.${ending}`, text, type: types[ending], keep: 'public, max-age=31536000, immutable' }
}
/** One whose address stays: browsers keep it for an hour. */
export const fixedAsset = (name: string, ending: keyof typeof types, text: string): Asset => ({
  path: `/-/${name}.${ending}`,
  text,
  type: types[ending],
  keep: 'public, max-age=3600',
})
export const assetResponse = ({ text, type, keep }: Asset): Response =>
  new Response(text, {
    headers: { ...guarded, 'content-type': type, 'cache-control': keep, 'content-security-policy': "default-src 'none'" },
  })

export const goneResponse = (): Response => new Response(null, { status: 404, headers: { ...guarded, 'cache-control': 'no-store' } })
