import { createHash } from 'node:crypto'
import type { Desk } from '@deskwright/core'
import type { SampleInvoice } from './sample/load-billing.ts'
import { demoCookie, type SignIn } from './sign-in.ts'
import { type RoleOnPage, startPage } from './start-page.ts'
import { startPageStyle } from './start-page-style.ts'

const STYLE = '/start.css'
const START = '/start'
const SIGN_IN = '/sign-in'

const guarded = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
}
const pagePolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A host application around a desk: a start page of its own, and everything else is the desk's. */
export class DemoHost {
  readonly #desk: Desk
  readonly #signIn: SignIn
  readonly #invoices: readonly SampleInvoice[]
  readonly #styleTag = `"${createHash('sha256').update(startPageStyle).digest('base64url').slice(0, 16)}"`

  constructor(desk: Desk, signIn: SignIn, invoices: readonly SampleInvoice[] = []) {
    this.#desk = desk
    this.#signIn = signIn
    this.#invoices = invoices
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname, origin } = new URL(request.url)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    // Whoever is somebody has the portal there.
    if (isRead && (pathname === START || (pathname === '/' && this.#signIn.identify(request) === null)))
      return this.#answer(request, await this.#page(origin), 'text/html; charset=utf-8', pagePolicy)
    if (isRead && pathname === STYLE)
      return this.#answer(request, startPageStyle, 'text/css; charset=utf-8', "default-src 'none'", this.#styleTag)
    if (pathname === SIGN_IN && request.method === 'POST') return this.#enter(request)
    return this.#desk.fetch(request)
  }

  /** Becomes somebody of the sample: only from a page of this host, so that no other site can put anybody's name there. */
  #enter(request: Request): Response {
    const { origin, searchParams } = new URL(request.url)
    const key = searchParams.get('as') ?? ''
    if (request.headers.get('origin') !== origin || !this.#signIn.knows(key)) return new Response(null, { status: 403, headers: guarded })
    const cookie = `${demoCookie}=${encodeURIComponent(key)}; Path=/; HttpOnly; SameSite=Lax`
    return new Response(null, { status: 303, headers: { ...guarded, location: '/', 'set-cookie': cookie } })
  }

  async #page(origin: string): Promise<string> {
    return startPage({
      origin,
      roles: await this.#roles(),
      people: this.#signIn.people,
      invoices: this.#invoices,
      ticketCount: await this.#ticketCount(),
      styleUrl: STYLE,
    })
  }

  async #roles(): Promise<readonly RoleOnPage[]> {
    return (await this.#desk.system('demo start page').access.roles()).items
  }

  /** Up to the size of a page: nobody counts a million tickets for a start page. */
  async #ticketCount(): Promise<string> {
    const { items, nextCursor } = await this.#desk.system('demo start page').tickets.list({ limit: 200 })
    return `${nextCursor === null ? items.length : 'more than 200'} tickets`
  }

  #answer(request: Request, text: string, type: string, policy: string, etag?: string): Response {
    const headers = { ...guarded, 'content-security-policy': policy, ...(etag === undefined ? {} : { etag }) }
    if (etag !== undefined && request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
    return new Response(request.method === 'HEAD' ? null : text, { headers: { ...headers, 'content-type': type } })
  }
}
