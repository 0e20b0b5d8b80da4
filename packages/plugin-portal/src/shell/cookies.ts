/** What the portal keeps in the browser: choices of a reader, the token of forms, and for those who came by a link in a mail their session. */
export type CookieName =
  | 'deskportal_token'
  | 'deskportal_language'
  | 'deskportal_calendar'
  | 'deskportal_look'
  | 'deskportal_company'
  | 'deskportal_said'
  | 'deskportal_session'

const YEAR = 31_536_000

/** Of a request, decoded; what is no cookie of the portal's is not looked at. The first of several counts, as it has the longest path. */
export function cookieOf({ headers }: Request, name: CookieName): string | undefined {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() !== name) continue
    try {
      return decodeURIComponent(part.slice(at + 1).trim())
    } catch {
      return undefined
    }
  }
  return undefined
}

/** `null` takes it away. Sent over TLS alone where the page was. */
export function setCookie(name: CookieName, value: string | null, { url, mount }: { readonly url: URL; readonly mount: string }): string {
  const lasts = value === null ? '; Max-Age=0' : name === 'deskportal_token' || name === 'deskportal_said' ? '' : `; Max-Age=${YEAR}`
  return `${name}=${encodeURIComponent(value ?? '')}; Path=${mount || '/'}; HttpOnly; SameSite=Lax${url.protocol === 'https:' ? '; Secure' : ''}${lasts}`
}
