import { domainToASCII } from 'node:url'

const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const MOST_LOCAL = 64
const MOST = 254

/**
 * The one grammar of addresses: a plain local part, and a domain, which is written in ASCII (`büro.example` → `xn--bro-hoa.example`). No
 * quotes, comments, groups, spaces or control characters, so that an address is one address wherever it is read. Undefined for all else.
 */
export function mailAddress(text: string): string | undefined {
  const address = text.normalize('NFC')
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  if (!localPart.test(local) || Buffer.byteLength(local) > MOST_LOCAL) return undefined
  const domain = domainOf(address.slice(at + 1))
  const whole = `${local}@${domain}`
  return domain === undefined || whole.length > MOST ? undefined : whole
}

function domainOf(text: string): string | undefined {
  // What a URL would cut off or decode is no part of a domain.
  if (/[\p{Cc}\p{Z}/\\?#%:[\]@<>]/u.test(text)) return undefined
  const domain = domainToASCII(text).toLowerCase()
  const labels = domain.split('.')
  return labels.every((one) => label.test(one)) && /[a-z]/.test(labels.at(-1) ?? '') ? domain : undefined
}
