/** What a link in an article may lead to. Everything else stays text. */
export type Target =
  | { readonly kind: 'page'; readonly href: string }
  | { readonly kind: 'heading'; readonly id: string }
  | { readonly kind: 'article'; readonly id: string }
  | { readonly kind: 'file'; readonly id: string }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const own = new RegExp(`^(article|file):(${uuid})$`, 'i')
/** Also what browsers leave out or turn into a slash before they look for a scheme. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s\\]/u

/**
 * Reads an address as browsers do, and lets through what is on the list: http, https, mailto, tel, a path of this site, a heading of this text, an
 * article, a file. Undefined: none of them. The list is of what is allowed, as what is not grows with every browser.
 */
export function targetOf(address: string): Target | undefined {
  if (deceptive.test(address)) return undefined
  const found = own.exec(address)
  if (found?.[1] && found[2]) return { kind: found[1].toLowerCase() === 'file' ? 'file' : 'article', id: found[2].toLowerCase() }
  if (address.startsWith('#')) return address.length > 1 ? { kind: 'heading', id: decoded(address.slice(1)) } : undefined
  if (/^\/(?!\/)/.test(address)) return { kind: 'page', href: address }
  if (!/^(?:https?:\/\/[^/]|mailto:[^/]|tel:[+\d])/i.test(address) || !URL.canParse(address)) return undefined
  return { kind: 'page', href: address }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
