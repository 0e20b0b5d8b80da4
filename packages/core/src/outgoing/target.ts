import { isIP } from 'node:net'
import { coreError } from '../error/core-errors.ts'
import type { Network } from './network.ts'

const MOST_CHARACTERS = 2048

/**
 * Ports of services that take a request for commands of their own, as browsers refuse them: https://fetch.spec.whatwg.org/#port-blocking
 */
const CLOSED_PORTS = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** Names that mean this machine or this network, whatever a name server says: RFC 6761, RFC 8375, RFC 9476 and what clouds use. */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa|alt|onion)$/

/** What something may be sent to, as far as that can be said without a look-up. */
export interface Target {
  readonly url: URL
  /** Without brackets, and without the dot at the end of a name. */
  readonly host: string
  /** The address itself, where no name was given; one of this machine for `localhost`. */
  readonly address: string | undefined
}

/**
 * Reads an address that somebody gave. The platform writes every odd spelling of an IPv4 address (`0x7f.1`, `2130706433`, `①②⑦.0.0.1`) in the
 * one usual way. Throws `outgoing.bad_address`, `outgoing.address_refused`.
 */
export function targetOf(given: string | URL, network: Network): Target {
  const text = String(given)
  if (text.length > MOST_CHARACTERS) throw bad(`it has more than ${MOST_CHARACTERS} characters`)
  // The platform would leave these out, and what was checked by eye would not be what is sent to.
  if (/[\p{Cc}\s\\]/u.test(text)) throw bad('it has spaces, backslashes or control characters in it')
  const url = URL.parse(text)
  if (!url) throw bad('it is none')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(`it begins with ${url.protocol.slice(0, 20)}`)
  if (url.username || url.password) throw bad('it has a name or a password in it')
  if (url.port && CLOSED_PORTS.has(Number(url.port))) throw bad(`port ${url.port} belongs to another kind of service`)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '')
  if (!host) throw bad('it names no server')
  const address = addressOf(host)
  // Whoever lets the desk into some private network means its names, too; where they lead is looked at with each request.
  const isRefused = address === undefined ? LOCAL_NAMES.test(host) && !network.hasPrivate : !network.allows(address)
  if (isRefused) throw refused(host)
  return { url, host, address }
}

export const refused = (host: string) => coreError('outgoing.address_refused', { host })

/** `localhost` is this machine without a look-up: RFC 6761, 6.3. */
const addressOf = (host: string): string | undefined => (isIP(host) ? host : /(?:^|\.)localhost$/.test(host) ? '127.0.0.1' : undefined)

const bad = (reason: string) => coreError('outgoing.bad_address', { reason })
