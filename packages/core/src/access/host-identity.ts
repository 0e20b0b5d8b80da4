import { coreError } from '../error/core-errors.ts'
import type { Person } from '../operation/actor.ts'
import { nameKey } from '../value/name-key.ts'
import { hostFacts } from './host-facts.ts'

const MAX_EXTERNAL_ID = 300
const MAX_NAME = 200
const MAX_EMAIL = 254
const MAX_LANGUAGE = 35

/** What the host says of somebody, in the form in which it is stored; undefined where it says nothing. */
export interface HostIdentity {
  readonly externalId: string
  readonly name?: string
  readonly email?: string
  readonly language?: string
  /** What the host vouches for, in its one spelling; undefined where it says nothing of it. */
  readonly facts?: string
}

/**
 * Brings what the host says into the stored form, so that the row and the host can be compared call by call. Names and addresses are
 * made to fit; an external id is not: two people must never become one. Throws `access.identity_invalid`.
 */
export function hostIdentity(person: Person): HostIdentity {
  // Also where the host had nobody to give.
  const { externalId, name, email, language }: Person = Object(person)
  const fault = faultOf(externalId)
  if (fault) throw coreError('access.identity_invalid', { reason: fault })
  const given = { name: fitted(name, MAX_NAME), email: fitted(email, MAX_EMAIL)?.toLowerCase(), language: fitted(language, MAX_LANGUAGE) }
  const facts = hostFacts(Object(person) as Person, given.email)
  return {
    externalId,
    ...(facts === undefined ? {} : { facts }),
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.email === undefined ? {} : { email: given.email }),
    ...(given.language === undefined ? {} : { language: given.language }),
  }
}

function faultOf(externalId: unknown): string | undefined {
  if (typeof externalId !== 'string') return `it is ${externalId === null ? 'null' : typeof externalId} and no string`
  if (!externalId.trim()) return 'it is empty'
  if (externalId.length > MAX_EXTERNAL_ID) return `it has more than ${MAX_EXTERNAL_ID} characters`
  if (externalId.includes('\0')) return 'it has a NUL character'
  return undefined
}

/** One line without control characters, cut where it is too long; nothing when nothing is left. */
function fitted(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const line = value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, length)
  return line.isWellFormed() ? line || undefined : line.toWellFormed()
}

/** Name and address as columns, with the keys that lists and search go by. */
export const nameColumns = (name: string) => ({ name, name_key: nameKey(name) })
export const emailColumns = (email: string | null) => {
  const lower = email?.toLowerCase() ?? null
  return { email: lower, email_key: lower === null ? null : nameKey(lower) }
}
