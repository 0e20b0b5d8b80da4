import { domainToASCII } from 'node:url'
import type { Person } from '../operation/actor.ts'

const MAX_KEYS = 30
const MAX_VALUES = 50
const MAX_LENGTH = 200
/** How an attribute may be called: `department`, `cost_centre`. */
const attributeName = /^[a-z][a-z0-9_]{0,79}$/

/** What the host vouches for, beyond who somebody is: rules give by it. */
export interface HostFacts {
  /** Domain of an address that the host has verified, in ASCII; null where it says of none. */
  readonly domain: string | null
  /** Pairs and not an object: a name is the host's, and could be one that objects have. */
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[]
}

/**
 * The facts in their one spelling, to be compared with what was kept; undefined where the host says nothing of them, which changes nothing.
 * What does not fit is left out: it can only match less. `email` as it will be stored.
 */
export function hostFacts({ emailVerified, attributes }: Person, email: string | undefined): string | undefined {
  if (emailVerified === undefined && attributes === undefined) return undefined
  const facts: HostFacts = {
    domain: emailVerified === true && email !== undefined ? domainOf(email) : null,
    attributes: Object.entries(typeof attributes === 'object' && attributes !== null ? attributes : {})
      .filter(([name]) => attributeName.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MAX_KEYS)
      .map(([name, value]) => [name, valuesOf(value)] as const),
  }
  return JSON.stringify(facts)
}

/** Of the column `host_facts`. */
export const readFacts = (text: string | null): HostFacts =>
  text === null ? { domain: null, attributes: [] } : (JSON.parse(text) as HostFacts)

function valuesOf(value: unknown): string[] {
  const texts = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  )
  return [...new Set(texts.filter((text) => text !== '' && text.length <= MAX_LENGTH && text.isWellFormed() && !text.includes('\0')))]
    .sort()
    .slice(0, MAX_VALUES)
}

/** Behind the last @: what stands before it may hold one. Null for what is no domain. */
function domainOf(email: string): string | null {
  const at = email.lastIndexOf('@')
  return at < 1 ? null : asciiDomain(email.slice(at + 1))
}

/** `bücher.example` as `xn--bcher-kva.example`. A name that only looks like an ASCII one, by its wide letters, is none. */
export function asciiDomain(text: string): string | null {
  const lower = text.toLowerCase()
  const isAscii = /^[\x21-\x7e]+$/.test(lower)
  const ascii = isAscii ? lower : domainToASCII(lower)
  if (!isAscii && !ascii.includes('xn--')) return null
  return ascii.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(ascii) ? ascii : null
}
