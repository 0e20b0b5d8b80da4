import { hostIdentity } from '../access/host-identity.ts'
import { coreError } from '../error/core-errors.ts'
import { canonicalTag } from '../text/language.ts'
import type { Person } from './actor.ts'
import type { AsOptions } from './caller.ts'

const known: readonly string[] = ['acting', 'company', 'idempotencyKey', 'channel', 'languages'] satisfies (keyof AsOptions)[]
const channelPattern = /^[a-z][a-z0-9_]{0,79}$/

/**
 * What types say to hosts in TypeScript, at run time for all: a misspelled option must not let somebody act in another capacity than meant.
 * Throws `access.identity_invalid`, `access.options_invalid`.
 */
export function expectCaller(person: Person, options: AsOptions): void {
  hostIdentity(person)
  const bad = (option: string, reason: string) => coreError('access.options_invalid', { option, reason })
  for (const option of Object.keys(options))
    if (!known.includes(option)) throw bad(option, `there is none of this name, but ${known.join(', ')}`)
  const { acting, company, channel, languages }: { [K in keyof AsOptions]?: unknown } = options
  if (acting !== undefined && acting !== 'staff' && acting !== 'customer') throw bad('acting', "it is 'staff' or 'customer'")
  if (company !== undefined && typeof company !== 'string') throw bad('company', 'it is the id of a company')
  if (company !== undefined && acting === 'staff') throw bad('company', 'it belongs to acting as a customer')
  if (channel !== undefined && !(typeof channel === 'string' && channelPattern.test(channel)))
    throw bad('channel', 'it is a word in snake_case of at most 80 characters')
  if (languages !== undefined && !(Array.isArray(languages) && languages.every((tag) => typeof tag === 'string' && canonicalTag(tag))))
    throw bad('languages', 'it is a list of BCP 47 tags, such as fa or pt-BR')
}

/** The history says why a program did something. Throws `access.reason_missing`. */
export function expectReason(reason: unknown): void {
  if (typeof reason !== 'string' || !/^[^\p{Cc}\u2028\u2029]{1,300}$/u.test(reason) || !reason.trim())
    throw coreError('access.reason_missing')
}
