import { BlockList, isIP } from 'node:net'
import { coreError } from '../error/core-errors.ts'

/**
 * Which networks may be reached. Everything is compared as IANA assigns it, after whatever carries an IPv4 address inside an IPv6 one is
 * taken apart: `::ffff:127.0.0.1` is 127.0.0.1, however it is spelled.
 */
export interface Network {
  /** Whether something may be sent to an IP address. What is no IP address is refused. */
  allows(address: string): boolean
  /** Something besides the public net is allowed. */
  readonly hasPrivate: boolean
}

/** Of IPv4 whatever is not a host in the public net: https://www.iana.org/assignments/iana-ipv4-special-registry */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
/** Of IPv6 only 2000::/3 is given to hosts, and not all of it: https://www.iana.org/assignments/iana-ipv6-special-registry */
const GLOBAL_V6 = ['2000::', 3] as const
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // Teredo, ORCHID and others that lead elsewhere
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4: an IPv4 address of anybody's choice inside
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const special = blockList(SPECIAL_V4, SPECIAL_V6)
const global = blockList([], [GLOBAL_V6])

/** `allow`: networks that are reached besides the public net, such as `10.1.0.0/16`, `fd00::/8` or `127.0.0.1`. Throws `outgoing.bad_option`. */
export function networkOf(allow: readonly string[] = []): Network {
  const allowed = new BlockList()
  for (const network of allow) {
    const [, address = '', length] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(String(network)) ?? []
    const family = isIP(address)
    const most = family === 6 ? 128 : 32
    const bits = length === undefined ? most : Number(length)
    if (!family || bits > most)
      throw coreError('outgoing.bad_option', {
        option: 'allow',
        value: String(network),
        expected: "networks such as '10.1.0.0/16' or 'fd00::/8'",
      })
    allowed.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4')
  }
  return {
    hasPrivate: allow.length > 0,
    allows(address) {
      const plain = withoutWrapping(address)
      const family = isIP(plain)
      if (family === 4) return allowed.check(plain) || !special.check(plain)
      // A zone names an interface of this machine.
      if (family !== 6 || plain.includes('%')) return false
      return allowed.check(plain, 'ipv6') || (global.check(plain, 'ipv6') && !special.check(plain, 'ipv6'))
    },
  }
}

/** The IPv4 address inside `::ffff:0:0/96` (mapped) and `64:ff9b::/96` (NAT64, by which networks without IPv4 reach the public net). */
function withoutWrapping(address: string): string {
  if (isIP(address) !== 6 || address.includes('%')) return address
  const groups = groupsOf(address)
  const [a, b, c, d, e, f, high = 0, low = 0] = groups
  const isMapped = [a, b, c, d, e].every((group) => group === 0) && f === 0xffff
  const isNat64 = a === 0x64 && b === 0xff9b && [c, d, e, f].every((group) => group === 0)
  return isMapped || isNat64 ? `${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}` : address
}

/** The eight numbers of an IPv6 address, in whichever spelling: the platform's own reader writes each in one way. */
function groupsOf(address: string): number[] {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const numbers = (part: string): number[] => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [])
  const [head, tail] = [numbers(before), numbers(after ?? '')]
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}

function blockList(v4: readonly (readonly [string, number])[], v6: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, bits] of v4) list.addSubnet(address, bits, 'ipv4')
  for (const [address, bits] of v6) list.addSubnet(address, bits, 'ipv6')
  return list
}
