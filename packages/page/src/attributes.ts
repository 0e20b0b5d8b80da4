import { escaped } from './escaped.ts'
import { type Attributes, markedAttributes } from './mark.ts'

const namePattern = /^[a-z][a-z0-9-]*$/
/** What would run or style something, whatever stands in it. */
const refused = /^(?:on|style$|srcdoc$|srcset$|http-equiv$|is$)/
const addressNames = new Set(['href', 'src', 'action', 'formaction', 'cite', 'poster', 'data', 'background', 'ping', 'manifest'])

export const isAddressName = (name: string): boolean => addressNames.has(name)
export const isRefusedName = (name: string): boolean => refused.test(name)

/** Attributes by name: true stands alone, false, null and undefined leave it out. Throws a TypeError for those that would run something. */
export function attributes(values: { readonly [name: string]: string | number | boolean | null | undefined }): Attributes {
  let text = ''
  for (const [name, value] of Object.entries(values)) {
    if (value === false || value === null || value === undefined) continue
    if (!namePattern.test(name) || isRefusedName(name)) throw new TypeError(`'${name}' is no attribute that a page can have.`)
    const written = String(value)
    if (value === true) text += ` ${name}`
    else text += ` ${name}="${isAddressName(name) && !isSafeAddress(written) ? '#' : escaped(written)}"`
  }
  return markedAttributes(text.trimStart())
}

const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/**
 * Whether an address leads to a page, a mail or a phone. Read as browsers do, which drop tabs and line breaks and leading control characters;
 * what begins with two slashes leaves the site and must say how.
 */
export function isSafeAddress(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers drop
  const read = address.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '')
  if (/^[\\/]{2}/.test(read)) return false
  const scheme = /^[^/?#\\]*?:/.exec(read)?.[0]
  return scheme === undefined || schemes.has(scheme.toLowerCase())
}
